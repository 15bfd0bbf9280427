import { type CheckResult, checkRun, createMigration, readManifest, snapshotClock } from "@pas-migrate/core";
import { required } from "../arguments.js";
import { print } from "../output.js";
import { packagedPlugins } from "../plugins.js";
import { ProgressDisplay } from "../progress.js";
import { screen } from "../screen.js";
import { gatherOptions, type RunSettings } from "../settings.js";
import { checkSummary, runSummary } from "../summary.js";
import { chooseProfile, isCheckFailed, type ReleaseSettings, releaseOptions } from "./release.js";

/** Extracts in, load files out. @returns 0 */
export async function migrateCommand(given: RunSettings): Promise<number> {
  const { migration, display } = await prepare(given);
  const result = await migration.run({ onProgress: display.onProgress });
  display.stop();
  print(
    given.json
      ? JSON.stringify({ run: result.report, ledger: result.ledger })
      : runSummary(result.out, result.report, result.ledger),
  );
  return 0;
}

/** Judges a finished run. @returns 0, or 1 when a rule of severity blocker or error fails */
export async function checkCommand(given: RunSettings): Promise<number> {
  const out = required(given.out, "--out");
  const display = new ProgressDisplay(given.json === true);
  const result = await checkFinished(out, given, display);
  display.stop();
  print(given.json ? JSON.stringify(result) : checkSummary(result));
  return result.passed ? 0 : 1;
}

/** Migrate, check and release in one. @returns 0, or 1 when a rule that is not waived or the release fails */
export async function runCommand(given: ReleaseSettings): Promise<number> {
  const { migration, display, config } = await prepare(given);
  // What a verdict needs is asked for before hours of work, not after.
  const profile = chooseProfile(given, config.profile ?? "development");
  const verdictOptions = releaseOptions(given, config);
  if (given.asOf === undefined && verdictOptions.waivers?.some(({ waivers }) => waivers.length > 0))
    required(given.asOf, "--as-of, by which waivers expire,");
  const run = await migration.run({ onProgress: display.onProgress });
  const check = await migration.check({ onProgress: display.onProgress, sampleSeed: given.sampleSeed });
  const release = migration.release(profile, verdictOptions);
  display.stop();
  print(
    given.json
      ? JSON.stringify({ run: run.report, ledger: run.ledger, check, release })
      : screen(run.out, run, check, release),
  );
  return release.verdict === "pass" && !isCheckFailed(check, release) ? 0 : 1;
}

async function prepare(given: RunSettings) {
  const { options, config } = await gatherOptions(given);
  required(options.source, "--source");
  required(options.output, "--out");
  return { migration: createMigration(options), display: new ProgressDisplay(given.json === true), config };
}

/**
 * Checks a run by its own manifest and the rules it kept. Rules that plugins judge in code come with the packaged
 * plugins; other plugins have to be named in the configuration, or count as a rule in error.
 */
async function checkFinished(out: string, given: RunSettings, display: ProgressDisplay): Promise<CheckResult> {
  const { onProgress } = display;
  const { compareRun, rehearsal } = given;
  if (given.config !== undefined || given.plugins !== undefined) {
    const { options } = await gatherOptions(given);
    const { sampleSeed } = given;
    return createMigration({ ...options, output: out }).check({ onProgress, sampleSeed, compareRun, rehearsal });
  }
  const manifest = readManifest(out);
  const known = manifest.plugins.filter(({ id }) => id in packagedPlugins);
  const options = {
    plugins: known.map(({ id, options }) =>
      options === null ? packagedPlugins[id] : ([packagedPlugins[id], options as Record<string, unknown>] as const),
    ),
    snapshotAt: manifest.snapshotAt ?? undefined,
  };
  const absentPlugins = manifest.plugins.filter(({ id }) => !(id in packagedPlugins)).map(({ id }) => id);
  const migration = createMigration(options);
  const checking = { gates: await migration.gates(), comparisons: await migration.comparisons() };
  const clock = snapshotClock(options.snapshotAt);
  const { sampleSeed } = given;
  return checkRun(out, { clock, ...checking, absentPlugins, sampleSeed, compareRun, rehearsal, onProgress });
}
