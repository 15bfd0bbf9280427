import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { createMigration } from "../engine/migration.js";
import type { MigrationOptions } from "../engine/options.js";
import { csvDirectory } from "../intake/source.js";
import { type GenerateOptions, generateHospital } from "../mock/index.js";
import { type Score, scoreRun } from "../score/score.js";

export interface MockScoreOptions
  extends Pick<GenerateOptions, "scene" | "patients" | "seed" | "snapshotAt" | "defects"> {
  /** Plugins, overlays, feeds and settings of the migration, given the folder of the hospital. */
  readonly migration: (hospital: string) => Omit<MigrationOptions, "source" | "output" | "snapshotAt" | "threads">;
}

export interface MockScore {
  readonly score: Score;
  /** The kinds of faults that were planted at least once. */
  readonly kinds: ReadonlySet<string>;
}

/**
 * Generates a mock hospital, migrates it, and compares every row, cell and reject with the answer key. No rule judges the
 * run: a plugin's rules are tried on fixtures of their own, with `gateFixtures`.
 *
 * @throws MigrationError as the migration does
 */
export async function scoreMock({ migration, snapshotAt, ...mock }: MockScoreOptions): Promise<MockScore> {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-score-"));
  const [hospital, run] = [join(folder, "hospital"), join(folder, "run")];
  try {
    await generateHospital({ ...mock, out: hospital, snapshotAt, threads: 1 });
    const source = csvDirectory(join(hospital, "source"));
    await createMigration({ ...migration(hospital), source, output: run, snapshotAt, threads: 1 }).run();
    const faults = parse<{ defect: string }>(readFileSync(join(hospital, "defects.csv")), { columns: true });
    return {
      score: await scoreRun({ run, against: hospital, rules: false }),
      kinds: new Set(faults.map(({ defect }) => defect)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
