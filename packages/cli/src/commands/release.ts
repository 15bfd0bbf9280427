import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CheckResult,
  MigrationError,
  packagedProfile,
  type ReleaseOptions,
  type ReleaseProfile,
  type ReleaseResult,
  readProfile,
  readWaivers,
  releaseRun,
} from "@pas-migrate/core";
import { required } from "../arguments.js";
import { type Config, readConfig } from "../config.js";
import { print } from "../output.js";
import type { RunSettings } from "../settings.js";
import { releaseSummary } from "../summary.js";

/** A file of waivers in an overlay. */
const WAIVERS_FILE = "waivers.yaml";

/** What the commands that give a verdict take. */
export interface VerdictSettings {
  readonly profile?: string;
  /** Path of a profile of the trust's own. */
  readonly profileFile?: string;
  /** The day of the verdict. */
  readonly asOf?: string;
}

export interface ReleaseSettings extends RunSettings, VerdictSettings {
  /** Path of a file of waivers, instead of those of the overlays. */
  readonly waivers?: string;
}

/** Gives the verdict on a checked run. @returns 0, or 1 when it fails */
export function releaseCommand(given: ReleaseSettings): number {
  const out = required(given.out, "--out");
  const config = readConfig(given.config);
  const profile = chooseProfile(given, config.profile);
  const result = releaseRun(out, profile, releaseOptions(given, config));
  print(given.json ? JSON.stringify(result) : releaseSummary(result));
  return result.verdict === "pass" ? 0 : 1;
}

/**
 * The profile of a verdict: a file, a packaged one by name, or the one named by the configuration. One that asks for the
 * day of the verdict is refused without it.
 *
 * @throws MigrationError `USAGE`, `RELEASE_UNKNOWN_PROFILE`, and those of a file that is none
 */
export function chooseProfile(given: VerdictSettings, configured?: string): ReleaseProfile {
  if (given.profile !== undefined && given.profileFile !== undefined)
    throw usage("Both --profile and --profile-file are given.", "Give one of the two.");
  const profile =
    given.profileFile === undefined
      ? packagedProfile(required(given.profile ?? configured, "--profile or --profile-file"))
      : readProfile(readText(given.profileFile), given.profileFile);
  if (given.asOf === undefined && profile.checks.as_of_missing === 0)
    throw usage(
      `--as-of is missing: the profile ${profile.profile} asks for the day of the verdict.`,
      "Give --as-of YYYY-MM-DD.",
    );
  return profile;
}

/** The day and the waivers of a verdict: those of a file that is named, else those in the overlays. */
export function releaseOptions({ asOf, waivers }: ReleaseSettings, { overlays = [] }: Config): ReleaseOptions {
  const files =
    waivers === undefined
      ? overlays.map((overlay) => join(overlay, WAIVERS_FILE)).filter((file) => existsSync(file))
      : [waivers];
  return { asOf, waivers: files.map((file) => readWaivers(readText(file), file)) };
}

/** True when a rule of severity blocker or error fails and no waiver of the verdict covers it, or one is in error. */
export function isCheckFailed({ passed, rules }: CheckResult, release: ReleaseResult): boolean {
  if (passed) return false;
  const waived = new Set(release.rules.filter(({ status }) => status === "waived").map(({ rule }) => rule));
  return rules.some(
    ({ id, status, severity }) =>
      status === "error" || (status === "fail" && (severity === "blocker" || severity === "error") && !waived.has(id)),
  );
}

function readText(file: string): string {
  if (!existsSync(file)) throw usage(`There is no file ${file}.`, "Mend the path.");
  return readFileSync(file, "utf8");
}

function usage(message: string, fix: string): MigrationError {
  return new MigrationError({ code: "USAGE", message, fix, where: {} }, 2);
}
