import type { Table, Vector } from "apache-arrow";
import { isText } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";
import type { SnapshotClock } from "./clock.js";
import type { AfterTable, AfterTableContext, BeforeTable, TapOrder, TransformField } from "./hooks.js";
import { checkReason, type RowBalance } from "./row-balance.js";

export type HookKind = "beforeTable" | "transformField" | "afterTable";
export type Handler = BeforeTable | TransformField | AfterTable;

/** A handler, who registered it, and where. */
export interface Registration {
  readonly plugin: string;
  readonly kind: HookKind;
  readonly place: string;
  readonly order: TapOrder | undefined;
  readonly handler: Handler;
}

/** What one call of a table's hooks needs from the engine. */
export interface TableCall {
  readonly table: string;
  readonly batch: number;
  readonly clock: SnapshotClock;
  /** A column of the row source. */
  row(column: string, plugin: string): Vector;
  /** Takes note of a rejected value. */
  reject(row: number, field: string, reason: string, plugin: string): void;
}

/** Calls one handler and checks what it gives back. */
type Runner<Side> = (registration: Registration, value: unknown, side: Side) => Promise<unknown>;

const runBeforeTable: Runner<{ call: TableCall; balance: RowBalance }> = async (
  { plugin, handler },
  value,
  { call, balance },
) => {
  const rows = value as Table;
  const tap = balance.open(rows, plugin);
  const result = await (handler as BeforeTable)(rows, {
    table: call.table,
    batch: call.batch,
    clock: call.clock,
    exclude: (indexes, reason) => tap.exclude(indexes, checkReason(reason, plugin)),
  });
  if (result?.numRows === undefined) throw errors.hookGaveNothing(plugin, "beforeTable", call.table);
  tap.close(result);
  if (result !== rows) checkColumns(rows, result, plugin, call.table);
  return result;
};

const runTransformField: Runner<{ call: TableCall; field: string }> = async (
  { plugin, handler },
  value,
  { call, field },
) => {
  const column = value as Vector;
  const place = `${call.table}.${field}`;
  const result = await (handler as TransformField)(column, {
    table: call.table,
    batch: call.batch,
    clock: call.clock,
    field,
    row: (name) => call.row(name, plugin),
    reject: (row, reason) => call.reject(row, field, checkReason(reason, plugin), plugin),
  });
  if (result?.length === undefined) throw errors.hookGaveNothing(plugin, "transformField", place);
  if (result.length !== column.length)
    throw errors.hookChangedRowCount(plugin, "transformField", place, column.length, result.length);
  if (!isText(result)) throw errors.hookGaveOtherType(plugin, "transformField", place, String(result.type));
  return result;
};

const runAfterTable: Runner<{ call: TableCall }> = async ({ plugin, handler }, value, { call }) => {
  const table = value as Table;
  const context: AfterTableContext = {
    table: call.table,
    batch: call.batch,
    clock: call.clock,
    row: (name) => call.row(name, plugin),
    reject: (row, field, reason) => call.reject(row, field, checkReason(reason, plugin), plugin),
  };
  const result = await (handler as AfterTable)(table, context);
  if (result?.numRows === undefined) throw errors.hookGaveNothing(plugin, "afterTable", call.table);
  if (result.numRows !== table.numRows) {
    throw errors.hookChangedRowCount(plugin, "afterTable", call.table, table.numRows, result.numRows);
  }
  const before = table.schema.fields.map((field) => field.name).join();
  if (result.schema.fields.map((field) => field.name).join() !== before) {
    throw errors.hookChangedColumns(plugin, call.table);
  }
  const strange = result.schema.fields.find((field) => !isText(result.getChild(field.name)!));
  if (strange !== undefined)
    throw errors.hookGaveOtherType(plugin, "afterTable", `${call.table}.${strange.name}`, String(strange.type));
  return result;
};

/** The fields read the row source's columns by name: each has to come back, as text. */
function checkColumns(given: Table, result: Table, plugin: string, table: string): void {
  const names = given.schema.fields.map((field) => field.name);
  const lost = names.filter((name) => result.getChild(name) === null);
  if (lost.length > 0) throw errors.hookLostColumns(plugin, table, lost);
  const strange = names.find((name) => !isText(result.getChild(name)!));
  if (strange !== undefined) {
    const type = String(result.getChild(strange)!.type);
    throw errors.hookGaveOtherType(plugin, "beforeTable", `${table}.${strange}`, type);
  }
}

export const runners: Record<HookKind, Runner<never>> = {
  beforeTable: runBeforeTable as Runner<never>,
  transformField: runTransformField as Runner<never>,
  afterTable: runAfterTable as Runner<never>,
};
