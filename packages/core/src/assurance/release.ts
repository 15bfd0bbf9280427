import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import { writeJson } from "../files/json-file.js";
import type { GateSeverity } from "../plugin/hooks.js";
import { releaseJunit, writeJunit } from "./junit.js";
import { type MeasuredRun, type ReleaseMeasure, releaseMeasures, takeMeasure } from "./release-measures.js";
import type { ReleaseProfile } from "./release-profile.js";
import {
  failuresFile,
  isSwitchedOff,
  type RuleResult,
  type RunEvidence,
  readRunEvidence,
  sha256,
  WAIVERS,
  waiverFiles,
} from "./run-evidence.js";
import { type JudgedWaiver, judgeWaivers, type WaiverFile } from "./waivers.js";

/** One threshold of the profile and how the run stands to it. */
export interface ReleaseCheck {
  readonly check: ReleaseMeasure;
  /** Null when the run's evidence does not tell; that fails. */
  readonly actual: number | null;
  readonly threshold: number;
  readonly status: "pass" | "fail";
  /** What the number stands for, in words. */
  readonly reason: string;
}

/** A rule that does not pass, as a verdict shows it. */
export interface ReleaseRule {
  readonly rule: string;
  readonly severity: GateSeverity;
  /** `waived`: it fails, and a waiver covers exactly the rows that break it. */
  readonly status: "fail" | "waived" | "error" | "not_applicable";
  readonly failures: number | null;
  /** The file with the keys of the rows that break it. */
  readonly keys: string | null;
  readonly reason: string;
}

/** `reports/release.json`. */
export interface ReleaseResult {
  readonly profile: string;
  readonly verdict: "pass" | "fail";
  /** The day of the verdict, YYYY-MM-DD; null when none was given. */
  readonly as_of: string | null;
  readonly checks: readonly ReleaseCheck[];
  readonly waivers: readonly JudgedWaiver[];
  /** Rules that fail, that a waiver covers, that are in error, or that had nothing to judge where there should be rows. */
  readonly rules: readonly ReleaseRule[];
  /** SHA-256 of each file that the verdict was given on. */
  readonly evidence: Readonly<Record<string, string>>;
}

export interface ReleaseOptions {
  /** The day of the verdict, YYYY-MM-DD: waivers expire by it, never by the wall clock. */
  readonly asOf?: string;
  readonly waivers?: readonly WaiverFile[];
}

/** Files of a run that a verdict is bound to. `run.json` is not: its timings differ between equal runs. */
const BOUND = ["manifest.json", "reports/gates.json", "reports/rules.json", "reports/reconciliation.json"];

/**
 * Gives the verdict on a checked run: a function of its stored evidence, the profile, the waivers and the day. Writes
 * `reports/release.json`, `reports/release.junit.xml` and, as they were written, the waivers under `reports/waivers/`.
 *
 * @throws MigrationError `RUN_INCOMPLETE`, `RELEASE_NOT_CHECKED`, `RELEASE_AS_OF_MISSING`, `RELEASE_AS_OF_INVALID`
 */
export function releaseRun(out: string, profile: ReleaseProfile, options: ReleaseOptions = {}): ReleaseResult {
  const evidence = readRunEvidence(out);
  const files = options.waivers ?? [];
  const verdict = judgeRelease(evidence, profile, { ...options, waivers: files });
  keepWaivers(out, files);
  const result = { ...verdict, evidence: boundFiles(out) };
  writeJson(join(out, "reports", "release.json"), result);
  writeJunit(join(out, "reports", "release.junit.xml"), releaseJunit(result));
  return result;
}

