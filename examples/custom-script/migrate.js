import { fileURLToPath } from "node:url";
import { createMigration, csvDirectory, mapText, packagedProfile } from "@pas-migrate/core";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";

const hospital = (path) => fileURLToPath(new URL(`../hospital/${path}`, import.meta.url));

const migration = createMigration({
  source: csvDirectory(hospital("extracts"), { tables: { PREVSURNAME: { encoding: "windows-1252" } } }),
  output: process.argv[2] ?? "out/custom-script",
  plugins: [ReferencePlugin, PmiPlugin],
  // What the hospital has decided, also about rules that its extract breaks on purpose.
  overlays: [hospital("overlay")],
  snapshotAt: "2026-03-27T18:00",
  hooks(hooks) {
    // This hospital's labels want family names in capitals. The column comes in whole and goes out whole.
    hooks.transformField("LOAD_PMI.pat_name_family", (column) =>
      mapText(column, (name) => name?.toUpperCase() ?? null),
    );

    // A rule of its own: it returns the keys of the rows that break it, and fails the check when there are any.
    hooks.gate({ id: "WEST-01", severity: "error", title: "Family names are in capitals" }, async (gate) =>
      gate.violations(
        "select record_number as key from target.LOAD_PMI where pat_name_family <> upper(pat_name_family)",
      ),
    );
  },
});

const { out, report } = await migration.run();
for (const { table, delivered, rejects } of report.tables)
  console.log(`${table}: ${delivered} rows, ${rejects} rejects`);
for (const { plugin, hook, rows } of report.taps) console.log(`${plugin} ${hook}: ${rows} rows`);

const { rules, passed } = await migration.check();
const broken = rules.filter(({ status }) => status === "fail" || status === "error");
console.log(`${rules.length} rules, ${broken.length} broken${broken.map(({ id }) => ` ${id}`).join("")}`);

const { verdict } = migration.release(packagedProfile("development"));
console.log(`${out}: ${verdict}`);
process.exitCode = passed && verdict === "pass" ? 0 : 1;
