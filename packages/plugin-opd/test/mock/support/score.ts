import { join } from "node:path";
import type { Score } from "@pas-migrate/core";
import { type DefectChoice, isoDate } from "@pas-migrate/core/mock";
import { scoreMock } from "@pas-migrate/core/testing";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { plugins } from "../../support/migrate.js";

/** Scores the migration of a mock hospital of clinics. */
export async function scoreHospital(seed: number, patients: number, defects: DefectChoice = "none"): Promise<Score> {
  const archiveBefore = isoDate(buildHospital({ seed }).archiveBefore);
  const { score } = await scoreMock({
    scene: new URL("scene.js", import.meta.url),
    patients,
    seed,
    snapshotAt: SNAPSHOT,
    defects,
    migration: (hospital) => ({
      plugins,
      overlays: [join(hospital, "overlay")],
      settings: { archiveBefore },
      feeds: { "op-suspensions": { file: join(hospital, "feeds", "op-suspensions.csv"), version: "2026-03" } },
    }),
  });
  return score;
}
