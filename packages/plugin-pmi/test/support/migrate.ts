import { type LiteralTable, type LiteralTables, type TestResult, testMigration } from "@pas-migrate/core/testing";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";

export type Row = Readonly<Record<string, string | null>>;

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** A patient whose district number is D and the patient number. */
export function patient(number: string, cells: Row = {}): Row {
  return { InternalPatientNumber: number, DistrictNumber: `D${number}`, ...cells };
}

/** Runs the plugin alone at 27 March 2026, 18:00. */
export function migrate(source: LiteralTables, settings?: Readonly<Record<string, string>>): Promise<TestResult> {
  return testMigration({ plugins: [PmiPlugin], source, settings });
}

/** Columns that every table has and that have tests of their own. */
const KEYS = ["record_number", "loadpmi_record_number", "system_code", "main_crn_type"];

/** The filled cells of a row, keys left out. */
export function filled(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && !KEYS.includes(name)));
}

/** The filled cells of each row of a load table. */
export function filledRows(result: TestResult, name: string): readonly Row[] {
  return result.table(name).rows.map(filled);
}

/** The values of a column by `external_system_id`. */
export function byKey(result: TestResult, name: string, column: string): Row {
  const keys = result.table(name).column("external_system_id");
  const values = result.table(name).column(column);
  return Object.fromEntries(keys.map((key, i) => [key!, values[i]]));
}

/** Rejects of a load table as `key field reason code`, sorted. */
export function refusals(result: TestResult, name: string): readonly string[] {
  return result.rejects
    .filter((reject) => reject.table === name)
    .map(({ key, field, reason, code }) => [key, field, reason, code].filter((part) => part !== "").join(" "))
    .sort();
}
