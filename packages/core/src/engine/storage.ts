import type { PackedBatch } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import type { FinishedFile } from "../files/csv-writer.js";
import type { Reject } from "../rejects/reject.js";
import type { Connection } from "./database.js";
import type { RowQuery } from "./row-query.js";
import type { FinishedBatch } from "./table-pipeline.js";

/** Takes the finished batches of one table. */
export interface TargetSink {
  append(finished: FinishedBatch): Promise<void>;
  /** Returns how many rows were staged. Only now are the keys to be queried. */
  finish(): Promise<number>;
}

/** A value or row that was refused, with what it held. */
export interface Quarantined {
  readonly reject: Reject;
  /** Column names and values; kept apart from the rejects, for few to see. */
  readonly raw: readonly (readonly [string, string])[];
}

/** Changes that closing makes to a staged table, by the row's place in it, from 0. */
export interface Closing {
  /** Rows that are taken out. */
  readonly dropped: ReadonlyMap<number, Dropped>;
  /** Fields that are emptied because the optional parent row was not migrated, each with the places, in order. */
  readonly emptied: ReadonlyMap<string, Uint32Array>;
}

/** Why closing takes a row out, and which driving record the row came from; its natural key, where its file has none. */
export interface Dropped {
  readonly reason: string;
  readonly source: { readonly table: string; readonly row: number; readonly key?: string };
}

/** A row that closing took out: its values by column name. */
export type DroppedRow = (values: Readonly<Record<string, string>>, reason: string, source: Dropped["source"]) => void;

/** Where a run keeps what it makes: files for a real run, memory for the test kit. The engine knows only this. */
export interface RunStorage {
  /** Runs the row query and gives its rows in packed batches, with the number of rows that the database counted. */
  rows(
    connection: Connection,
    table: string,
    query: RowQuery,
  ): Promise<{ readonly count: number; readonly batches: AsyncIterable<PackedBatch> | Iterable<PackedBatch> }>;
  /**
   * Keeps a query's result under `schema.name`, for later queries. Returns its rows.
   *
   * @param slices how many slices of the patients to run the query over, one after the other; 1 for all at once
   */
  keep(connection: Connection, schema: string, name: string, select: string, slices?: number): Promise<number>;
  /** Throws away what was kept. */
  discard(connection: Connection, schema: string, name: string): Promise<void>;
  /** Starts a load table. When it is finished, `keys.<table>` holds a row for each row that the table was given. */
  sink(connection: Connection, table: CompiledTable): Promise<TargetSink>;
  refuse(quarantined: Quarantined): void;
  /** Puts a staged table in its final place. */
  deliver(table: CompiledTable, closing: Closing, onDropped: DroppedRow): Promise<FinishedFile>;
}
