import type { Table, Vector } from "apache-arrow";
import type { SnapshotClock } from "./clock.js";

/** Says who goes first when several plugins tap the same place: `pre` before the rest, `post` after it. */
export type TapOrder = "pre" | "post";

/** A handler, or a handler with its order. */
export type Tap<Handler> = Handler | { readonly order: TapOrder; readonly handler: Handler };

/** What every handler is told about where it stands. */
export interface HookContext {
  readonly table: string;
  /** The batch's place in its table, from 0. It depends on the batch size: nothing written may depend on it. */
  readonly batch: number;
  readonly clock: SnapshotClock;
}

export interface BeforeTableContext extends HookContext {
  /**
   * Says why rows are left out of this table; the handler then returns the others. The only way to drop a row.
   *
   * @param rows indexes into the rows this handler was given
   * @param reason an upper-case code such as `TEST_PATIENT`, never a value
   */
  exclude(rows: Iterable<number>, reason: string): void;
}

export interface TransformFieldContext extends HookContext {
  readonly field: string;
  /** A column of the row source. @throws MigrationError `HOOK_UNKNOWN_COLUMN` */
  row(column: string): Vector;
  /** Leaves one value empty and records why; the value goes to quarantine. */
  reject(row: number, reason: string): void;
}

export interface AfterTableContext extends HookContext {
  /** A column of the row source. @throws MigrationError `HOOK_UNKNOWN_COLUMN` */
  row(column: string): Vector;
  /** Leaves one value empty and records why; the value goes to quarantine. */
  reject(row: number, field: string, reason: string): void;
}

/** @kind waterfall, async; runs once a batch, before the fields are computed. Next: `transformField`. */
export type BeforeTable = (rows: Table, context: BeforeTableContext) => Table | Promise<Table>;

/** @kind waterfall, async; runs once a batch and field, after the contract's value. Before: `beforeTable`; next: `afterTable`. */
export type TransformField = (column: Vector, context: TransformFieldContext) => Vector | Promise<Vector>;

/** @kind waterfall, async; runs once a batch, with exactly the target's columns. Before: `transformField`; next: `gate`. */
export type AfterTable = (table: Table, context: AfterTableContext) => Table | Promise<Table>;

export type GateSeverity = "blocker" | "error" | "warn" | "info";

/** What a rule is, apart from its query. */
export interface GateDefinition {
  /** As in the rules reference: `ADT-04`. */
  readonly id: string;
  readonly severity: GateSeverity;
  readonly title: string;
  /** Which side the rule judges; `target` unless said otherwise. */
  readonly stage?: "source" | "target" | "recon" | "config";
  /** A query of one number: how many rows the rule applies to. 0 makes the rule not applicable. */
  readonly population?: string;
  /** Source columns (`TABLE.Field`) that the rule reads and the contract does not, so that they are loaded. */
  readonly reads?: readonly string[];
}

/** The outcome of a rule: keys name the rows that break it and hold no patient's value. */
export interface GateOutcome {
  readonly failures: number;
  readonly keys: readonly string[];
}

export interface GateContext {
  readonly clock: SnapshotClock;
  /** Runs a query over `source.*`, `target.*`, `ledger.*` and `rejects.*`. */
  query(sql: string): Promise<Table>;
  /** Runs a query that returns the rows that break the rule; its first column is their key. */
  violations(sql: string): Promise<GateOutcome>;
}

/** @kind series, async; runs once, after all tables are written and read back. Before: `afterTable`. */
export type Gate = (context: GateContext) => GateOutcome | Promise<GateOutcome>;

/**
 * Where a plugin taps in. Places are named `LOAD_PMI.sex` (one field), `LOAD_PMI.*` (each field of a table) or `*`
 * (everything) for `transformField`, and `LOAD_PMI` or `*` for the others.
 *
 * ```text
 * rows of the contract --beforeTable--> fields --transformField--> finished batch --afterTable--> file ... --gate
 * ```
 */
export interface MigrationHooks {
  beforeTable(table: string, tap: Tap<BeforeTable>): void;
  transformField(field: string, tap: Tap<TransformField>): void;
  afterTable(table: string, tap: Tap<AfterTable>): void;
  gate(definition: GateDefinition, handler: Gate): void;
}
