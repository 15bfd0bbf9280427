const KINDS = { view: "views", rows: "row SQL", rule: "derivations", crosswalk: "crosswalks" };

/** Results by plugin and kind, in the order in which they came. */
export function groupsOf(results) {
  const groups = new Map();
  for (const result of results) {
    const name = `${result.plugin} | ${KINDS[result.kind]}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  return [...groups];
}

/** The figures by plugin and kind as a Markdown table, then every survivor. */
export function summaryOf(results) {
  const count = (list, outcome) => list.filter((result) => result.outcome === outcome).length;
  const line = (name, list) =>
    `| ${name} | ${[list.length, count(list, "killed"), count(list, "refused"), count(list, "survived")].join(" | ")} |`;
  const survivors = results.filter(({ outcome }) => outcome === "survived");
  return [
    "| domain | kind | mutants | killed | refused | survived |",
    "| --- | --- | --: | --: | --: | --: |",
    ...groupsOf(results).map(([name, list]) => line(name, list)),
    line("all | all", results),
    "",
    ...survivors.map(
      ({ place, operator, change, rejects, guard }) =>
        `- ${place} ${operator}: ${change}${rejects ? " (other rejects)" : ""}; with faults: ${guard}`,
    ),
    "",
  ].join("\n");
}
