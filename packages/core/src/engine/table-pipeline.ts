import type { Vector } from "apache-arrow";
import { blankRows, type Columns, tableOf, textAt, textBytes } from "../columns/index.js";
import type { CompiledField, CompiledTable } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import type { SnapshotClock } from "../plugin/clock.js";
import type { HookHost } from "../plugin/host.js";
import { checkReason, type HookExclusion, RowBalance } from "../plugin/row-balance.js";
import type { TableCall } from "../plugin/runners.js";
import type { Reasons } from "../rejects/reasons.js";
import { checkColumn } from "./checks.js";
import type { BatchReject, FieldComputer } from "./fields/index.js";
import { externalId, presentParts } from "./keys.js";
import { EXTERNAL_KEY, type RowBatch, rekeyedBatch, SELF_KEY } from "./row-batch.js";
import { ROW_REJECT } from "./row-query.js";

/** What a batch has become: the target rows, those of them that are not loaded, and all that was refused. */
export interface FinishedBatch {
  readonly batch: RowBatch;
  /** Exactly the target's columns, in catalogue order. */
  readonly target: Columns;
  /** Rows that are not loaded, with the reason. */
  readonly rejectedRows: ReadonlyMap<number, string>;
  /** Sorted by row, then field: the same in any batch size. */
  readonly rejects: readonly BatchReject[];
  readonly exclusions: readonly HookExclusion[];
}

export interface PipelineServices {
  readonly host: HookHost;
  readonly clock: SnapshotClock;
  readonly reasons: Reasons;
  readonly salts: Readonly<Record<string, string>>;
}

/** Classes whose values are in the column's layout by construction; only a hook can break them. */
const SAFE_CLASSES = new Set(["SURROGATE_ETL", "OUT_OF_SCOPE"]);

/** Takes the batches of one table through hooks, fields and checks. */
export class TablePipeline {
  readonly #table: CompiledTable;
  readonly #computers: readonly FieldComputer[];
  readonly #services: PipelineServices;
  #batches = 0;

  constructor(table: CompiledTable, computers: readonly FieldComputer[], services: PipelineServices) {
    this.#table = table;
    this.#computers = computers;
    this.#services = services;
  }

  async run(given: RowBatch): Promise<FinishedBatch> {
    const { host, salts } = this.#services;
    const rejects: BatchReject[] = [];
    const balance = new RowBalance(this.#table.table, this.#table.rows.split);
    let batch = given;
    const call: TableCall = {
      table: this.#table.table,
      batch: this.#batches++,
      clock: this.#services.clock,
      row: (name, plugin) => batch.columns.get(name) ?? this.#unknownColumn(name, plugin, batch),
      reject: () => {},
    };
    if (host.touchesBatch("beforeTable", this.#table.table)) {
      const given = tableOf(batch.columns);
      const rows = await host.beforeTable(given, call, balance);
      if (rows !== given) batch = rekeyedBatch(rows, this.#table, salts);
    }
    refuseKeys(batch, (reject) => rejects.push(reject));
    const columns = new Map<string, Vector>();
    for (const [field, compiled] of this.#table.fields.entries()) {
      columns.set(compiled.name, await this.#field(compiled, field, batch, call, rejects));
    }
    const target = await this.#afterTable(columns, call, rejects);
    const rejectedRows = this.#rejectedRows(target, rejects);
    return { batch, target, rejectedRows, rejects: inOrder(rejects), exclusions: balance.exclusions };
  }

  /** Computes a field, lets the hooks at it, and checks what comes out. */
  async #field(
    field: CompiledField,
    index: number,
    batch: RowBatch,
    call: TableCall,
    rejects: BatchReject[],
  ): Promise<Vector> {
    const { host } = this.#services;
    const before = rejects.length;
    let column = this.#computers[index].compute(batch, (reject) => rejects.push(reject));
    column = blankRows(
      column,
      rejects.slice(before).flatMap(({ row, kept }) => (kept ? [] : [row])),
    );
    const touched = host.touchesField(this.#table.table, field.name);
    if (touched) column = await this.#transformField(field, index, column, call, rejects);
    if (!touched && SAFE_CLASSES.has(field.definition.class)) return column;
    const checked = checkColumn(column, field.target);
    refuseValues(checked.refused, index, touched ? "hooks" : "fields", field.name, column, rejects);
    return checked.column;
  }

  async #transformField(
    field: CompiledField,
    index: number,
    column: Vector,
    call: TableCall,
    rejects: BatchReject[],
  ): Promise<Vector> {
    const raw = new Map([[field.name, column]]);
    const refused: number[] = [];
    const result = await this.#services.host.transformField(column, field.name, {
      ...call,
      reject: (row, _field, reason) => {
        refused.push(row);
        rejects.push({ row, field: index, stage: "hooks", reason, raw });
      },
    });
    return blankRows(result, refused);
  }

  async #afterTable(target: Columns, call: TableCall, rejects: BatchReject[]): Promise<Columns> {
    const { fields, table } = this.#table;
    if (!this.#services.host.touchesBatch("afterTable", table)) return target;
    const given = tableOf(target);
    const refused = new Map<string, number[]>();
    const result = await this.#services.host.afterTable(given, {
      ...call,
      reject: (row, name, reason, plugin) => {
        const index = fields.findIndex((field) => field.name === name);
        if (index < 0)
          throw errors.unknownHookPlace(
            plugin,
            "afterTable",
            `${table}.${name}`,
            fields.map((field) => field.name),
          );
        refused.set(name, [...(refused.get(name) ?? []), row]);
        rejects.push({ row, field: index, stage: "hooks", reason, raw: new Map([[name, target.get(name)!]]) });
      },
    });
    if (result === given && refused.size === 0) return target;
    return new Map(
      fields.map(({ name, target: column }, index) => {
        const changed = blankRows(result.getChild(name)!, refused.get(name) ?? []);
        const checked = checkColumn(changed, column);
        refuseValues(checked.refused, index, "hooks", name, changed, rejects);
        return [name, checked.column];
      }),
    );
  }

  /** Rows refused as such, and rows that lack a value without which the loader cannot take them. */
  #rejectedRows(target: Columns, rejects: BatchReject[]): ReadonlyMap<number, string> {
    const refusedCells = new Map(
      rejects.flatMap(({ row, field, kept }, at) => (kept ? [] : [[`${row}/${field}`, at] as const])),
    );
    for (const [index, { name, definition }] of this.#table.fields.entries()) {
      if (definition.required !== true) continue;
      const { length, offsets } = textBytes(target.get(name)!);
      for (let row = 0; row < length; row++) {
        if (offsets[row] !== offsets[row + 1]) continue;
        // A refused value without which the row cannot be loaded takes the row along.
        const at = refusedCells.get(`${row}/${index}`);
        if (at !== undefined) rejects[at] = { ...rejects[at], wholeRow: true };
        else
          rejects.push({
            row,
            field: index,
            stage: "fields",
            reason: "REQUIRED_VALUE_MISSING",
            raw: new Map(),
            wholeRow: true,
          });
      }
    }
    const rejected = new Map<number, string>();
    for (const { row, field, reason, wholeRow } of inOrder(rejects)) {
      if ((field < 0 || wholeRow === true) && !rejected.has(row)) rejected.set(row, reason);
    }
    return rejected;
  }

  #unknownColumn(name: string, plugin: string, batch: RowBatch): never {
    throw errors.unknownHookColumn(plugin, this.#table.table, name, [...batch.columns.keys()]);
  }
}

