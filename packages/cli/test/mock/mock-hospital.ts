import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CheckResult,
  type CompiledContract,
  createMigration,
  type Migration,
  type Score,
  scoreRun,
} from "@pas-migrate/core";
import { type DefectChoice, generateHospital, isoDate } from "@pas-migrate/core/mock";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { gatherOptions } from "../../dist/settings.js";

/** As many as a test run has time for; `PAS_MIGRATE_MOCK_PATIENTS=10000` asks for more. */
export const PATIENTS = Number(process.env.PAS_MIGRATE_MOCK_PATIENTS ?? 600);

const scene = new URL("../../dist/mock/scene.js", import.meta.url);
const made: string[] = [];

export function removeHospitals(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface MockOptions {
  readonly seed: number;
  readonly defects: DefectChoice;
  readonly patients?: number;
  /** No mock hospital of a test is large enough to be cut on its own. */
  readonly slices?: number;
}

/** A mock hospital, migrated, checked and scored. */
export interface ScoredHospital {
  /** The folder of the hospital. */
  readonly source: string;
  /** The folder of the run. */
  readonly out: string;
  readonly contract: CompiledContract;
  readonly check: CheckResult;
  readonly score: Score;
}

/** The migration of a mock hospital, on one thread: tests run side by side. */
export async function migrationOf(source: string, out: string, slices = 1): Promise<Migration> {
  const { options } = await gatherOptions({ config: join(source, "pas-migrate.config.yaml"), out });
  return createMigration({ ...options, output: out, slices, threads: 1 });
}

export async function scoredHospital({
  seed,
  defects,
  patients = PATIENTS,
  slices,
}: MockOptions): Promise<ScoredHospital> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-mock-"));
  made.push(folder);
  const [source, out] = [join(folder, "hospital"), join(folder, "run")];
  const settings = { archiveBefore: isoDate(buildHospital({ seed }).archiveBefore) };
  await generateHospital({ scene, out: source, patients, seed, snapshotAt: SNAPSHOT, defects, settings, threads: 1 });
  const migration = await migrationOf(source, out, slices);
  await migration.run();
  const check = await migration.check();
  const score = await scoreRun({ run: out, against: source });
  return { source, out, contract: await migration.contract(), check, score };
}
