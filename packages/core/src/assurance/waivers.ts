import { z } from "zod";
import { throwFaults } from "../errors/migration-error.js";
import { readLocatedYaml } from "../files/located-yaml.js";
import type { GateSeverity } from "../plugin/hooks.js";
import type { RowSet } from "./row-set.js";
import type { RuleResult } from "./run-evidence.js";

const filled = (what: string) => z.string().trim().min(1, `a waiver needs ${what}`);

const waiverSchema = z.strictObject({
  rule: filled("the rule's id"),
  /** The exact rows that are waived: the row set's hash, as `pas-migrate waiver draft` prints it. */
  row_set: z.string().regex(/^[0-9a-f]{64}$/, "a row set is 64 lower-case hex digits"),
  /** How many rows they are; for people to read, the hash is what counts. */
  rows: z.int().positive().optional(),
  reason: filled("a reason"),
  owner: filled("an owner"),
  approver_role: filled("the role that approved it"),
  hazard: filled("the hazard it bears on, or none"),
  /** The last day on which it counts. */
  expires: z.iso.date("expires is a day, YYYY-MM-DD"),
});

/** A signed decision to go live although certain rows break a rule. */
export type Waiver = z.output<typeof waiverSchema>;

/** A file of waivers, and its text as it was written. */
export interface WaiverFile {
  readonly file: string;
  readonly text: string;
  readonly waivers: readonly Waiver[];
}

/**
 * Why a waiver counts or does not. `counted`: its rule fails with exactly its rows, the day is not past its last, and
 * the role is the one that signs for the rule.
 */
export type WaiverStatus = "counted" | "expired" | "row_set_changed" | "rule_passes" | "unknown_rule" | "wrong_role";

/** A waiver as a verdict shows it. */
export interface JudgedWaiver extends Waiver {
  readonly status: WaiverStatus;
  /** Severity of its rule; null when the run has no such rule. */
  readonly severity: GateSeverity | null;
  /** The status in words. */
  readonly note: string;
}

/**
 * Reads a file of waivers.
 *
 * @param file the name that messages show
 * @throws MigrationError or MigrationFaults with file, line and remedy; a draft that nobody filled in is one
 */
export function readWaivers(text: string, file: string): WaiverFile {
  const { yaml, faults } = readLocatedYaml(text, file, z.strictObject({ waivers: z.array(waiverSchema) }));
  throwFaults(faults);
  return { file, text, waivers: yaml!.value.waivers };
}

/** Puts waivers to the results of a check. @param asOf the day of the verdict, YYYY-MM-DD */
export function judgeWaivers(
  waivers: readonly Waiver[],
  rules: readonly RuleResult[],
  rowSet: (rule: string) => RowSet | undefined,
  asOf: string,
): readonly JudgedWaiver[] {
  return waivers.map((waiver) => {
    const rule = rules.find(({ id }) => id === waiver.rule);
    const [status, note] = judge(waiver, rule, rowSet, asOf);
    return { ...waiver, status, severity: rule?.severity ?? null, note };
  });
}

function judge(
  waiver: Waiver,
  rule: RuleResult | undefined,
  rowSet: (rule: string) => RowSet | undefined,
  asOf: string,
): readonly [WaiverStatus, string] {
  if (rule === undefined) return ["unknown_rule", "The run was not judged by a rule of this id."];
  if (rule.status === "error")
    return ["row_set_changed", "The rule could not be judged, so nobody knows which rows break it."];
  if (rule.status !== "fail") return ["rule_passes", "The rule does not fail: the waiver can be withdrawn."];
  const rows = rowSet(rule.id);
  if (rows === undefined) return ["row_set_changed", "The rule fails without naming rows, so there are none to waive."];
  if (rows.hash !== waiver.row_set)
    return ["row_set_changed", `The ${rows.rows} rows that break the rule are not those that were waived.`];
  if (rule.sign_off && !isSameRole(rule.sign_off, waiver.approver_role))
    return ["wrong_role", `The rule is signed for by: ${rule.sign_off}.`];
  if (asOf > waiver.expires) return ["expired", `Its last day was ${waiver.expires}, the verdict's is ${asOf}.`];
  return ["counted", `It covers the ${rows.rows} rows that break the rule, until ${waiver.expires}.`];
}

function isSameRole(one: string, other: string): boolean {
  const plain = (role: string) => role.trim().toLowerCase().replace(/\s+/g, " ");
  return plain(one) === plain(other);
}
