import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMigration, csvDirectory, type Score, scoreRun } from "@pas-migrate/core";
import { type DefectChoice, generateHospital, pas } from "@pas-migrate/core/mock";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { plugins } from "../../support/migrate.js";

/** Generates a mock hospital, migrates and checks it, and scores the run. */
export async function scoreHospital(seed: number, patients: number, defects: DefectChoice = "none"): Promise<Score> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-opd-"));
  const hospital = join(folder, "hospital");
  const output = join(folder, "run");
  const cutOff = pas.date(buildHospital({ seed }).archiveBefore).split("/").reverse().join("-");
  try {
    const scene = new URL("scene.js", import.meta.url);
    await generateHospital({ scene, out: hospital, patients, seed, snapshotAt: SNAPSHOT, defects, threads: 1 });
    const migration = createMigration({
      plugins,
      source: csvDirectory(join(hospital, "source")),
      output,
      snapshotAt: SNAPSHOT,
      threads: 1,
      overlays: [join(hospital, "overlay")],
      settings: { archiveBefore: cutOff },
      feeds: { "op-suspensions": { file: join(hospital, "feeds", "op-suspensions.csv"), version: "2026-03" } },
    });
    await migration.run();
    await migration.check();
    return await scoreRun({ run: output, against: hospital });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
