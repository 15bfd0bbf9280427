import { Ledger } from "../assurance/ledger.js";
import type { CompiledTable } from "../contract/model.js";
import { type BuiltCrosswalk, buildCrosswalks } from "../crosswalks/build.js";
import { errors } from "../errors/catalogue.js";
import type { FinishedFile } from "../files/csv-writer.js";
import type { OnProgress } from "../report/progress.js";
import { closeChains, closingOf } from "./close.js";
import { type Connection, identifier } from "./database.js";
import { deliverTable } from "./deliver.js";
import { fieldComputers } from "./fields/index.js";
import { DEFAULT_BATCH_ROWS, DEFAULT_SETTINGS, type MigrationOptions } from "./options.js";
import type { Prepared } from "./prepare.js";
import { rowQuery } from "./row-query.js";
import { runTable, type TableOutcome } from "./run-table.js";
import type { RunStorage } from "./storage.js";
import { TablePipeline } from "./table-pipeline.js";

export type TransformationOptions = Pick<MigrationOptions, "salts" | "batchRows" | "settings"> & {
  /** Into how many slices the patients are cut; 1 unless said otherwise. */
  readonly slices?: number;
};

/**
 * The part of a run between source tables in the database and load tables in their place. Knows nothing of files: a
 * real run and the test kit go through it alike.
 */
export class Transformation {
  readonly ledger: Ledger;
  readonly #prepared: Prepared;
  readonly #options: TransformationOptions;
  readonly #connection: Connection;
  readonly #storage: RunStorage;
  readonly #onProgress: OnProgress;

  constructor(
    prepared: Prepared,
    options: TransformationOptions,
    connection: Connection,
    storage: RunStorage,
    onProgress: OnProgress,
  ) {
    this.#prepared = prepared;
    this.#options = options;
    this.#connection = connection;
    this.#storage = storage;
    this.#onProgress = onProgress;
    this.ledger = new Ledger(connection, storage);
  }

  /** Makes the plugins' views, once each since several tables read them, and the crosswalks. */
  async prepareTables(): Promise<ReadonlyMap<string, BuiltCrosswalk>> {
    const { contract, boot } = this.#prepared;
    const { slices = 1 } = this.#options;
    for (const { plugin, name, sql, byPatient } of contract.views) {
      await this.#connection.run(`create schema if not exists ${identifier(plugin)}`);
      await this.#storage.keep(this.#connection, plugin, name, sql, byPatient ? slices : 1);
    }
    return buildCrosswalks(this.#connection, contract.crosswalks, boot.codeSets);
  }

  /** Takes every load table from its row source to its staged form. */
  async stageTables(built: ReadonlyMap<string, BuiltCrosswalk>): Promise<ReadonlyMap<string, TableOutcome>> {
    const { contract, boot, host } = this.#prepared;
    const { salts = {}, batchRows = DEFAULT_BATCH_ROWS, settings, slices = 1 } = this.#options;
    const services = {
      clock: boot.clock,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      derivations: boot.derivations,
      crosswalks: new Map([...built].map(([name, { crosswalk }]) => [name, crosswalk])),
    };
    await this.ledger.open();
    const outcomes = new Map<string, TableOutcome>();
    for (const [done, table] of contract.tables.entries()) {
      const of = contract.tables.length;
      this.#onProgress({ stage: "rows", table: table.table, done, of });
      const pipeline = new TablePipeline(table, fieldComputers(table, services), {
        host,
        clock: boot.clock,
        reasons: boot.reasons,
        salts,
      });
      const outcome = await runTable(table, {
        connection: this.#connection,
        storage: this.#storage,
        pipeline,
        batchRows,
        slices,
        salts,
        reasons: boot.reasons,
        allColumns: host.touches(table.table),
        onRows: (rows, ofRows) => this.#onProgress({ stage: "rows", table: table.table, done, of, rows, ofRows }),
      });
      const { kept, left } = rowQuery(table, [], batchRows, salts);
      await this.ledger.enter(table, left, outcome.exclusions);
      if (kept !== undefined) await this.#storage.discard(this.#connection, "rows", table.table);
      outcomes.set(table.table, outcome);
    }
    return outcomes;
  }

  /** Finds what hangs on rows that are not loaded. */
  async close(): Promise<void> {
    await closeChains(this.#connection, this.#prepared.contract.tables);
  }

  /** Puts every staged table in its place and fixes its account. */
  async deliver(outcomes: ReadonlyMap<string, TableOutcome>): Promise<ReadonlyMap<string, FinishedFile>> {
    const { tables } = this.#prepared.contract;
    const delivered = new Map<string, FinishedFile>();
    for (const [done, table] of tables.entries()) {
      this.#onProgress({ stage: "deliver", table: table.table, done, of: tables.length });
      delivered.set(table.table, await this.#deliverTable(table, outcomes.get(table.table)!));
    }
    return delivered;
  }

  async #deliverTable(table: CompiledTable, { staged }: TableOutcome): Promise<FinishedFile> {
    const closing = await closingOf(this.#connection, table);
    const file = await deliverTable(this.#storage, table, closing, this.#prepared.boot.reasons);
    const accounted = file.rows + closing.dropped.size;
    if (accounted !== staged) throw errors.hopLostRows(table.table, "staged to delivered file", staged, accounted);
    await this.ledger.settle(table);
    return file;
  }
}
