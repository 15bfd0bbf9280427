// Recall and precision of every rule on a mock hospital with realistic faults; writes docs/reference/recall.md.
// usage: node bench/recall.js [--patients N] [--seed S]
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = join(here, "../packages/cli/bin/pas-migrate.js");
const { values } = parseArgs({
  options: { patients: { type: "string", default: "10000" }, seed: { type: "string", default: "5" } },
});
const hospital = join(here, "out", "recall-hospital");
const run = join(here, "out", "recall-run");
mkdirSync(join(here, "out"), { recursive: true });
for (const folder of [hospital, run]) rmSync(folder, { recursive: true, force: true });

pasMigrate(
  "generate",
  "--patients",
  values.patients,
  "--seed",
  values.seed,
  "--defects",
  "realistic",
  "--out",
  hospital,
);
pasMigrate("run", "--config", join(hospital, "pas-migrate.config.yaml"), "--out", run);
pasMigrate("score", "--run", run, "--against", hospital);
const score = JSON.parse(readFileSync(join(run, "reports", "score", "score.json"), "utf8"));
const gates = JSON.parse(readFileSync(join(run, "reports", "gates.json"), "utf8")).rules;
writeFileSync(join(here, "../docs/reference/recall.md"), page());

function pasMigrate(name, ...args) {
  const { status, stderr } = spawnSync(process.execPath, [command, name, ...args, "--json"], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status > 1) throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`);
}

function page() {
  const { rules, planted, caught, falseAlarms, differences, missed } = score;
  const shown = rules.filter((rule) => rule.planted > 0 || rule.falseAlarms > 0);
  const silent = gates.filter(({ id }) => !shown.some(({ rule, verdict }) => rule === id && verdict === "gate"));
  const of = (status) => silent.filter((gate) => gate.status === status).map(({ id }) => `\`${id}\``);
  const number = (value) => value.toLocaleString("en-GB");
  const share = (value) => (value === null ? "" : `${(value * 100).toFixed(1)} %`);
  const rows = shown.map(
    ({ rule, verdict, planted: n, caught: c, recall, precision, falseAlarms: f, judged }) =>
      `| ${rule} | ${verdict} | ${number(n)} | ${number(c)} | ${judged ? share(recall) : "not judged"} | ${share(precision)} | ${number(f)} |`,
  );
  return `# Recall and precision

What the rules and rejects make of a mock hospital of ${number(Number(values.patients))} patients with realistic faults (seed ${values.seed};
\`node bench/recall.js\`): caught ${number(caught)} of ${number(planted)} planted truths, ${number(falseAlarms)} false alarms, ${number(differences)} cells
that differ from the answer key.

A verdict is what should come of a fault: \`gate\`, the rule lists the key; \`reject\`, the rejects name key and field;
\`quarantine\` and \`exclusion\`, the record is set aside. Precision counts as false only findings on patients without any
planted fault (see [mock hospitals](../guides/mock-hospital.md)).

| Rule | Verdict | Planted | Caught | Recall | Precision | False alarms |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

## Rules that nothing was planted for

They are held by their fixtures. On this hospital:

- pass: ${of("pass").join(", ") || "none"}
- not applicable: ${of("not_applicable").join(", ") || "none"}
- fail, on patients with other faults: ${of("fail").join(", ") || "none"}
- in error: ${of("error").join(", ") || "none"}
${missed.length === 0 ? "" : `\n## Missed\n\n${[...new Set(missed.map(({ rule, id }) => `- ${rule}: ${id.replace(/-\d+$/, "")}`))].join("\n")}\n`}`;
}
