import { type LiteralTable, type LiteralTables, type TestResult, testMigration } from "@pas-migrate/core/testing";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";

export type Row = Readonly<Record<string, string | null>>;

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** Spell n of patient 1. */
export function spell(episode: string, cells: Row = {}): Row {
  return { InternalPatientNumber: "1", EpisodeNumber: episode, ...cells };
}

/** A table of rows that stand one a line: patient, episode, then a cell for each further column; `-` is an empty cell. */
export function lines(columns: readonly string[], text: string): LiteralTable {
  const names = ["InternalPatientNumber", "EpisodeNumber", ...columns];
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/ +/));
  return Object.fromEntries(names.map((name, i) => [name, rows.map((row) => (row[i] === "-" ? null : row[i]))]));
}

/** Runs the plugin with those it requires at 27 March 2026, 18:00. */
export function migrate(source: LiteralTables, settings?: Readonly<Record<string, string>>): Promise<TestResult> {
  return testMigration({ plugins: [ReferencePlugin, PmiPlugin, AdtPlugin], source, settings, gates: false });
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
