// Mutation check of the answer key: one wrong migration after the other against one generated hospital. What the key does
// not notice is tried on a hospital with planted faults as well, where it may be a guard against them.
// usage: node bench/mutants.js [--plugins a,b] [--patients N] [--seed S] [--only pattern] [--out folder] [--list]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mutantsOf } from "./mutants/catalogue.js";
import { openHospital } from "./mutants/hospitals.js";
import { summaryOf } from "./mutants/summary.js";

const { values } = parseArgs({
  options: {
    plugins: { type: "string", default: "reference,pmi,rtt,opd,iwl,adt,mh" },
    patients: { type: "string", default: "300" },
    seed: { type: "string", default: "42" },
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    out: { type: "string", default: fileURLToPath(new URL("out/mutants", import.meta.url)) },
  },
});
const { out } = values;
const [patients, seed] = [Number(values.patients), Number(values.seed)];
const say = (text) => process.stderr.write(`${text}\n`);

say(`Making a hospital of ${patients} patients and migrating it`);
const { bench, answers } = await openHospital({ out: join(out, "clean"), patients, seed, faults: false });
const wrong = await bench.differingFrom(answers);
if (wrong.length > 0) throw new Error(`the migration itself differs from its answer key: ${wrong.join(", ")}`);
// Else the bench itself would stop the run, and every wrong view would count as refused.
const [view] = bench.contract.views;
const { outcome } = await bench.try({ view });
if (outcome !== "survived") throw new Error(`a migration in which nothing was changed is ${outcome}`);
const only = new RegExp(values.only);
const chosen = mutantsOf(bench.contract, bench.derivations, {
  plugins: values.plugins.split(","),
  seed: values.seed,
}).filter(({ place, change, operator }) => only.test(`${place} ${operator}: ${change}`));

if (values.list) for (const mutant of chosen) process.stdout.write(`${titleOf(mutant)}\n`);
else {
  const results = await tryAll(bench, chosen);
  bench.close();
  await tryGuards(results.filter(({ outcome }) => outcome === "survived"));
  mkdirSync(out, { recursive: true });
  writeFileSync(
    join(out, "mutants.json"),
    `${JSON.stringify({ patients, seed, results: results.map(({ apply: _, ...result }) => result) }, null, 2)}\n`,
  );
  process.stdout.write(summaryOf(results));
}

async function tryAll(workbench, mutants) {
  const results = [];
  for (const [at, { apply, ...mutant }] of mutants.entries()) {
    const started = performance.now();
    const result = { ...mutant, ...(await workbench.try(apply)) };
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`${at + 1}/${mutants.length} ${result.outcome} (${seconds} s) ${titleOf(mutant)}`);
    results.push(Object.assign(result, { apply }));
  }
  return results;
}

/** Marks the survivors that a hospital with faults shows: they are guards, which a clean one never needs. */
async function tryGuards(survivors) {
  if (survivors.length === 0) return;
  say(`Making a hospital with planted faults for ${survivors.length} survivors`);
  const { bench: faulty } = await openHospital({ out: join(out, "faulty"), patients, seed, faults: true });
  for (const survivor of survivors) {
    const { outcome, table } = await faulty.try(survivor.apply);
    survivor.guard = outcome === "survived" ? "nothing" : table === undefined ? outcome : `${outcome} in ${table}`;
    say(`${survivor.guard}: ${titleOf(survivor)}`);
  }
  faulty.close();
}

function titleOf({ place, operator, change }) {
  return `${place} ${operator}: ${change}`;
}
