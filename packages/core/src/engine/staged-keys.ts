import { type Columns, textFrom } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { LINEAGE } from "../plugin/row-balance.js";
import { identifier } from "./database.js";
import { EXTERNAL_KEY, parentKeys, SELF_KEY } from "./row-batch.js";
import type { FinishedBatch } from "./table-pipeline.js";

/** The natural key of rows whose file has no column for it: archives. Rejects name such rows by it. */
export const NATURAL_KEY = "natural_key";

/** True for tables whose rows do not say their own natural key. */
export function hidesKey({ fields }: CompiledTable): boolean {
  return !fields.some(({ name }) => name === EXTERNAL_KEY);
}

/** The text columns in which the keys of a table's rows are put down, one line for every row it was given. */
export function keyColumns(table: CompiledTable): readonly string[] {
  const own = hidesKey(table) ? [NATURAL_KEY] : [];
  return [
    "source_table",
    "source_row",
    "record_number",
    "reason",
    "place",
    ...own,
    ...parentKeys(table).map(({ field }) => field),
  ];
}

/**
 * The keys of a finished batch. `reason` is empty for staged rows and says why for the others; `place` is where a staged
 * row stands in its file, from 0.
 *
 * @param staged how many rows were staged before this batch
 */
export function keyRows(table: CompiledTable, { batch, rejectedRows }: FinishedBatch, staged: number): Columns {
  let place = staged;
  const places = textFrom(
    Array.from({ length: batch.length }, (_, row) => (rejectedRows.has(row) ? null : String(place++))),
  );
  const reasons = textFrom(Array.from({ length: batch.length }, (_, row) => rejectedRows.get(row)));
  const vectors = [
    batch.column(LINEAGE.table),
    batch.column(LINEAGE.row),
    batch.keys.get(SELF_KEY)!,
    reasons,
    places,
    ...(hidesKey(table) ? [batch.keys.get(EXTERNAL_KEY)!] : []),
    ...parentKeys(table).map(({ field }) => batch.keys.get(field)!),
  ];
  return new Map(keyColumns(table).map((name, i) => [name, vectors[i]]));
}

/** A SELECT that types the key columns of `from`. */
export function typedKeys(table: CompiledTable, from: string): string {
  const parents = parentKeys(table).map(
    ({ field }) => `cast(nullif(${identifier(field)}, '') as bigint) as ${identifier(field)}`,
  );
  const columns = [
    "source_table",
    "cast(source_row as bigint) as source_row",
    "cast(nullif(record_number, '') as bigint) as record_number",
    "nullif(reason, '') as reason",
    "cast(nullif(place, '') as integer) as place",
    ...(hidesKey(table) ? [NATURAL_KEY] : []),
    ...parents,
  ];
  return `select ${columns.join(", ")} from ${from}`;
}
