// Stands in the trust's own folder: migrates with the plugins that are named on the command line.
import { join } from "node:path";
import { createMigration, csvDirectory } from "@pas-migrate/core";

const [, , hospital, output, ...packages] = process.argv;
const modules = await Promise.all(packages.map((name) => import(name)));

const migration = createMigration({
  source: csvDirectory(join(hospital, "extracts"), { tables: { PREVSURNAME: { encoding: "windows-1252" } } }),
  output,
  plugins: modules.flatMap((module) => Object.values(module)),
  overlays: [join(hospital, "overlay")],
  snapshotAt: "2026-03-27T18:00",
});
const { report, ledger } = await migration.run();
const { passed } = await migration.check();
console.log(
  JSON.stringify({
    tables: Object.fromEntries(report.tables.map(({ table, delivered }) => [table, delivered])),
    keysToAbsentTables: report.keysToAbsentTables,
    balanced: ledger.balanced,
    passed,
  }),
);
