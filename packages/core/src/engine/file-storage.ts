import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PackedBatch } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { RejectFiles } from "../rejects/reject-files.js";
import { type Connection, identifier, literal } from "./database.js";
import { ReaderThread } from "./reader-thread.js";
import { rewriteLoadFile } from "./rewrite.js";
import type { RowQuery } from "./row-query.js";
import { keepSlices } from "./slices.js";
import { keyColumns, keyRows, typedKeys } from "./staged-keys.js";
import type { Closing, DroppedRow, Quarantined, RunStorage, TargetSink } from "./storage.js";
import { WriterThread } from "./writer-thread.js";

/** The folders of a run. */
export interface RunFolders {
  readonly out: string;
  readonly load: string;
  readonly rejects: string;
  readonly quarantine: string;
  readonly reports: string;
  /** Everything that is gone when the run is over. */
  readonly work: string;
}

export function runFolders(out: string): RunFolders {
  const inside = (name: string) => join(out, name);
  return {
    out,
    load: inside("load"),
    rejects: inside("rejects"),
    quarantine: inside("quarantine"),
    reports: inside("reports"),
    work: inside("work"),
  };
}

/** Makes the folders, readable by their owner alone. */
export function makeFolders(folders: RunFolders): void {
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Keeps a run in files: Parquet for what is queried again, CSV for what is delivered. */
export class FileStorage implements RunStorage {
  readonly folders: RunFolders;
  readonly rejects: RejectFiles;
  readonly #staged = new Map<string, FinishedFile>();
  readonly #writer = new WriterThread();
  readonly #reader = new ReaderThread();

  constructor(folders: RunFolders) {
    this.folders = folders;
    this.rejects = new RejectFiles(folders.rejects, folders.quarantine);
  }

  async rows(
    connection: Connection,
    table: string,
    query: RowQuery,
  ): Promise<{ count: number; batches: AsyncIterable<PackedBatch> }> {
    const path = join(this.folders.work, `${table}.rows`);
    const copy = `copy (${query.packed}) to ${literal(path)} (format csv, header false, quote '', escape '')`;
    const count = await connection.frugally(() => connection.count(copy));
    return { count, batches: this.#reader.batches(path, query.layout) };
  }

  async keep(connection: Connection, schema: string, name: string, select: string, slices = 1): Promise<number> {
    const folder = this.#keptIn(schema, name);
    if (slices > 1) {
      return keepSlices(connection, `${identifier(schema)}.${identifier(name)}`, folder, select, slices);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "rows.parquet");
    const count = await connection.count(`copy (${select}) to ${literal(path)} (format parquet)`);
    await connection.run(
      `create or replace view ${identifier(schema)}.${identifier(name)} as from read_parquet(${literal(path)})`,
    );
    await connection.release();
    return count;
  }

  async discard(connection: Connection, schema: string, name: string): Promise<void> {
    await connection.run(`drop view ${identifier(schema)}.${identifier(name)}`);
    rmSync(this.#keptIn(schema, name), { recursive: true });
  }

  async sink(connection: Connection, table: CompiledTable): Promise<TargetSink> {
    const writer = this.#writer;
    const stagedPath = this.#stagedPath(table);
    const keysPath = join(this.folders.work, `${table.table}.keys.csv`);
    await writer.open(
      stagedPath,
      table.fields.map(({ name }) => name),
    );
    await writer.open(keysPath, keyColumns(table));
    let rows = 0;
    return {
      append: async (finished) => {
        await writer.append(stagedPath, finished.target, finished.rejectedRows);
        await writer.append(keysPath, keyRows(table, finished, rows), NONE);
        rows += finished.batch.length - finished.rejectedRows.size;
      },
      finish: async () => {
        const staged = await writer.finish(stagedPath);
        const written = await writer.finish(keysPath);
        const columns = keyColumns(table).map((name) => `${literal(name)}: 'VARCHAR'`);
        const from = `read_csv(${literal(keysPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${columns.join(", ")}})`;
        const kept = await this.keep(connection, "keys", table.table, typedKeys(table, from));
        if (kept !== written.rows) throw errors.hopLostRows(table.table, "keys", written.rows, kept);
        rmSync(keysPath);
        this.#staged.set(table.table, staged);
        return staged.rows;
      },
    };
  }

  refuse(quarantined: Quarantined): void {
    this.rejects.add(quarantined);
  }

  async deliver(table: CompiledTable, closing: Closing, onDropped: DroppedRow): Promise<FinishedFile> {
    const staged = this.#stagedPath(table);
    const final = join(this.folders.load, `${table.table}.csv`);
    if (closing.dropped.size === 0 && closing.emptied.size === 0) {
      renameSync(staged, final);
      return this.#staged.get(table.table)!;
    }
    const rewritten = `${staged}.closed`;
    const file = await rewriteLoadFile(
      staged,
      rewritten,
      table.fields.map(({ name }) => name),
      closing,
      onDropped,
    );
    renameSync(rewritten, final);
    rmSync(staged);
    return file;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#reader.close()]);
  }

  #keptIn(schema: string, name: string): string {
    return join(this.folders.work, `${schema}.${name}`);
  }

  #stagedPath({ table }: CompiledTable): string {
    return join(this.folders.work, `${table}.staged.csv`);
  }
}

const NONE: ReadonlyMap<number, unknown> = new Map();
