import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { throwFaults } from "../errors/migration-error.js";
import { writeJson } from "../files/json-file.js";
import { readLocatedYaml } from "../files/located-yaml.js";
import type { RunReport } from "../report/run-report.js";
import { type CheckResult, readManifest, readReport } from "./check.js";

/** What a release profile can set a limit to. Each is a number that the run's evidence holds; more is worse. */
export const releaseMeasures = [
  "ledger_unbalanced",
  "tables_not_delivered",
  "gates_in_error",
  "failed_blockers",
  "failed_errors",
  "failed_warnings",
  "blocker_rejects",
  "error_rejects",
  "unresolved_fields",
  "draft_crosswalk_pairs",
  "imputed_values",
  "snapshot_missing",
] as const;

export type ReleaseMeasure = (typeof releaseMeasures)[number];

const profileSchema = z.strictObject({
  profile: z.string(),
  title: z.string(),
  checks: z.partialRecord(z.enum(releaseMeasures), z.int().nonnegative()),
});

export type ReleaseProfile = z.output<typeof profileSchema>;

/** `reports/release.json`. */
export interface ReleaseResult {
  readonly profile: string;
  readonly verdict: "pass" | "fail";
  readonly checks: readonly {
    readonly check: ReleaseMeasure;
    readonly actual: number;
    readonly threshold: number;
    readonly status: "pass" | "fail";
  }[];
  readonly waivers: readonly never[];
}

/** Names of the profiles that come with the package. */
export const packagedProfiles = ["development", "pre_production", "cutover"] as const;

/** A profile of the package by name. @throws MigrationError `RELEASE_UNKNOWN_PROFILE` */
export function packagedProfile(name: string): ReleaseProfile {
  if (!packagedProfiles.some((known) => known === name))
    throw errors.unknownProfile(name, didYouMean(name, packagedProfiles));
  const url = new URL(`../../profiles/${name}.yaml`, import.meta.url);
  return readProfile(readFileSync(url, "utf8"), `profiles/${name}.yaml`);
}

/** Reads a profile. @throws MigrationError with file, line and remedy when it is not as expected */
export function readProfile(text: string, file: string): ReleaseProfile {
  const { yaml, faults } = readLocatedYaml(text, file, profileSchema);
  throwFaults(faults);
  return yaml!.value;
}

/**
 * Gives the verdict on a checked run: a pure function of its stored evidence and the profile. Writes
 * `reports/release.json`.
 *
 * @throws MigrationError `RUN_INCOMPLETE`, `RELEASE_NOT_CHECKED`
 */
export function releaseRun(out: string, profile: ReleaseProfile): ReleaseResult {
  readManifest(out);
  if (!existsSync(join(out, "reports", "gates.json"))) throw errors.notChecked(out);
  const measured = measure(readReport(out, "run.json"), readReport(out, "gates.json"));
  const checks = releaseMeasures.flatMap((check) => {
    const threshold = profile.checks[check];
    if (threshold === undefined) return [];
    const actual = measured[check];
    return [{ check, actual, threshold, status: actual <= threshold ? ("pass" as const) : ("fail" as const) }];
  });
  const verdict = checks.every(({ status }) => status === "pass") ? "pass" : "fail";
  const result: ReleaseResult = { profile: profile.profile, verdict, checks, waivers: [] };
  writeJson(join(out, "reports", "release.json"), result);
  return result;
}

function measure(run: RunReport, { rules }: CheckResult): Readonly<Record<ReleaseMeasure, number>> {
  const failed = (severity: string) =>
    rules.filter((rule) => rule.status === "fail" && rule.severity === severity).length;
  const files = rules.find(({ id }) => id === "INT-01");
  const rejects = (severity: string) =>
    run.rejects.reduce((sum, reject) => (reject.severity === severity ? sum + reject.count : sum), 0);
  return {
    ledger_unbalanced: rules.find(({ id }) => id === "GEN-04")?.target_failures ?? 0,
    tables_not_delivered: files?.target_failures ?? 0,
    gates_in_error: rules.filter(({ status }) => status === "error").length,
    failed_blockers: failed("blocker"),
    failed_errors: failed("error"),
    failed_warnings: failed("warn"),
    blocker_rejects: rejects("blocker"),
    error_rejects: rejects("error"),
    unresolved_fields: run.contract.pending,
    draft_crosswalk_pairs: run.crosswalks.reduce((sum, { drafts }) => sum + drafts, 0),
    imputed_values: run.imputed,
    snapshot_missing: run.snapshotAt === null ? 1 : 0,
  };
}
