// Makes LOAD_PMI with DuckDB alone and prints what it took as JSON. usage: duckdb.js EXTRACTS OUT MEMORY
import { closeSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const [, , extracts, out, memory] = process.argv;
const spill = `${out}.spill`;
const sql = readFileSync(new URL("load_pmi.sql", import.meta.url), "utf8")
  .replaceAll("{extracts}", extracts)
  .replaceAll("{out}", out)
  .replaceAll(
    "{columns}",
    `{${headers(join(extracts, "PATDATA.csv"))
      .map((name) => `'${name}': 'VARCHAR'`)
      .join(", ")}}`,
  );
const started = performance.now();
const instance = await DuckDBInstance.create(":memory:", { memory_limit: memory, temp_directory: spill });
const connection = await instance.connect();
const result = await connection.run(sql);
const [[rows]] = await result.getRows();
const seconds = (performance.now() - started) / 1000;
rmSync(spill, { recursive: true, force: true });
process.stdout.write(
  `${JSON.stringify({ seconds, rows: Number(rows), peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`,
);

function headers(path) {
  const handle = openSync(path, "r");
  const buffer = Buffer.alloc(1 << 16);
  const size = readSync(handle, buffer, 0, buffer.length, 0);
  closeSync(handle);
  return buffer.toString("utf8", 0, size).split("\r\n", 1)[0].split(",");
}
