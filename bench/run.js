// The benchmark: LOAD_PMI from extracts to delivered file, against DuckDB alone and plain Python, interleaved, median of
// three. usage: node bench/run.js [--runs N] [patients ...]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeExtracts } from "./data.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "3" }, memory: { type: "string", default: "640MB" } },
});
const runs = Number(values.runs);
const sizes = positionals.length > 0 ? positionals.map(Number) : [1_000_000, 3_000_000];

const out = join(here, "out");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// Each size is written down as soon as it is measured; the newest figures of the others stay.
const latest = join(here, "results", "latest.json");
for (const patients of sizes) {
  const extracts = makeExtracts(join(here, "data"), patients);
  const measured = { [`load_pmi_${patients / 1_000_000}m`]: await measure(extracts, patients) };
  const results = { ...JSON.parse(readFileSync(latest, "utf8")), ...measured };
  writeFileSync(latest, `${JSON.stringify(results, null, 2)}\n`);
  writeReadme(results);
}

async function measure(extracts, patients) {
  const samples = { ours: [], duckdb: [], python: [] };
  for (let run = 1; run <= runs; run++) {
    samples.ours.push(ours(extracts));
    samples.duckdb.push(
      child("node", [join(here, "compare/duckdb.js"), extracts, join(out, "duckdb.csv"), values.memory]),
    );
    samples.python.push(python(extracts));
    process.stderr.write(
      `${patients} patients, run ${run}: ${Object.entries(samples)
        .map(([name, list]) => `${name} ${list.at(-1).seconds.toFixed(1)} s`)
        .join(", ")}\n`,
    );
  }
  await assertSame(patients);
  const median = (name, figure = "seconds") => middle(samples[name].map((sample) => sample[figure]));
  const most = (name) => Math.round(Math.max(...samples[name].map((sample) => sample.peakMiB)));
  return {
    rows: patients,
    runs,
    seconds: {
      ours: round(median("ours")),
      duckdb: round(median("duckdb")),
      python: round(median("python")),
      readback: round(median("ours", "readBack")),
    },
    peakMiB: { ours: most("ours"), duckdb: most("duckdb"), python: most("python") },
    stages: Object.fromEntries(
      ["intake", "rows", "close", "deliver"].map((stage) => [
        stage,
        round(middle(samples.ours.map((sample) => sample.stages[stage]))),
      ]),
    ),
  };
}

/** From extract to delivered file; reading the file back, and keeping the evidence, is timed apart. */
function ours(extracts) {
  rmSync(join(out, "ours"), { recursive: true, force: true });
  return child("node", [join(here, "ours.js"), extracts, join(out, "ours"), values.memory]);
}

function python(extracts) {
  const header = join(out, "header.txt");
  writeFileSync(header, firstLine(join(out, "duckdb.csv")));
  return child("python3", [join(here, "compare/load_pmi.py"), extracts, join(out, "python.csv"), header]);
}

function firstLine(path) {
  const start = Buffer.alloc(8192);
  const file = openSync(path, "r");
  const size = readSync(file, start, 0, start.length, 0);
  closeSync(file);
  return start.toString("utf8", 0, size).split(/\r?\n/, 1)[0];
}

function child(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** All three made the same rows; Python's are unsorted. */
async function assertSame(patients) {
  const files = [join(out, "ours/load/LOAD_PMI.csv"), join(out, "duckdb.csv"), join(out, "python.csv")];
  const [mine, duckdb, unsorted] = await Promise.all(files.map(digest));
  if (mine.inOrder !== duckdb.inOrder) throw new Error(`${patients}: DuckDB's file is not ours`);
  if (mine.anyOrder !== unsorted.anyOrder) throw new Error(`${patients}: Python's rows are not ours`);
}

/** A digest of a file's lines in order, and one of its lines in any order. */
async function digest(path) {
  const inOrder = createHash("sha256");
  let anyOrder = 0n;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    inOrder.update(line).update("\n");
    anyOrder = BigInt.asUintN(64, anyOrder + createHash("md5").update(line).digest().readBigUInt64LE());
  }
  return { inOrder: inOrder.digest("hex"), anyOrder: anyOrder.toString() };
}

function middle(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function round(seconds) {
  return Math.round(seconds * 10) / 10;
}

function writeReadme(cases) {
  const path = join(here, "README.md");
  const rows = Object.entries(cases).map(([name, { rows: patients, runs: times, seconds, peakMiB }]) =>
    [
      name,
      patients.toLocaleString("en-GB"),
      times,
      `${seconds.ours} s`,
      `${seconds.duckdb} s`,
      `${seconds.python} s`,
      (seconds.ours / seconds.duckdb).toFixed(2),
      (seconds.python / seconds.ours).toFixed(2),
      `${seconds.readback} s`,
      `${peakMiB.ours} MiB`,
      `${peakMiB.duckdb} MiB`,
    ].join(" | "),
  );
  const table = [
    "| case | rows | runs | ours | DuckDB | Python | ours / DuckDB | Python / ours | read-back | peak, ours | peak, DuckDB |",
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ...rows.map((row) => `| ${row} |`),
    "",
    `Node ${process.version}, ${cpus().length} processors (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GiB, database limit ${values.memory}; medians.`,
  ].join("\n");
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace(/<!-- figures -->[\s\S]*<!-- \/figures -->/, `<!-- figures -->\n\n${table}\n\n<!-- /figures -->`),
  );
}
