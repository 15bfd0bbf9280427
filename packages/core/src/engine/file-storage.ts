import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type PackedBatch, type PackedLayout, PackedReader } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { RejectFiles } from "../rejects/reject-files.js";
import { type Connection, identifier, literal } from "./database.js";
import { LoadFileWriter } from "./load-file.js";
import { rewriteLoadFile } from "./rewrite.js";
import type { RowQuery } from "./row-query.js";
import { keyColumns, keyRows, typedKeys } from "./staged-keys.js";
import type { Closing, DroppedRow, Quarantined, RunStorage, TargetSink } from "./storage.js";

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

  constructor(folders: RunFolders) {
    this.folders = folders;
    this.rejects = new RejectFiles(folders.rejects, folders.quarantine);
  }

  async rows(connection: Connection, table: string, query: RowQuery): Promise<{ count: number; batches: Iterable<PackedBatch> }> {
    const path = join(this.folders.work, `${table}.rows`);
    const copy = `copy (${query.packed}) to ${literal(path)} (format csv, header false, quote '', escape '')`;
    const count = await connection.count(copy);
    return { count, batches: readAndRemove(path, query.layout) };
  }

  async keep(connection: Connection, schema: string, name: string, select: string): Promise<number> {
    const path = join(this.folders.work, `${schema}.${name}.parquet`);
    const count = await connection.count(`copy (${select}) to ${literal(path)} (format parquet)`);
    await connection.run(
      `create or replace view ${identifier(schema)}.${identifier(name)} as` +
        ` select * exclude (file_row_number), file_row_number as _n from read_parquet(${literal(path)}, file_row_number = true)`,
    );
    return count;
  }

  sink(connection: Connection, table: CompiledTable): TargetSink {
    const stagedPath = this.#stagedPath(table);
    const keysPath = join(this.folders.work, `${table.table}.keys.csv`);
    const rows = new LoadFileWriter(stagedPath, table.fields.map(({ name }) => name));
    const keys = new LoadFileWriter(keysPath, keyColumns(table));
    return {
      append: (finished) => {
        rows.append(finished.target, (row) => finished.rejectedRows.has(row));
        keys.append(keyRows(table, finished), () => false);
      },
      finish: async () => {
        const staged = rows.finish();
        const written = keys.finish();
        const columns = keyColumns(table).map((name) => `${literal(name)}: 'VARCHAR'`);
        const from = `read_csv(${literal(keysPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${columns.join(", ")}})`;
        const kept = await this.keep(connection, "keys", table.table, typedKeys(table, from));
        if (kept !== written.rows) throw new RangeError(`${written.rows} keys written, ${kept} read`);
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
    const file = await rewriteLoadFile(staged, rewritten, table.fields.map(({ name }) => name), closing, onDropped);
    renameSync(rewritten, final);
    rmSync(staged);
    return file;
  }

  #stagedPath({ table }: CompiledTable): string {
    return join(this.folders.work, `${table}.staged.csv`);
  }
}

/** Packed rows hold patients' values: the file goes as soon as it has been read. */
function* readAndRemove(path: string, layout: PackedLayout): Generator<PackedBatch> {
  const file = openSync(path, "r");
  try {
    yield* new PackedReader((buffer, at, room) => readSync(file, buffer, at, room, null), layout).batches();
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
