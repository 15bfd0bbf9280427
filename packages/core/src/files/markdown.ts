/** A table in Markdown; bars and line ends inside cells are made harmless. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells
      .map((cell) =>
        cell
          .trim()
          .replaceAll("|", "\\|")
          .replace(/\s*\n\s*/g, " "),
      )
      .join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Blocks of a page, a blank line between them. */
export function page(blocks: readonly string[]): string {
  return `${blocks.join("\n\n")}\n`;
}
