import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CompiledContract, CompiledTable } from "../contract/model.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { tableFile } from "../files/table-file.js";
import { emptiedKeys } from "./close.js";
import { type Connection, identifier, literal } from "./database.js";
import type { RunFolders } from "./file-storage.js";
import { checkDelivered, readBack } from "./read-back.js";

/** The database that a run leaves behind, for any DuckDB client: `source`, `target`, `ledger`, `rejects`. */
export const RUN_DATABASE = "run.duckdb";

const CATALOG = "evidence";

/** Rows of a row group: each thread holds one of the widest table in memory, uncompressed. */
const ROW_GROUP = 40_960;

const NO_EMPTIED_KEYS =
  "select null::varchar as target_table, null::varchar as field, null::bigint as record_number, null::boolean as parent_refused where false";

/** Builds `run.duckdb` from what the run holds, and reads the delivered files back into it. */
export class Evidence {
  readonly #connection: Connection;
  readonly #folders: RunFolders;

  constructor(connection: Connection, folders: RunFolders) {
    this.#connection = connection;
    this.#folders = folders;
  }

  /** Starts the database beside its place. The storage version is the one with the best compression of text. */
  async open(): Promise<void> {
    const path = this.#partPath();
    rmSync(path, { force: true });
    await this.#connection.run(
      `attach ${literal(path)} as ${CATALOG} (storage_version 'latest', row_group_size ${ROW_GROUP}); ` +
        ["source", "feed", "target", "ledger", "rejects"]
          .map((schema) => `create schema ${CATALOG}.${schema};`)
          .join(" "),
    );
  }

  /** Keeps the source rows as the row SQL saw them. */
  async addSources({ sources, feeds }: Pick<CompiledContract, "sources" | "feeds">): Promise<void> {
    for (const { definition } of sources) await this.#copy("source", definition.table);
    for (const { name } of feeds) await this.#copy("feed", name);
  }

  async addLedger(tables: readonly CompiledTable[]): Promise<void> {
    const entries = tables.map(
      ({ table }) =>
        `select ${literal(table)} as target_table, source_table, source_row, record_number, class, reason from ledger.${identifier(table)}`,
    );
    await this.#connection.run(
      `create table ${CATALOG}.ledger.entries as ${entries.join(" union all ")};` +
        `create table ${CATALOG}.ledger.duplicates as select * from extract.duplicates;` +
        `create table ${CATALOG}.ledger.emptied_keys as ${emptiedKeys(tables) ?? NO_EMPTIED_KEYS}`,
    );
  }

  async addRejects(files: Iterable<string>): Promise<void> {
    const paths = [...files].map((table) => literal(join(this.#folders.rejects, `${tableFile(table)}.csv`)));
    const columns =
      "{'reject_id': 'VARCHAR', 'severity': 'VARCHAR', 'stage': 'VARCHAR', 'table': 'VARCHAR', 'field': 'VARCHAR', 'record_number': 'BIGINT'," +
      " 'external_system_id': 'VARCHAR', 'source_table': 'VARCHAR', 'source_row': 'BIGINT', 'reason_code': 'VARCHAR', 'source_code': 'VARCHAR'," +
      " 'crosswalk': 'VARCHAR', 'message': 'VARCHAR'}";
    await this.#connection.run(
      `create table ${CATALOG}.rejects.entries as select * from read_csv([${paths.join(", ")}], auto_detect = false, header = true, ` +
        `delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = ${columns})`,
    );
  }

  /** Reads a delivered file back and proves that it is what was written. */
  async addTarget(table: CompiledTable, delivered: FinishedFile): Promise<void> {
    const found = await readBack(this.#connection, CATALOG, table, this.#folders.load);
    checkDelivered(table.table, delivered, found);
    await this.#connection.release();
  }

  /** Closes the database and puts it in its place. */
  async finish(): Promise<void> {
    await this.#connection.run(`detach ${CATALOG}`);
    const final = join(this.#folders.out, RUN_DATABASE);
    if (existsSync(final)) rmSync(final);
    renameSync(this.#partPath(), final);
    chmodSync(final, 0o600);
  }

  async #copy(schema: "source" | "feed", table: string): Promise<void> {
    await this.#connection.run(
      `create table ${CATALOG}.${schema}.${identifier(table)} as select * from ${schema}.${identifier(table)}`,
    );
    await this.#connection.release();
  }

  #partPath(): string {
    return join(this.#folders.work, RUN_DATABASE);
  }
}
