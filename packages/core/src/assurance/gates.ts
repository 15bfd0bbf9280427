import type { CompiledTable } from "../contract/model.js";
import type { Connection } from "../engine/database.js";
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
  readonly source_failures: number | null;
  readonly target_failures: number | null;
  readonly new_failures: number | null;
  readonly denominator: number | null;
  readonly title: string;
}

/** A result, with the keys of the rows that break the rule. */
export interface JudgedGate {
  readonly result: GateResult;
  readonly keys: readonly string[];
}

/** A rule of the framework: how many rows it looks at, and which of them break it. */
export interface BuiltInGate {
  readonly id: string;
  readonly severity: GateSeverity;
  readonly stage: "target" | "recon";
  readonly title: string;
  /** Gives one judgement for all tables. */
  judge(
    connection: Connection,
    tables: readonly CompiledTable[],
  ): Promise<{ readonly denominator: number; readonly keys: readonly string[] }>;
}

/** Judges the framework's rules, then those of the plugins. A rule that cannot be judged is an error, not a pass. */
export async function judgeGates(
  connection: Connection,
  tables: readonly CompiledTable[],
  builtIn: readonly BuiltInGate[],
  registered: readonly RegisteredGate[],
  clock: SnapshotClock,
): Promise<readonly JudgedGate[]> {
  const judged: JudgedGate[] = [];
  for (const gate of builtIn) judged.push(await judgeBuiltIn(gate, connection, tables));
  for (const gate of registered) judged.push(await judgeRegistered(gate, connection, clock));
  return judged.sort((a, b) => (a.result.id < b.result.id ? -1 : 1));
}

async function judgeBuiltIn(
  gate: BuiltInGate,
  connection: Connection,
  tables: readonly CompiledTable[],
): Promise<JudgedGate> {
  const { id, severity, stage, title } = gate;
  try {
    const { denominator, keys } = await gate.judge(connection, tables);
    const status = denominator === 0 ? "not_applicable" : keys.length === 0 ? "pass" : "fail";
    const failures = status === "not_applicable" ? null : keys.length;
    return {
      result: {
        id,
        severity,
        stage,
        status,
        source_failures: null,
        target_failures: failures,
        new_failures: failures,
        denominator,
        title,
      },
      keys,
    };
  } catch {
    return { result: broken({ id, severity, stage, title }), keys: [] };
  }
}

async function judgeRegistered(
  { definition, handler }: RegisteredGate,
  connection: Connection,
  clock: SnapshotClock,
): Promise<JudgedGate> {
  const { id, severity, title, stage = "target", population } = definition;
  try {
    const denominator = population === undefined ? null : Number(await connection.value(population));
    if (denominator === 0) {
      const none = { source_failures: null, target_failures: null, new_failures: null };
      return { result: { id, severity, stage, status: "not_applicable", ...none, denominator, title }, keys: [] };
    }
    const { failures, keys } = await handler(gateContext(connection, clock));
    const onSource = stage === "source";
    const result: GateResult = {
      id,
      severity,
      stage,
      status: failures === 0 ? "pass" : "fail",
      source_failures: onSource ? failures : null,
      target_failures: onSource ? null : failures,
      new_failures: onSource ? null : failures,
      denominator,
      title,
    };
    return { result, keys };
  } catch {
    return { result: broken({ id, severity, stage, title }), keys: [] };
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

function broken(gate: Pick<GateResult, "id" | "severity" | "stage" | "title">): GateResult {
  return {
    ...gate,
    status: "error",
    source_failures: null,
    target_failures: null,
    new_failures: null,
    denominator: null,
  };
}
