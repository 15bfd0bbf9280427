import { type CheckOptions, type CheckResult, checkRun } from "../assurance/check.js";
import { type Comparisons, mergeComparisons } from "../assurance/reconciliation/definitions.js";
import { type ReleaseOptions, type ReleaseResult, releaseRun } from "../assurance/release.js";
import type { ReleaseProfile } from "../assurance/release-profile.js";
import type { CompiledContract } from "../contract/model.js";
import { configFault } from "../errors/define.js";
import { rulePages } from "../gates/pages.js";
import type { RuleBook } from "../gates/rule.js";
import type { RegisteredGate } from "../plugin/host.js";
import { type CrosswalkDrafts, draftCrosswalks } from "./draft-crosswalks.js";
import type { MigrationOptions, RunOptions } from "./options.js";
import { type Prepared, prepare } from "./prepare.js";
import { type RunResult, runMigration } from "./run.js";

/** A configured migration. Nothing is read before one of its methods is called. */
export interface Migration {
  /** Boots the plugins and compiles the contract. @throws MigrationFaults with everything that is wrong */
  contract(): Promise<CompiledContract>;
  /** The rules that the plugins bring along, for checking a run that is already there. */
  gates(): Promise<readonly RegisteredGate[]>;
  /** The lists, measures, chains and samples that the plugins bring along, likewise. */
  comparisons(): Promise<Comparisons>;
  /** Builds crosswalks from the extract's master files, as drafts to approve. @throws MigrationError or MigrationFaults */
  draftCrosswalks(folder: string): Promise<CrosswalkDrafts>;
  /** Extracts in, delivered and read-back files out. @throws MigrationError or MigrationFaults */
  run(options?: RunOptions): Promise<RunResult>;
  /** The rules in files, with what overlays change about rules. */
  rules(): Promise<RuleBook>;
  /** The rules as pages for people, by file name. */
  rulePages(): Promise<ReadonlyMap<string, string>>;
  /** Judges the finished run in the output folder. */
  check(options?: RunOptions & Pick<CheckOptions, "compareRun" | "rehearsal">): Promise<CheckResult>;
  /** Gives the verdict on the checked run in the output folder. */
  release(profile: ReleaseProfile, options?: ReleaseOptions): ReleaseResult;
}

/**
 * Configures a migration.
 *
 * ```ts
 * const migration = createMigration({
 *   source: csvDirectory("extracts/v83"),
 *   output: "out/trial-1",
 *   plugins: [ReferencePlugin, PmiPlugin],
 *   snapshotAt: "2026-03-27T18:00",
 * });
 * await migration.run();
 * const { passed } = await migration.check();
 * ```
 */
export function createMigration(options: MigrationOptions): Migration {
  let prepared: Promise<Prepared> | undefined;
  const ready = (): Promise<Prepared> => {
    prepared ??= prepare(options);
    return prepared;
  };
  return {
    contract: async () => (await ready()).contract,
    gates: async () => (await ready()).host.gates,
    comparisons: async () => comparisonsOf(await ready()),
    rules: async () => (await ready()).rules,
    rulePages: async () => {
      const { boot, contract } = await ready();
      return rulePages(
        boot.plugins.map(({ files }) => files),
        contract,
      );
    },
    draftCrosswalks: async (folder) => {
      const source = options.source ?? missing("source", "csvDirectory(...)");
      return draftCrosswalks(await ready(), source, folder);
    },
    run: async ({ onProgress = () => {} } = {}) => {
      const source = options.source ?? missing("source", "csvDirectory(...)");
      const output = options.output ?? missing("output", "the folder of the run");
      return runMigration(await ready(), { ...options, source, output }, onProgress);
    },
    check: async ({ onProgress, sampleSeed, compareRun, rehearsal } = {}) => {
      const prepared = await ready();
      const { boot, host, rules } = prepared;
      const output = options.output ?? missing("output", "the folder of the run");
      const checking: CheckOptions = {
        clock: boot.clock,
        gates: host.gates,
        comparisons: comparisonsOf(prepared),
        sampleSeed,
        rules,
        compareRun,
        rehearsal,
        threads: options.threads,
        memoryLimit: options.memoryLimit,
        onProgress,
      };
      return checkRun(output, checking);
    },
    release: (profile, given) =>
      releaseRun(options.output ?? missing("output", "the folder of the run"), profile, given),
  };
}

function comparisonsOf({ boot }: Prepared): Comparisons {
  return mergeComparisons(boot.plugins.map(({ files }) => files.comparisons));
}

function missing(option: string, what: string): never {
  throw configFault("MIGRATION_OPTION_MISSING", {
    message: `createMigration was given no "${option}".`,
    fix: `Give ${what}.`,
  });
}
