import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMigration, csvDirectory, type Score, scoreRun } from "@pas-migrate/core";
import { CollectedRows, type DefectChoice, generateHospital, type MockRow, pas } from "@pas-migrate/core/mock";
import { buildHospital, type Hospital, type Life, SNAPSHOT } from "@pas-migrate/lives";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { mhMock } from "@pas-migrate/plugin-mh/mock";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { parse } from "yaml";
import { psychiatricLives } from "./scene.js";

interface Catalogue {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, { readonly size: number; readonly type?: string }>>;
}

interface Feed {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, { readonly size?: number }>>;
}

interface TargetColumns {
  readonly columns: Readonly<
    Record<string, { readonly type: string; readonly length?: number; readonly format?: string }>
  >;
}

function readPlugin(file: string): unknown {
  return parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));
}

export const sourceCatalogue = (table: string) => readPlugin(`source/${table}.yaml`) as Catalogue;

export const feedCatalogue = (feed: string) => readPlugin(`feeds/${feed}.yaml`) as Feed;

export const targetColumns = (table: string) => (readPlugin(`target/${table}.yaml`) as TargetColumns).columns;

/** The first psychiatric lives of a hospital. */
export function livesOf(hospital: Hospital, patients: number): readonly Life[] {
  const lives = psychiatricLives(hospital);
  return Array.from({ length: patients }, () => lives.next().value);
}

/** The rows that this domain writes for lives, with those of its feeds. */
export function rowsOf(
  hospital: Hospital,
  lives: readonly Life[],
): { readonly rows: CollectedRows; readonly feeds: ReadonlyMap<string, readonly MockRow[]> } {
  const rows = new CollectedRows();
  const feeds = new Map<string, MockRow[]>(mhMock.feeds!.map(({ name }) => [name, []]));
  const collected: Parameters<typeof mhMock.source>[2] = {
    source: (table, row) => rows.source(table, row),
    expect: (table, row) => rows.expect(table, row),
    feed: ({ name }, row) => feeds.get(name)!.push(row),
    pair: () => {},
  };
  mhMock.masters(hospital, collected);
  for (const life of lives) {
    mhMock.source(life, hospital, collected);
    mhMock.expected(life, hospital, collected);
  }
  return { rows, feeds };
}

/** The values of a column, the empty ones left out. */
export function valuesOf(rows: readonly MockRow[], column: string): readonly string[] {
  return rows.map((row) => row[column] ?? "").filter((value) => value !== "");
}

/** The keys of rows, parts joined by `|`. */
export function keysOf(rows: readonly MockRow[], columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => row[column] ?? "").join("|"));
}

/** Generates a mock hospital of psychiatric patients, migrates and checks it, and scores the run. */
export async function scoreHospital(
  seed: number,
  patients: number,
  defects: DefectChoice = "none",
): Promise<{ readonly score: Score; readonly planted: ReadonlySet<string> }> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-mh-"));
  const hospital = join(folder, "hospital");
  const output = join(folder, "run");
  const archiveBefore = pas.date(buildHospital({ seed }).archiveBefore).split("/").reverse().join("-");
  const feed = (name: string) => ({ file: join(hospital, "feeds", `${name}.csv`), version: "2026-03" });
  try {
    const scene = new URL("scene.js", import.meta.url);
    await generateHospital({ scene, out: hospital, patients, seed, snapshotAt: SNAPSHOT, defects, threads: 1 });
    const migration = createMigration({
      plugins: [ReferencePlugin, PmiPlugin, AdtPlugin, MhPlugin],
      source: csvDirectory(join(hospital, "source")),
      output,
      snapshotAt: SNAPSHOT,
      threads: 1,
      overlays: [join(hospital, "overlay")],
      settings: { archiveBefore },
      feeds: { cpa: feed("cpa"), "cpa-reviews": feed("cpa-reviews"), "legal-statuses": feed("legal-statuses") },
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
