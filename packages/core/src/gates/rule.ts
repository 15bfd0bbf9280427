import type { SourceFieldType } from "../catalog/source-table.js";
import type { GateSeverity } from "../plugin/hooks.js";

export const ruleSeverities = ["blocker", "error", "warn", "info"] as const satisfies readonly GateSeverity[];

/** Where a rule looks: the extracts, the delivered files, both against each other, or the run's own configuration. */
export const ruleStages = ["source", "target", "recon", "config"] as const;

export type RuleStage = (typeof ruleStages)[number];

/** Who signs for a rule: the day it fails, one of these waives it or has it mended. */
export const signOffRoles = [
  "programme board",
  "clinical safety officer",
  "clinical lead",
  "information governance lead",
  "safeguarding lead",
  "mental health act lead",
  "patient administration lead",
  "medical records lead",
  "outpatient booking lead",
  "waiting list lead",
  "bed management lead",
  "clinical coding lead",
  "RTT performance lead",
  "information and finance lead",
  "data migration lead",
  "data quality lead",
] as const;

export type SignOffRole = (typeof signOffRoles)[number];

/** The SELECTs of a rule, by name: how many rows it looks at on each side, and the keys of those that break it. */
export const rulePartNames = ["population_source", "source", "population_target", "target"] as const;

export type RulePartName = (typeof rulePartNames)[number];

/**
 * The parts of a rule. A list stands for a question that is put to many tables, one after the other, so that a rule over
 * all of them needs no more memory than one over a single table: counts add up, and so do keys.
 */
export type RuleParts = Readonly<Partial<Record<RulePartName, string | readonly string[]>>>;

/** What a parameter can be: a number, a text, or a list of texts. */
export type ParameterValue = number | string | readonly string[];

/** Who decided something, why and when (YYYY-MM-DD). */
export interface RuleDecision {
  readonly overlay: string;
  readonly reason: string;
  readonly owner: string;
  readonly on: string;
}

/** To which source tables a rule is put: those with these fields, or with exactly this key, or with fields of a kind. */
export type RuleEach = RuleEachNamed | RuleEachTyped;

export interface RuleEachNamed {
  readonly isKey: boolean;
  readonly fields: readonly string[];
}

/** Tables with fields of these types: of all those that a table has, the rule asks in one SELECT. */
export interface RuleEachTyped {
  readonly types: readonly SourceFieldType[];
  /** There where only fields are meant whose other form, the catalogue's `pair`, is of one of these types. */
  readonly pairTypes?: readonly SourceFieldType[];
}

/** A rule: what must hold, who answers for it, and the SELECTs that find what breaks it. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: GateSeverity;
  readonly stage: RuleStage;
  /** The hazard it controls, as `H-01`; null where it controls none. */
  readonly hazard: string | null;
  readonly signOff: SignOffRole;
  readonly why: string;
  readonly fix: string;
  /** The plugin it comes from, `core`, or the overlay's name. */
  readonly plugin: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Why there may be nothing to look at, in words. */
  readonly nothing?: string;
  /** Tables whose extract may be missing: the rule then takes them for empty. */
  readonly optional: readonly string[];
  /** There when the parts stand for one question to many source tables; see {@link RuleEach}. */
  readonly each?: RuleEach;
  /** SQL with its parameters still in braces. */
  readonly parts: RuleParts;
  /** There when an overlay added the rule or put it in a packaged one's place. */
  readonly overlay?: Partial<RuleDecision> & { readonly overlay: string };
}

/** What an overlay changes about a rule, and who decided that. */
export interface RuleAdjustment extends RuleDecision {
  readonly severity?: GateSeverity;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly off?: true;
}

/** All rules that stand in files, and what overlays change about these and any other rule. `reports/rules.json`. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly adjustments: Readonly<Record<string, RuleAdjustment>>;
}

/** The SELECTs of a part. */
export function selectsOf(parts: RuleParts, name: RulePartName): readonly string[] {
  return [parts[name] ?? []].flat();
}

/** The sides that a rule has. */
export function sidesOf({ parts }: Pick<Rule, "parts">): readonly ("source" | "target")[] {
  return (["source", "target"] as const).filter((side) => parts[side] !== undefined);
}

/** The side whose failures make a rule fail: the extract's for stage source, else that of what was delivered. */
export function judgedSide({ stage, parts }: Pick<Rule, "stage" | "parts">): "source" | "target" {
  return stage === "source" || parts.target === undefined ? "source" : "target";
}
