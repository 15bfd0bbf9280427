import {
  type LiteralTable,
  type LiteralTables,
  type TestMigrationOptions,
  type TestResult,
  testMigration,
} from "@pas-migrate/core/testing";
import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";

export const plugins: TestMigrationOptions["plugins"] = [ReferencePlugin, PmiPlugin, RttPlugin, OpdPlugin];

export type Row = Readonly<Record<string, string | null>>;

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** Patients whose district number is D and the patient number. */
export function patients(...numbers: readonly string[]): LiteralTable {
  return table(...numbers.map((number) => ({ InternalPatientNumber: number, DistrictNumber: `D${number}` })));
}

/** An outpatient referral. */
export function referral(number: string, episode: string, cells: Row = {}): Row {
  return {
    InternalPatientNumber: number,
    EpisodeNumber: episode,
    OpRegDtimeInt: "202501010900",
    ReferralDate: "01/01/2025",
    ...cells,
  };
}

/** An outpatient appointment with the clinic doctor `R1`. */
export function appointment(number: string, episode: string, start: string, cells: Row = {}): Row {
  return {
    InternalPatientNumber: number,
    EpisodeNumber: episode,
    PtApptStartDtimeInt: start,
    ResCode: "R1",
    ApplicationIndicator: "2",
    ...cells,
  };
}

/** Runs the plugin, with those that it requires, at 27 March 2026, 18:00. */
export function migrate(source: LiteralTables, settings?: Readonly<Record<string, string>>): Promise<TestResult> {
  return testMigration({
    gates: false,
    plugins,
    source: { OPDOCTOR: table({ SchedResMfCd: "R1", Name: "DR ONE" }), ...source },
    settings,
  });
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
