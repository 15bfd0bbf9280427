import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CheckResult, type CompiledContract, createMigration, type Score, scoreRun } from "@pas-migrate/core";
import { type DefectChoice, generateHospital, pas } from "@pas-migrate/core/mock";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { gatherOptions } from "../../dist/settings.js";

/** As many as a test run has time for; `PAS_MIGRATE_MOCK_PATIENTS=10000` asks for more. */
export const PATIENTS = Number(process.env.PAS_MIGRATE_MOCK_PATIENTS ?? 1000);

const scene = new URL("../../dist/mock/scene.js", import.meta.url);
const made: string[] = [];
const SLICES = 3;

export function removeHospitals(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface MockOptions {
  readonly seed: number;
  readonly defects: DefectChoice;
  readonly patients?: number;
  /** Rules for the overlay's `gates.yaml`, after those that are there. */
  readonly gates?: string;
}

/** A mock hospital, migrated, checked and scored. */
export interface ScoredHospital {
  readonly out: string;
  readonly contract: CompiledContract;
  readonly check: CheckResult;
  readonly score: Score;
}

export async function scoredHospital({
  seed,
  defects,
  patients = PATIENTS,
  gates,
}: MockOptions): Promise<ScoredHospital> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-mock-"));
  made.push(folder);
  const [hospital, out] = [join(folder, "hospital"), join(folder, "run")];
  const settings = { archiveBefore: pas.date(buildHospital({ seed }).archiveBefore).split("/").reverse().join("-") };
  await generateHospital({ scene, out: hospital, patients, seed, snapshotAt: SNAPSHOT, defects, settings });
  if (gates !== undefined) appendFileSync(join(hospital, "overlay", "gates.yaml"), gates);
  const { options } = await gatherOptions({ config: join(hospital, "pas-migrate.config.yaml"), out });
  // No mock hospital of a test is large enough to be cut on its own.
  const migration = createMigration({ ...options, slices: SLICES });
  await migration.run();
  const check = await migration.check();
  return { out, contract: await migration.contract(), check, score: await scoreRun({ run: out, against: hospital }) };
}
