import { combineText, type Derivation } from "@pas-migrate/core";

/**
 * `opd.archiveComments`: what an archived appointment has no column for, each text behind its label. That codes found no
 * slot is noted. `with: { labels }`. Sources: one text a label, last the codes beyond the slots.
 */
export const archiveComments: Derivation = (columns, { args, note }) => {
  const labels = args.labels as readonly string[];
  return combineText(columns, (cells, row) => {
    const texts = cells.map((cell) => cell?.trim() ?? "");
    if (texts.at(-1) !== "") note(row, "ARCHIVE_SLOTS_EXCEEDED");
    const labelled = texts.flatMap((text, i) => {
      if (text === "") return [];
      return labels[i] === "" ? [text] : [`${labels[i]}: ${text}`];
    });
    return labelled.join("; ") || null;
  });
};
