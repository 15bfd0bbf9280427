import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMigration, csvDirectory, type Score, scoreRun } from "@pas-migrate/core";
import { CollectedRows, type DefectChoice, generateHospital, type MockRow, pas } from "@pas-migrate/core/mock";
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

/** Generates a mock hospital of inpatients, migrates and checks it, and scores the run. */
export async function scoreHospital(
  seed: number,
  patients: number,
  defects: DefectChoice = "none",
): Promise<{ readonly score: Score; readonly planted: ReadonlySet<string> }> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-adt-"));
  const hospital = join(folder, "hospital");
  const output = join(folder, "run");
  const archiveBefore = pas.date(buildHospital({ seed }).archiveBefore).split("/").reverse().join("-");
  try {
    const scene = new URL("scene.js", import.meta.url);
    await generateHospital({ scene, out: hospital, patients, seed, snapshotAt: SNAPSHOT, defects, threads: 1 });
    const migration = createMigration({
      plugins: [ReferencePlugin, PmiPlugin, RttPlugin, IwlPlugin, AdtPlugin],
      source: csvDirectory(join(hospital, "source")),
      output,
      snapshotAt: SNAPSHOT,
      threads: 1,
      settings: { archiveBefore },
    });
    await migration.run();
    await migration.check();
    const score = await scoreRun({ run: output, against: hospital });
    const [, ...lines] = readFileSync(join(hospital, "defects.csv"), "utf8").trimEnd().split("\r\n");
    return { score, planted: new Set(lines.map((line) => line.split(",")[1])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
