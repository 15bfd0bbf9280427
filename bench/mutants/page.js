import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { groupsOf } from "./summary.js";

/** What a line of the page shows of a change, at most. */
const LONGEST = 92;
const MEANING = {
  E: "no data can show it: two forms of one day of which the readable one counts, a bound of which any later text is the same, a number that is one patient's.",
  N: "it changes a reject, a note, the ledger or a description, and no cell of a load table; fixtures and stories hold it.",
  M: "the mock hospital does not tell of such a thing. This is work to be done.",
  G: "a guard: noticed in a hospital of the same patients with planted faults.",
  "?": "nobody has read it yet.",
};

const read = parse(readFileSync(new URL("survivors.yaml", import.meta.url), "utf8"));

/** The page of a whole run: figures by domain and kind, and every survivor with the reason why nobody notices it. */
export function pageOf({ patients, seed, results }, reasons = read) {
  const survivors = results
    .filter(({ outcome }) => outcome === "survived")
    .map((result) => ({ ...result, ...reasonOf(result, reasons) }));
  const count = (list, outcome) => list.filter((result) => result.outcome === outcome).length;
  const derivations = results.filter(({ kind }) => kind === "rule");
  const unnoticed = survivors.filter(({ letter }) => letter !== "G");
  const cells = (list) => [list.length, ...["killed", "refused", "survived"].map((outcome) => count(list, outcome))];
  return [
    "# What the answer key notices",
    "",
    "`npm run mutants` makes one wrong migration after the other (a condition turned round, a join made inner, a derivation that",
    "gives nothing, its first column, or the row before; a crosswalk pair dropped or changed) and asks whether the score of a",
    "generated hospital shows it. Killed: the score differs. Refused: the engine itself stops the run, by its ledger or its hops,",
    "or the run would not end: it takes a statement more than a minute, or gives a view more than ten times its rows.",
    "Survived: nobody noticed in a clean hospital; the survivors are tried on one with planted faults. `bench/mutants-page.js`",
    "writes this page, with the reasons of `bench/mutants/survivors.yaml`.",
    "",
    "## The last whole run",
    "",
    `Hospitals of ${patients} patients, seed ${seed}; ${results.length} mutants, at most four a file. **Killed ${count(results, "killed")}, refused ${count(results, "refused")},`,
    `survived ${survivors.length}**, of which ${survivors.length - unnoticed.length} are noticed where faults are planted: **${unnoticed.length} of ${results.length} are noticed nowhere.** Of`,
    `${derivations.length} mutants of derivations ${count(derivations, "survived")} survive the clean hospital.`,
    "",
    "| Domain | Kind | Mutants | Killed | Refused | Survived |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
    ...groupsOf(results).map(([name, list]) => `| ${name} | ${cells(list).join(" | ")} |`),
    "",
    "## Survivors",
    "",
    "Why nobody notices, by reading (nothing here was proved but what is marked G):",
    "",
    ...Object.entries(MEANING)
      .map(([letter, meaning]) => [letter, meaning, survivors.filter((one) => one.letter === letter).length])
      .filter(([, , n]) => n > 0)
      .map(([letter, meaning, n]) => `- **${letter}** (${n}): ${meaning}`),
    "",
    "| Domain | Place | Operator | Change | | Why |",
    "| --- | --- | --- | --- | --- | --- |",
    ...survivors.map(
      ({ plugin, place, operator, change, letter, why }) =>
        `| ${plugin} | \`${place}\` | ${operator} | \`${shortened(change).replaceAll("|", "\\|")}\` | ${letter} | ${why} |`,
    ),
    "",
  ].join("\n");
}

/** Reasons of mutants that are noticed by now, or are made no more. */
export function idleReasons({ results }, reasons = read) {
  const survivors = results.filter(({ outcome }) => outcome === "survived");
  return Object.values(reasons)
    .flat()
    .filter((reason) => !survivors.some((survivor) => isOf(reason, survivor)));
}

function isOf([file, how, what], { place, operator, change }) {
  return file === fileOf(place) && how === operator && what === shortened(change);
}

function reasonOf(survivor, reasons) {
  const { guard } = survivor;
  if (guard !== undefined && guard !== "nothing") return { letter: "G", why: guard };
  for (const [letter, known] of Object.entries(reasons)) {
    const found = known.find((reason) => isOf(reason, survivor));
    if (found !== undefined) return { letter, why: found[3] };
  }
  return { letter: "?", why: "" };
}

function fileOf(place) {
  return place.replace(/(\.sql):\d+:\d+$/, "$1");
}

function shortened(change) {
  return change.length > LONGEST ? `${change.slice(0, LONGEST - 3)}…` : change;
}
