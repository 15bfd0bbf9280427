const KINDS = { view: "views", rows: "row SQL", rule: "derivations", crosswalk: "crosswalks" };

/** The figures by plugin and kind as a Markdown table, then every survivor. */
export function summaryOf(results) {
  const groups = new Map();
  for (const result of results) {
    const name = `${result.plugin} | ${KINDS[result.kind]}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  const count = (list, outcome) => list.filter((result) => result.outcome === outcome).length;
  const line = (name, list) =>
    `| ${name} | ${[list.length, count(list, "killed"), count(list, "refused"), count(list, "survived")].join(" | ")} |`;
  const survivors = results.filter(({ outcome }) => outcome === "survived");
  return [
    "| domain | kind | mutants | killed | refused | survived |",
    "| --- | --- | --: | --: | --: | --: |",
    ...[...groups].map(([name, list]) => line(name, list)),
    line("all | all", results),
    "",
    ...survivors.map(
      ({ place, operator, change, rejects, guard }) =>
        `- ${place} ${operator}: ${change}${rejects ? " (other rejects)" : ""}; with faults: ${guard}`,
    ),
    "",
  ].join("\n");
}
