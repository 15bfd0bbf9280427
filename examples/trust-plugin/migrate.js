import { fileURLToPath } from "node:url";
import { createMigration, csvDirectory } from "@pas-migrate/core";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { WesthavenPlugin } from "./westhaven.js";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

// Two places deliver extracts: the hospital's PAS, and the language service with a table of its own.
const pas = csvDirectory(folder("../hospital/extracts"), { tables: { PREVSURNAME: { encoding: "windows-1252" } } });
const languageService = csvDirectory(folder("extracts"));

const migration = createMigration({
  source: { file: (table) => languageService.file(table) ?? pas.file(table), control: pas.control },
  output: process.argv[2] ?? "out/trust-plugin",
  plugins: [ReferencePlugin, PmiPlugin, WesthavenPlugin],
  // What the hospital has decided, also about rules that its extract breaks on purpose.
  overlays: [folder("../hospital/overlay")],
  snapshotAt: "2026-03-27T18:00",
});

const { out, report } = await migration.run();
const { filled } = report.tables
  .find(({ table }) => table === "LOAD_PMI")
  .fields.find(({ field }) => field === "occupation_code");
console.log(`LOAD_PMI.occupation_code: ${filled} filled`);

const { rules, passed } = await migration.check();
const own = rules.find(({ id }) => id === "WEST-02");
console.log(`${own.id} ${own.status}: ${own.target_failures} of ${own.denominator} (${own.title})`);
console.log(`Files are in ${out}.`);
process.exitCode = passed ? 0 : 1;
