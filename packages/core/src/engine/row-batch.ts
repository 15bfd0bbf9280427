import type { Table, Vector } from "apache-arrow";
import { type Columns, columnsOf, combineText, takeRows, textAt, textStrings } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { LINEAGE } from "../plugin/row-balance.js";
import { externalId, isBlankKey, type KeyColumn, keyColumn, keyPart, presentParts, recordNumber } from "./keys.js";

/** Names of the key columns of a batch, beside those of its SURROGATE_ETL fields. */
export const SELF_KEY = "record_number";
export const EXTERNAL_KEY = "external_system_id";

/** The rows of one batch, as the row source gave them or as a hook changed them, with their keys. */
export class RowBatch {
  /** Columns of the row source, and the two lineage columns. */
  readonly columns: Columns;
  /** Record numbers: the row's own, its external id, and one for each SURROGATE_ETL field, by name. */
  readonly keys: Columns;

  constructor(columns: Columns, keys: Columns) {
    this.columns = columns;
    this.keys = keys;
  }

  get length(): number {
    return this.column(LINEAGE.row).length;
  }

  column(name: string): Vector {
    const column = this.columns.get(name);
    if (column === undefined) throw new RangeError(`the row source has no column ${name}`);
    return column;
  }

  sourceRow(row: number): number {
    return Number(textAt(this.column(LINEAGE.row), row));
  }
}

/** A key to a parent's row: the column that holds it, the parent table, the row source columns it is made of. */
export interface ParentKey {
  readonly field: string;
  readonly parent: string;
  readonly of: readonly KeyColumn[];
  readonly policy: "quarantine" | "empty";
  /** False for parents that no column of the table names. */
  readonly written: boolean;
}

/** The keys of a table to its parents: its SURROGATE_ETL fields, then the parents that no column names. */
export function parentKeys({ fields, rows }: CompiledTable): readonly ParentKey[] {
  const written = fields.flatMap(({ name, definition }) => {
    if (definition.class !== "SURROGATE_ETL" || definition.absentParent) return [];
    if (definition.key === "self" || definition.key === "external") return [];
    const { key: parent, of, parentMissing: policy = "quarantine" } = definition;
    return [{ field: name, parent, of: of.map(keyColumn), policy, written: true }];
  });
  const unwritten = rows.parents.map(({ key: parent, of }, i) => ({
    field: `_parent${i + 1}`,
    parent,
    of: of.map(keyColumn),
    policy: "quarantine" as const,
    written: false,
  }));
  return [...written, ...unwritten];
}

/**
 * A batch from rows that a hook changed: put back into natural-key order, keys computed anew. Slower than letting the
 * database compute them, and the same to the last digit.
 */
export function rekeyedBatch(rows: Table, table: CompiledTable, salts: Readonly<Record<string, string>>): RowBatch {
  const sorted = columnsOf(takeRows(rows, inKeyOrder(columnsOf(rows), table.rows.key)));
  const column = (name: string) => sorted.get(name)!;
  const keyOf = (target: string, key: readonly KeyColumn[]) =>
    combineText(
      key.map((part) => column(part.column)),
      (parts) => (isBlankKey(parts) ? null : recordNumber(target, presentParts(key, parts), salts[target])),
    );
  const { key } = table.rows;
  const keys = new Map<string, Vector>([
    [SELF_KEY, keyOf(table.table, key)],
    [
      EXTERNAL_KEY,
      combineText(
        key.map((part) => column(part.column)),
        (parts) => externalId(presentParts(key, parts)),
      ),
    ],
  ]);
  for (const { field, parent, of } of parentKeys(table)) keys.set(field, keyOf(parent, of));
  return new RowBatch(sorted, keys);
}

function inKeyOrder(rows: Columns, key: readonly KeyColumn[]): Int32Array {
  const parts = key.map(({ column }) =>
    textStrings(rows.get(column)!).map((part) => Buffer.from(keyPart(part), "utf8")),
  );
  const tables = textStrings(rows.get(LINEAGE.table)!);
  const ordinals = textStrings(rows.get(LINEAGE.row)!);
  const order = Int32Array.from({ length: tables.length }, (_, row) => row);
  return order.sort((a, b) => {
    for (const part of parts) {
      const difference = Buffer.compare(part[a], part[b]);
      if (difference !== 0) return difference;
    }
    if (tables[a] !== tables[b]) return tables[a]! < tables[b]! ? -1 : 1;
    return Number(ordinals[a]) - Number(ordinals[b]) || a - b;
  });
}
