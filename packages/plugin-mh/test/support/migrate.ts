import { fileURLToPath } from "node:url";
import {
  type LiteralTable,
  type LiteralTables,
  type TestMigrationOptions,
  type TestResult,
  testMigration,
} from "@pas-migrate/core/testing";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { SpellsAlone } from "./adt.js";

export type Row = Readonly<Record<string, string | null>>;

export const plugins = [ReferencePlugin, PmiPlugin, SpellsAlone, MhPlugin];

/** A trust's own pairs: 3 is section 3, 37 section 37 with restrictions, 9 a second code for informal; L and M are categories. */
export const trust = fileURLToPath(new URL("../../test/overlay/", import.meta.url));

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** A patient whose district number is D and the patient number. */
export function patient(number: string, cells: Row = {}): Row {
  return { InternalPatientNumber: number, DistrictNumber: `D${number}`, ...cells };
}

/** A spell, admitted and perhaps discharged. */
export function spell(number: string, episode: string, admitted: string, discharged: string | null = null): Row {
  return {
    InternalPatientNumber: number,
    EpisodeNumber: episode,
    IpAdmDtimeInt: admitted,
    IpDschDtimeInt: discharged,
  };
}

/** A change of legal status. */
export function change(
  number: string,
  episode: string,
  moment: string | null,
  status: string | null,
  category: string | null = null,
): Row {
  return {
    InternalPatientNumber: number,
    EpisodeNumber: episode,
    KeLegalStatChangeDtimeInt: moment,
    LegalStatus: status,
    MentalCategory: category,
  };
}

/** Runs the plugin with what it requires, at 27 March 2026, 18:00, and with the trust's own pairs. */
export function migrate(
  source: LiteralTables,
  more: Partial<Omit<TestMigrationOptions, "source" | "plugins">> = {},
): Promise<TestResult> {
  return testMigration({ plugins, source, overlays: [trust], gates: false, ...more });
}

/** Some columns of each row of a load table. */
export function cells(result: TestResult, name: string, ...columns: readonly string[]): readonly (string | null)[][] {
  return result.table(name).rows.map((row) => columns.map((column) => row[column]));
}

/** Rejects of a load table as `key field reason code`, sorted. */
export function refusals(result: TestResult, name: string): readonly string[] {
  return result.rejects
    .filter((reject) => reject.table === name)
    .map(({ key, field, reason, code }) => [key, field, reason, code].filter((part) => part !== "").join(" "))
    .sort();
}
