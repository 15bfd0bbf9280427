import { type LiteralTable, type LiteralTables, type TestResult, testMigration } from "@pas-migrate/core/testing";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";

export const plugins = [ReferencePlugin, PmiPlugin, RttPlugin, IwlPlugin];

export type Row = Readonly<Record<string, string | null>>;

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** Patients 1 to 9, each with a referral of 1 September 2025 (episode 1) on one pathway with the list entry (episode 2). */
export const patients: LiteralTables = {
  PATDATA: table(...numbers((n) => ({ InternalPatientNumber: n, DistrictNumber: `D${n}` }))),
  OPREFERRAL: table(
    ...numbers((n) => ({ InternalPatientNumber: n, EpisodeNumber: "1", OpRegDtimeInt: "202509011000" })),
  ),
  RTTPTEPIPATHWAY: table(
    ...["1", "2"].flatMap((episode) =>
      numbers((n) => ({ InternalPatientNumber: n, EpisodeNumber: episode, PathwayNumber: `RXX01P${n}` })),
    ),
  ),
};

/** Runs the plugin, and those it requires, at 27 March 2026, 18:00. */
export function migrate(source: LiteralTables): Promise<TestResult> {
  return testMigration({ plugins, source: { ...patients, ...source }, gates: false });
}

/** A row of episode 2 of a patient. */
export function entry(number: string, cells: Row = {}): Row {
  return { InternalPatientNumber: number, EpisodeNumber: "2", ...cells };
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

function numbers(make: (number: string) => Row): readonly Row[] {
  return Array.from({ length: 9 }, (_, i) => make(String(i + 1)));
}
