import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CollectedRows, type DefectChoice, isoDate, type MockRow } from "@pas-migrate/core/mock";
import { type MockScore, scoreMock } from "@pas-migrate/core/testing";
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

/** Scores the migration of a mock hospital of psychiatric patients. */
export function scoreHospital(seed: number, patients: number, defects: DefectChoice = "none"): Promise<MockScore> {
  const archiveBefore = isoDate(buildHospital({ seed }).archiveBefore);
  return scoreMock({
    scene: new URL("scene.js", import.meta.url),
    patients,
    seed,
    snapshotAt: SNAPSHOT,
    defects,
    migration: (hospital) => {
      const feed = (name: string) => ({ file: join(hospital, "feeds", `${name}.csv`), version: "2026-03" });
      return {
        plugins: [ReferencePlugin, PmiPlugin, AdtPlugin, MhPlugin],
        overlays: [join(hospital, "overlay")],
        settings: { archiveBefore },
        feeds: { cpa: feed("cpa"), "cpa-reviews": feed("cpa-reviews"), "legal-statuses": feed("legal-statuses") },
      };
    },
  });
}