/** Judges evidence without writing anything. */
export function judgeRelease(
  evidence: RunEvidence,
  profile: ReleaseProfile,
  { asOf, waivers: files = [] }: ReleaseOptions,
): Omit<ReleaseResult, "evidence"> {
  checkDay(asOf, files);
  const given = files.flatMap(({ waivers }) => waivers);
  const waivers = judgeWaivers(given, evidence.rules, evidence.rowSet, asOf ?? "");
  const waived = new Set(waivers.filter(({ status }) => status === "counted").map(({ rule }) => rule));
  const expected = profile.expected_tables ?? evidence.run.tables.map(({ table }) => table);
  const notJudged = rulesNotJudged(evidence, profile.expected_tables);
  const run: MeasuredRun = { evidence, expected, asOf, waived, notJudged };
  const checks = releaseMeasures.flatMap((check): readonly ReleaseCheck[] => {
    const threshold = profile.checks[check];
    if (threshold === undefined) return [];
    const { actual, found } = takeMeasure(check, run);
    const status = actual !== null && actual <= threshold ? "pass" : "fail";
    return [{ check, actual, threshold, status, reason: found }];
  });
  const verdict = checks.every(({ status }) => status === "pass") ? "pass" : "fail";
  return { profile: profile.profile, verdict, as_of: asOf ?? null, checks, waivers, rules: shownRules(run) };
}

/** SHA-256 of each file that a verdict on the run in a folder is given on, by path. */
export function boundFiles(out: string): Readonly<Record<string, string>> {
  const files = [...BOUND, ...waiverFiles(out)].filter((file) => existsSync(join(out, file)));
  return Object.fromEntries(files.map((file) => [file, sha256(readFileSync(join(out, file)))]));
}

function checkDay(asOf: string | undefined, waivers: readonly WaiverFile[]): void {
  if (asOf !== undefined && !z.iso.date().safeParse(asOf).success) throw errors.asOfInvalid(asOf);
  if (asOf === undefined && waivers.some((file) => file.waivers.length > 0)) throw errors.asOfMissing();
}

/**
 * Rules that an overlay switched off, and, where the profile says which tables are expected, those that found no row to
 * look at although they read such a table, a source that load tables are made of, or do not say what they read.
 */
function rulesNotJudged({ rules, run }: RunEvidence, loadTables: readonly string[] | undefined): readonly RuleResult[] {
  const driving = run.inputs.filter((input) => input.driving).map(({ table }) => table);
  const expected = new Set(loadTables === undefined ? [] : [...loadTables, ...driving]);
  const isExpected = ({ tables }: RuleResult) =>
    loadTables !== undefined && (!tables?.length || tables.some((table) => expected.has(table.replace(/^.*\./, ""))));
  return rules.filter((rule) => rule.status === "not_applicable" && (isSwitchedOff(rule) || isExpected(rule)));
}

function shownRules({ evidence: { rules }, waived, notJudged }: MeasuredRun): readonly ReleaseRule[] {
  return rules
    .filter((rule) => rule.status === "fail" || rule.status === "error" || notJudged.includes(rule))
    .map((rule) => {
      const status = rule.status === "fail" && waived.has(rule.id) ? "waived" : (rule.status as ReleaseRule["status"]);
      const isFailing = rule.status === "fail";
      return {
        rule: rule.id,
        severity: rule.severity,
        status,
        failures: rule.target_failures ?? rule.source_failures,
        keys: isFailing ? failuresFile(rule.id) : null,
        reason: isFailing ? rule.title : (rule.reason ?? NO_REASON[rule.status as keyof typeof NO_REASON]),
      };
    });
}

const NO_REASON = {
  error: "It could not be judged.",
  not_applicable: "It found no row to look at.",
} as const;

/** Keeps the waivers of this verdict in place of those of an earlier one. */
function keepWaivers(out: string, files: readonly WaiverFile[]): void {
  const folder = join(out, WAIVERS);
  rmSync(folder, { recursive: true, force: true });
  if (files.length === 0) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [i, { text }] of files.entries())
    writeFileSync(join(folder, `${String(i + 1).padStart(2, "0")}.yaml`), text, { mode: 0o600 });
}
