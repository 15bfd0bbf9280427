// Writes docs/reference/mutants.md from runs of bench/mutants.js, which may each have tried some domains.
// usage: node bench/mutants-page.js MUTANTS.json...
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { idleReasons, pageOf } from "./mutants/page.js";

const runs = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
if (runs.length === 0) throw new Error("usage: node bench/mutants-page.js MUTANTS.json...");
const [{ patients, seed }] = runs;
if (runs.some((run) => run.patients !== patients || run.seed !== seed))
  throw new Error("the runs are of different hospitals");
const whole = { patients, seed, results: runs.flatMap(({ results }) => results) };
for (const reason of idleReasons(whole)) process.stderr.write(`No longer needed: ${reason.join("; ")}\n`);
writeFileSync(fileURLToPath(new URL("../docs/reference/mutants.md", import.meta.url)), pageOf(whole));
