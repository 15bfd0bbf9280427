import { readFileSync } from "node:fs";
import { CollectedRows, type DefectChoice, isoDate, type MockRow } from "@pas-migrate/core/mock";
import { type MockScore, scoreMock } from "@pas-migrate/core/testing";
import { buildHospital, type Hospital, type Life, lifeOf, SNAPSHOT } from "@pas-migrate/lives";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import { parse } from "yaml";

interface Catalogue {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, { readonly size: number; readonly type?: string }>>;
}

interface TargetColumns {
  readonly columns: Readonly<
    Record<string, { readonly type: string; readonly length?: number; readonly format?: string }>
  >;
}

const packages = new URL("../../../", import.meta.url);
/** Extracts that the master index and the waiting list read as well, so that the index has their catalogue. */
const ownedByPmi = ["ADMITDISCH", "EPIREGISTRATION"];

export function sourceCatalogue(table: string): Catalogue {
  const owner = ownedByPmi.includes(table) ? "plugin-pmi" : "plugin-adt";
  return parse(readFileSync(new URL(`${owner}/source/${table}.yaml`, packages), "utf8"));
}

export function targetColumns(table: string): TargetColumns["columns"] {
  const { columns }: TargetColumns = parse(readFileSync(new URL(`plugin-adt/target/${table}.yaml`, packages), "utf8"));
  return columns;
}

/** The rows that this domain writes for lives, and its master files. */
export function rowsOf(hospital: Hospital, lives: readonly Life[]): CollectedRows {
  const rows = new CollectedRows();
  adtMock.masters(hospital, rows);
  for (const life of lives) {
    adtMock.source(life, hospital, rows);
    adtMock.expected(life, hospital, rows);
  }
  return rows;
}

/** The first lives of a hospital. */
export function livesOf(hospital: Hospital, patients: number): readonly Life[] {
  return Array.from({ length: patients }, (_, index) => lifeOf(hospital, index));
}

/** The values of a column, the empty ones left out. */
export function valuesOf(rows: readonly MockRow[], column: string): readonly string[] {
  return rows.map((row) => row[column] ?? "").filter((value) => value !== "");
}

/** The keys of rows, parts joined by `|`. */
export function keysOf(rows: readonly MockRow[], columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => row[column] ?? "").join("|"));
}

/** Scores the migration of a mock hospital of inpatients. */
export function scoreHospital(seed: number, patients: number, defects: DefectChoice = "none"): Promise<MockScore> {
  const archiveBefore = isoDate(buildHospital({ seed }).archiveBefore);
  return scoreMock({
    scene: new URL("scene.js", import.meta.url),
    patients,
    seed,
    snapshotAt: SNAPSHOT,
    defects,
    migration: () => ({
      plugins: [ReferencePlugin, PmiPlugin, RttPlugin, IwlPlugin, AdtPlugin],
      settings: { archiveBefore },
    }),
  });
}
