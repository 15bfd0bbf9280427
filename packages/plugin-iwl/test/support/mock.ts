import { readFileSync } from "node:fs";
import type { Score } from "@pas-migrate/core";
import { CollectedRows, type DefectChoice, type MockRow } from "@pas-migrate/core/mock";
import { scoreMock } from "@pas-migrate/core/testing";
import { buildHospital, type Life, lifeOf, SNAPSHOT } from "@pas-migrate/lives";
import { iwlMock } from "@pas-migrate/plugin-iwl/mock";
import { parse } from "yaml";
import { plugins } from "./migrate.js";

/** A field as the catalogues describe it. */
export interface Field {
  readonly size: number;
  readonly type?: string;
}

interface Catalogue {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
}

interface TargetColumns {
  readonly columns: Readonly<
    Record<string, { readonly type: string; readonly length?: number; readonly format?: string }>
  >;
}

const packages = new URL("../../../", import.meta.url);

/** The catalogue of an extract, whichever plugin has it. */
export function sourceCatalogue(table: string): Catalogue {
  const owner = ["WLENTRY", "WLCURRENT"].includes(table) ? "plugin-rtt" : "plugin-iwl";
  return parse(readFileSync(new URL(`${owner}/source/${table}.yaml`, packages), "utf8")) as Catalogue;
}

export function targetColumns(table: string): TargetColumns["columns"] {
  return (parse(readFileSync(new URL(`plugin-iwl/target/${table}.yaml`, packages), "utf8")) as TargetColumns).columns;
}

/** The rows that this domain writes for the first patients of a hospital, and its master files. */
export function rowsOf(
  seed: number,
  patients: number,
): { readonly rows: CollectedRows; readonly lives: readonly Life[] } {
  const hospital = buildHospital({ seed });
  const rows = new CollectedRows();
  iwlMock.masters(hospital, rows);
  const lives = Array.from({ length: patients }, (_, index) => lifeOf(hospital, index));
  for (const life of lives) {
    iwlMock.source(life, hospital, rows);
    iwlMock.expected(life, hospital, rows);
  }
  return { rows, lives };
}

/** The values that a column has in rows, the empty ones left out. */
export function valuesOf(rows: readonly MockRow[], column: string): readonly string[] {
  return rows.map((row) => row[column] ?? "").filter((value) => value !== "");
}

/**
 * Scores the migration of a mock hospital.
 *
 * @param scene the module of its patients, in this folder
 */
export async function scoreHospital(
  scene: "scene.js" | "waiting-scene.js",
  seed: number,
  patients: number,
  defects: DefectChoice = "none",
): Promise<Score> {
  const { score } = await scoreMock({
    scene: new URL(scene, import.meta.url),
    patients,
    seed,
    snapshotAt: SNAPSHOT,
    defects,
    migration: () => ({ plugins }),
  });
  return score;
}
