import { rmSync } from "node:fs";
import { join } from "node:path";
import { createMigration } from "@pas-migrate/core";
import { generateHospital, isoDate } from "@pas-migrate/core/mock";
import { buildHospital, SNAPSHOT } from "@pas-migrate/lives";
import { openScene } from "../../packages/cli/dist/mock/scene.js";
import { gatherOptions } from "../../packages/cli/dist/settings.js";
import { prepare } from "../../packages/core/dist/engine/prepare.js";
import { Workbench } from "./workbench.js";

/** How often every defect is planted where faults are wanted: often enough that a small hospital has each of them. */
const RATE = 0.1;

/**
 * Generates a hospital, migrates it once from its files, and takes it to the workbench.
 *
 * @param {{ out: string, patients: number, seed: number, faults: boolean }} wanted
 * @returns {Promise<{ bench: Workbench, answers: string }>} the workbench, and the folder of the answer key
 */
export async function openHospital({ out, patients, seed, faults }) {
  const hospital = join(out, "hospital");
  const run = join(out, "run");
  rmSync(out, { recursive: true, force: true });
  const { archiveBefore } = buildHospital({ seed, snapshotAt: SNAPSHOT });
  await generateHospital({
    scene: new URL("../../packages/cli/dist/mock/scene.js", import.meta.url),
    out: hospital,
    patients,
    seed,
    snapshotAt: SNAPSHOT,
    defects: faults ? everyDefect(seed) : "none",
    settings: { archiveBefore: isoDate(archiveBefore) },
  });
  const { options } = await gatherOptions({ config: join(hospital, "pas-migrate.config.yaml"), out: run });
  await createMigration(options).run();
  return { bench: await Workbench.open(await prepare(options), options, run), answers: join(hospital, "expected") };
}

function everyDefect(seed) {
  const { domains } = openScene({ seed, snapshotAt: SNAPSHOT });
  return Object.fromEntries(domains.flatMap(({ defects = [] }) => defects.map(({ id }) => [id, RATE])));
}
