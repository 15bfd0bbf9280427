import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MeasureCell, Reconciliation } from "@pas-migrate/core";
import { parse } from "csv-parse/sync";
import { chainPlugin } from "./chain.js";
import { chainMigration } from "./chain-run.js";

/** Lists, measures, a chain and samples over the chain's tables, as small as they can be. */
export const comparisonFiles: Readonly<Record<string, string>> = {
  "lists/01-spells.source.sql": `-- title: Spells by ward
-- tables: SPELL
-- key: patient, episode
-- load-table: LOAD_SPELL
-- decided-by: ward
select trim(Id, ' ') as patient, trim(Episode, ' ') as episode, pas_text(Ward) as ward, _table, _row from source.SPELL
`,
  "lists/01-spells.target.sql": `-- tables: LOAD_SPELL
select split_part(external_system_id, '|', 1) as patient, split_part(external_system_id, '|', 2) as episode, ward
from target.LOAD_SPELL
`,
  "lists/02-patients.source.sql": `-- title: Patients by sex
-- tables: PATIENT
-- key: patient
-- load-table: LOAD_PATIENT
select trim(Id, ' ') as patient, case Sex when 'M' then '1' when 'F' then '2' else Sex end as sex, _table, _row from source.PATIENT
`,
  "lists/02-patients.target.sql":
    "-- tables: LOAD_PATIENT\nselect external_system_id as patient, sex from target.LOAD_PATIENT\n",
  "measures/spells-by-ward.yaml": "title: Spells by ward\nlist: 01-spells\nby: [ward]\n",
  "measures/patients-by-sex.yaml": "title: Patients by sex\nlist: 02-patients\nby: [sex]\n",
  "measures/stays.source.sql":
    "-- title: Stays\n-- tables: STAY\nselect 'stays' as cell, count(*) as n from source.STAY\n",
  "measures/stays.target.sql": "-- tables: LOAD_STAY\nselect 'stays' as cell, count(*) as n from target.LOAD_STAY\n",
  "chains/stay.yaml":
    "title: From patient to stay\nhops: [LOAD_SPELL.patient_record_number, LOAD_STAY.spell_record_number]\n",
  "samples/patient.sql":
    "-- title: Everybody\n-- tables: PATIENT\n-- patient-column: Id\nselect trim(Id, ' ') as patient from source.PATIENT\n",
  "samples/female.sql":
    "-- title: A woman\n-- tables: PATIENT\nselect trim(Id, ' ') as patient from source.PATIENT where Sex = 'F'\n",
};

/** A migration with these comparisons, some files of the plugin replaced. */
export function comparedMigration(
  options: Parameters<typeof chainMigration>[0] = {},
  changed: Readonly<Record<string, string>> = {},
) {
  return chainMigration({ plugins: [chainPlugin({ ...comparisonFiles, ...changed })], ...options });
}

/** Migrates, changes a delivered file, checks, and gives the folder and the reconciliation. */
export async function reconciled(
  options: Parameters<typeof chainMigration>[0] = {},
  change: Readonly<Record<string, (text: string) => string>> = {},
): Promise<{ readonly out: string; readonly reconciliation: Reconciliation }> {
  const { migration, out } = comparedMigration(options);
  await migration.run();
  for (const [file, alter] of Object.entries(change)) {
    const path = join(out, "load", `${file}.csv`);
    writeFileSync(path, alter(readFileSync(path, "utf8")));
  }
  await migration.check();
  return { out, reconciliation: readReconciliation(out) };
}

export function readReconciliation(out: string): Reconciliation {
  return JSON.parse(readFileSync(join(out, "reports", "reconciliation.json"), "utf8"));
}

/** A CSV file of the reports as arrays, its header first. */
export function reportRows(out: string, ...path: readonly string[]): readonly (readonly string[])[] {
  return parse(readFileSync(join(out, "reports", ...path), "utf8")) as string[][];
}

/** A measure's cells as `cell source target`. */
export function cellsOf(measures: readonly MeasureCell[], name: string): readonly string[] {
  return measures
    .filter(({ measure }) => measure === name)
    .map(({ cell, source, target }) => `${cell} ${source} ${target}`);
}