/** Rows arrive sorted by key, and a batch never splits a group, so rows with one key stand side by side. */
function refuseKeys(batch: RowBatch, reject: (reject: BatchReject) => void): void {
  const numbers = textBytes(batch.keys.get(SELF_KEY)!);
  const externals = textBytes(batch.keys.get(EXTERNAL_KEY)!);
  const same = (a: number, b: number) => b < batch.length && sameText(numbers, a, b) && sameText(externals, a, b);
  let followsTwin = false;
  const reasons = batch.columns.get(ROW_REJECT);
  const raw = batch.columns;
  for (let row = 0; row < batch.length; row++) {
    const reason = reasons === undefined ? null : textAt(reasons, row);
    if (reason !== null) reject({ row, field: -1, stage: "rows", reason: checkReason(reason, "row SQL"), raw });
    const blank = numbers.offsets[row] === numbers.offsets[row + 1];
    const hasTwin = !blank && same(row, row + 1);
    if (blank) reject({ row, field: -1, stage: "rows", reason: "KEY_BLANK", raw });
    else if (hasTwin || followsTwin) reject({ row, field: -1, stage: "rows", reason: "DUPLICATE_KEY", raw });
    followsTwin = hasTwin;
  }
}

function sameText({ offsets, data }: { offsets: Int32Array; data: Uint8Array }, a: number, b: number): boolean {
  const size = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== size) return false;
  for (let i = 0; i < size; i++) if (data[offsets[a] + i] !== data[offsets[b] + i]) return false;
  return true;
}

function refuseValues(
  refused: readonly { row: number; reason: string }[],
  field: number,
  stage: "fields" | "hooks",
  name: string,
  column: Vector,
  rejects: BatchReject[],
): void {
  const raw = new Map([[name, column]]);
  for (const { row, reason } of refused) rejects.push({ row, field, stage, reason, raw });
}

function inOrder(rejects: readonly BatchReject[]): readonly BatchReject[] {
  return rejects.toSorted(
    (a, b) => a.row - b.row || a.field - b.field || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0),
  );
}

/** The natural key of a row, as far as reports may show it. */
export function shownKey(batch: RowBatch, table: CompiledTable, row: number): string {
  const key = table.rows.key.slice(0, table.rows.keyInReports);
  const parts = key.map(({ column }) => textAt(batch.column(column), row));
  return externalId(presentParts(key, parts));
}
