import { createHash } from "node:crypto";
import { type Columns, type PackedBatch, PackedReader, textStrings } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { type Connection, identifier } from "../engine/database.js";
import { emptiedInOrder } from "../engine/rewrite.js";
import type { RowQuery } from "../engine/row-query.js";
import { keyColumns, keyRows, typedKeys } from "../engine/staged-keys.js";
import type { Closing, DroppedRow, Quarantined, RunStorage, TargetSink } from "../engine/storage.js";
import type { FinishedBatch } from "../engine/table-pipeline.js";
import { csvRow, type FinishedFile } from "../files/csv-writer.js";

type Row = readonly (string | null)[];

/** Keeps a run in memory: tables of a database without a file, and arrays. For tests; it grows with the data. */
export class MemoryStorage implements RunStorage {
  /** Rows of each load table, in column order, as they would stand in its file. */
  readonly targets = new Map<string, readonly Row[]>();
  readonly refused: Quarantined[] = [];

  async rows(
    connection: Connection,
    _table: string,
    query: RowQuery,
  ): Promise<{ count: number; batches: Iterable<PackedBatch> }> {
    const rows = await connection.rows(query.packed);
    const bytes = Buffer.from(rows.map(([row]) => `${String(row)}\n`).join(""), "utf8");
    let at = 0;
    const read = (buffer: Uint8Array, to: number, room: number): number => {
      const size = bytes.copy(buffer, to, at, Math.min(bytes.length, at + room));
      at += size;
      return size;
    };
    return { count: rows.length, batches: new PackedReader(read, query.layout).batches() };
  }

  async keep(connection: Connection, schema: string, name: string, select: string): Promise<number> {
    await connection.run(`create or replace table ${identifier(schema)}.${identifier(name)} as ${select}`);
    return Number(await connection.value(`select count(*) from ${identifier(schema)}.${identifier(name)}`));
  }

  async discard(connection: Connection, schema: string, name: string): Promise<void> {
    await connection.run(`drop table ${identifier(schema)}.${identifier(name)}`);
  }

  async sink(connection: Connection, table: CompiledTable): Promise<TargetSink> {
    const rows: Row[] = [];
    const keys: Row[] = [];
    return {
      append: async (finished) => {
        keys.push(...rowsOf(keyRows(table, finished, rows.length)));
        rows.push(...loadedRows(finished));
      },
      finish: async () => {
        await makeTextTable(connection, "staging", table.table, keyColumns(table), keys);
        await this.keep(connection, "keys", table.table, typedKeys(table, `staging.${identifier(table.table)}`));
        this.targets.set(table.table, rows);
        return rows.length;
      },
    };
  }

  refuse(quarantined: Quarantined): void {
    this.refused.push(quarantined);
  }

  async deliver(table: CompiledTable, closing: Closing, onDropped: DroppedRow): Promise<FinishedFile> {
    const columns = table.fields.map(({ name }) => name);
    const emptiedAt = emptiedInOrder(closing);
    const rows = this.targets.get(table.table)!.flatMap((row, place) => {
      const drop = closing.dropped.get(place);
      const emptied = emptiedAt(place);
      if (drop === undefined) return [row.map((value, i) => (emptied.includes(columns[i]) ? null : value))];
      onDropped(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ""])), drop.reason, drop.source);
      return [];
    });
    this.targets.set(table.table, rows);
    const text = [columns, ...rows].map((row) => `${csvRow(row.map((value) => value ?? ""))}\r\n`).join("");
    return {
      rows: rows.length,
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
    };
  }
}

/** Makes `schema.table` with text columns and fills it. */
export async function makeTextTable(
  connection: Connection,
  schema: string,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  await connection.run(`create schema if not exists ${identifier(schema)}`);
  await connection.run(
    `create or replace table ${schema}.${identifier(table)} (${columns.map((column) => `${identifier(column)} varchar`).join(", ")})`,
  );
  await connection.append(schema, table, rows);
}

function loadedRows({ target, rejectedRows }: FinishedBatch): readonly Row[] {
  return rowsOf(target).filter((_, row) => !rejectedRows.has(row));
}

function rowsOf(rows: Columns): Row[] {
  const columns = [...rows.values()].map(textStrings);
  return columns[0].map((_, row) => columns.map((column) => column[row]));
}
