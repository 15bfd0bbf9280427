import type { Connection } from "../engine/database.js";
import { type RuledContract, rulesOfContract } from "../gates/contract-rules.js";
import type { ParameterValue, RuleAdjustment, RuleBook } from "../gates/rule.js";
import { type FailingKey, RuleJudge, type RuleScope, switchedOff } from "../gates/rule-judge.js";
import type { SnapshotClock } from "../plugin/clock.js";
import type { GateContext, GateOutcome, GateSeverity } from "../plugin/hooks.js";
import type { RegisteredGate } from "../plugin/host.js";

export type GateStatus = "pass" | "fail" | "not_applicable" | "error";

/** One rule's result, as `reports/gates.json` shows it. A count that does not apply to a rule is null. */
export interface GateResult {
  readonly id: string;
  readonly severity: GateSeverity;
  readonly stage: string;
  readonly status: GateStatus;
  /** Keys that break the rule in the extracts. */
  readonly source_failures: number | null;
  /** Keys that break the rule in the delivered files. */
  readonly target_failures: number | null;
  /** Keys that break the rule in the delivered files and not in the extracts: the migration's own doing. */
  readonly new_failures: number | null;
  /** Rows that the rule looks at, on the side that makes it pass or fail. */
  readonly denominator: number | null;
  readonly title: string;
  readonly source_denominator: number | null;
  readonly target_denominator: number | null;
  /** Why a rule is not applicable or in error. */
  readonly reason: string | null;
  readonly hazard: string | null;
  /** The role that signs for the rule; null for a rule that a plugin judges in code. */
  readonly sign_off: string | null;
  /** Tables that the rule reads, as `source.PATDATA`. */
  readonly tables: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** True when a trust's overlay added, replaced, adjusted or switched off the rule. */
  readonly overlay: boolean;
}

/** What a result has besides its verdict when nothing more is known. */
export const plainResult = {
  source_failures: null,
  target_failures: null,
  new_failures: null,
  denominator: null,
  source_denominator: null,
  target_denominator: null,
  reason: null,
  hazard: null,
  sign_off: null,
  tables: [],
  parameters: {},
  overlay: false,
} as const satisfies Partial<GateResult>;

/** The rules of a check: those in files, and those that plugins judge in code. */
export interface JudgedRules {
  readonly contract: RuledContract;
  readonly book: RuleBook;
  readonly registered: readonly RegisteredGate[];
  readonly clock: SnapshotClock;
}

/** Takes the keys that break a rule, in pages, sorted by side and key. */
export type OnFailures = (id: string, pages: AsyncIterable<readonly FailingKey[]>) => Promise<void>;

/**
 * Judges the framework's rules, those in files, and those of the plugins. A rule that cannot be judged is an error, not
 * a pass.
 *
 * @param onFailures is given the keys of every rule that has some, before the next rule is judged
 */
export async function judgeGates(
  connection: Connection,
  { contract, book: { rules, adjustments }, registered, clock }: JudgedRules,
  scope: RuleScope,
  onFailures: OnFailures = async () => {},
): Promise<readonly GateResult[]> {
  const judge = new RuleJudge(connection, scope);
  const results: GateResult[] = [];
  for (const rule of [...rulesOfContract(contract), ...rules]) {
    const result = await judge.judge(rule, adjustments[rule.id]);
    results.push(result);
    if (hasFailures(result)) await onFailures(result.id, judge.failingKeys());
  }
  for (const gate of registered) {
    const { result, keys } = await judgeRegistered(gate, connection, clock, adjustments[gate.definition.id]);
    results.push(result);
    if (keys.length > 0) await onFailures(result.id, pagesOf(result, keys));
  }
  return results.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function hasFailures({ source_failures, target_failures }: GateResult): boolean {
  return (source_failures ?? 0) + (target_failures ?? 0) > 0;
}

async function* pagesOf({ stage }: GateResult, keys: readonly string[]): AsyncGenerator<readonly FailingKey[]> {
  const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  yield sorted.map((key) => [stage === "source" ? "source" : "target", key] as const);
}

async function judgeRegistered(
  { definition, handler }: RegisteredGate,
  connection: Connection,
  clock: SnapshotClock,
  adjustment: RuleAdjustment | undefined,
): Promise<{ readonly result: GateResult; readonly keys: readonly string[] }> {
  const { id, title, stage = "target", population } = definition;
  const severity = adjustment?.severity ?? definition.severity;
  const about = { ...plainResult, id, severity, stage, title, overlay: adjustment !== undefined };
  if (adjustment?.off)
    return { result: { ...about, status: "not_applicable", reason: switchedOff(adjustment) }, keys: [] };
  try {
    const denominator = population === undefined ? null : Number(await connection.value(population));
    const onSource = stage === "source";
    const counted = { ...about, denominator, [`${onSource ? "source" : "target"}_denominator`]: denominator };
    if (denominator === 0)
      return {
        result: { ...counted, status: "not_applicable", reason: "there is no row that it looks at" },
        keys: [],
      };
    const { failures, keys } = await handler(gateContext(connection, clock));
    const result: GateResult = {
      ...counted,
      status: failures === 0 ? "pass" : "fail",
      source_failures: onSource ? failures : null,
      target_failures: onSource ? null : failures,
      new_failures: onSource ? null : failures,
    };
    return { result, keys };
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    return { result: { ...about, status: "error", reason: `its code failed: ${kind}` }, keys: [] };
  }
}

function gateContext(connection: Connection, clock: SnapshotClock): GateContext {
  return {
    clock,
    query: (sql) => connection.arrow(sql),
    violations: async (sql): Promise<GateOutcome> => {
      const rows = await connection.rows(sql);
      return { failures: rows.length, keys: rows.map(([key]) => String(key)) };
    },
  };
}
