import { existsSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { drawBalance, type LedgerReport } from "../assurance/balance.js";
import { Ledger } from "../assurance/ledger.js";
import type { CompiledTable } from "../contract/model.js";
import { writeContractReports } from "../contract/reports.js";
import { type BuiltCrosswalk, buildCrosswalks } from "../crosswalks/build.js";
import { writeCrosswalkFiles } from "../crosswalks/write.js";
import { errors } from "../errors/catalogue.js";
import { throwFaults } from "../errors/migration-error.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import { checkControl, readControl } from "../intake/control.js";
import type { ExtractFile } from "../intake/extract-reader.js";
import { takeTable } from "../intake/intake-table.js";
import { type FeedFile, type PlannedTable, planIntake } from "../intake/preflight.js";
import { RecordQuarantine } from "../intake/quarantine.js";
import type { ExtractSource } from "../intake/source.js";
import { drawManifest } from "../report/manifest.js";
import { type OnProgress, type Stage, StageTimes } from "../report/progress.js";
import { crosswalkReports, type InputResult, inputReport, type RunReport, type TableResult, tableReports } from "../report/run-report.js";
import { closeChains, closingOf } from "./close.js";
import { type Connection, Database, identifier } from "./database.js";
import { deliverTable } from "./deliver.js";
import { Evidence } from "./evidence.js";
import { fieldComputers } from "./fields/index.js";
import { FileStorage, runFolders } from "./file-storage.js";
import { loadAbsent, loadTaken, openSourceSchemas, sourceName } from "./load-source.js";
import { DEFAULT_BATCH_ROWS, DEFAULT_MEMORY, DEFAULT_SETTINGS, type FeedOptions, type MigrationOptions } from "./options.js";
import { MANIFEST, RUN_MARK, takeOutputFolder } from "./output-folder.js";
import type { Prepared } from "./prepare.js";
import { rowQuery } from "./row-query.js";
import { runTable } from "./run-table.js";
import { TablePipeline } from "./table-pipeline.js";

/** What a run gives back; the same stands in its reports. */
export interface RunResult {
  readonly out: string;
  readonly report: RunReport;
  readonly ledger: LedgerReport;
}

/**
 * Runs a prepared migration from extracts to delivered, read-back files. Data moves one way; each hop asserts its count.
 *
 * @throws MigrationError or MigrationFaults; what was written stays without a manifest and so cannot pass for a run
 */
export async function runMigration(
  prepared: Prepared,
  options: MigrationOptions & { readonly source: ExtractSource; readonly output: string },
  onProgress: OnProgress,
): Promise<RunResult> {
  const { contract } = prepared;
  const plans = planIntake(contract.sources, options.source, contract.feeds, feedFiles(options.feeds ?? {}));
  const folders = runFolders(options.output);
  takeOutputFolder(folders);
  writeFileSync(join(folders.out, RUN_MARK), "", { mode: 0o600 });
  const database = await Database.open({
    threads: options.threads,
    memoryLimit: options.memoryLimit ?? DEFAULT_MEMORY,
    spill: join(folders.work, "spill"),
  });
  try {
    const connection = await database.connect();
    return await new Run(prepared, options, new FileStorage(folders), connection, onProgress).run(plans);
  } finally {
    database.close();
    rmSync(folders.work, { recursive: true, force: true });
  }
}

class Run {
  readonly #prepared: Prepared;
  readonly #options: MigrationOptions & { readonly source: ExtractSource };
  readonly #storage: FileStorage;
  readonly #connection: Connection;
  readonly #onProgress: OnProgress;
  readonly #times = new StageTimes();
  readonly #ledger: Ledger;

  constructor(
    prepared: Prepared,
    options: MigrationOptions & { readonly source: ExtractSource },
    storage: FileStorage,
    connection: Connection,
    onProgress: OnProgress,
  ) {
    this.#prepared = prepared;
    this.#options = options;
    this.#storage = storage;
    this.#connection = connection;
    this.#onProgress = onProgress;
    this.#ledger = new Ledger(connection, storage);
  }

  async run(plans: readonly PlannedTable[]): Promise<RunResult> {
    const { contract } = this.#prepared;
    const { folders } = this.#storage;
    for (const { table } of contract.tables) this.#storage.rejects.open(table);
    const inputs = await this.#times.measure("intake", () => this.#takeIn(plans));
    const crosswalks = await this.#times.measure("rows", () => this.#makeViews());
    const outcomes = await this.#times.measure("rows", () => this.#runTables(crosswalks));
    await this.#times.measure("close", () => closeChains(this.#connection, contract.tables));
    const results = await this.#times.measure("deliver", () => this.#deliver(outcomes, inputs));
    const rejectFiles = this.#storage.rejects.finish();
    const ledger = await drawBalance(this.#connection, this.#ledger, contract, inputs, results);
    await this.#times.measure("evidence", () => this.#keepEvidence(results, [...rejectFiles.keys()]));
    const report = this.#report(inputs, results, crosswalks);
    writeContractReports(folders.reports, contract);
    writeCrosswalkFiles(join(folders.reports, "crosswalks"), crosswalks);
    writeJson(join(folders.reports, "ledger.json"), ledger);
    writeJson(join(folders.reports, "run.json"), report);
    const load = new Map([...results].map(([table, { delivered }]) => [table, delivered]));
    const { boot } = this.#prepared;
    writeJson(join(folders.out, MANIFEST), drawManifest({ boot, contract, options: this.#options, inputs, load, rejects: rejectFiles }));
    return { out: folders.out, report, ledger };
  }

  /** Reads every file and brings it into the database. While the database loads one table, the next is read. */
  async #takeIn(plans: readonly PlannedTable[]): Promise<readonly InputResult[]> {
    const { folders, rejects } = this.#storage;
    const quarantine = new RecordQuarantine(folders.quarantine);
    await openSourceSchemas(this.#connection);
    const inputs: InputResult[] = [];
    let loading: Promise<unknown> = Promise.resolve();
    for (const [done, plan] of plans.entries()) {
      const name = sourceName(plan);
      this.#tell("intake", name, done, plans.length);
      const { file } = plan;
      const taken =
        file &&
        (await takeTable({ ...plan, file }, folders.work, (record) => rejects.add({ reject: quarantine.add(name, file.name, record), raw: [] })));
      await loading;
      loading = (taken === undefined ? loadAbsent(this.#connection, plan) : loadTaken(this.#connection, taken, folders.work)).then(({ duplicates }) => {
        inputs.push({ plan, name, taken, duplicates });
      });
      loading.catch(() => {});
    }
    await loading;
    quarantine.finish();
    this.#checkControl(inputs);
    return inputs;
  }

  #checkControl(inputs: readonly InputResult[]): void {
    const { control } = this.#options.source;
    if (control === undefined) return;
    const sources = inputs.filter(({ plan }) => plan.schema === "source");
    const taken = new Map(
      sources.flatMap(({ name, taken }) => (taken === undefined ? [] : [[name, { rows: taken.records + taken.damaged, sha256: taken.sha256 }] as const])),
    );
    throwFaults(checkControl(readControl(control), taken, new Set(sources.map(({ name }) => name))));
  }

  /** Views are made once and kept: several tables read each of them. */
  async #makeViews(): Promise<ReadonlyMap<string, BuiltCrosswalk>> {
    const { contract, boot } = this.#prepared;
    for (const { plugin, name, sql } of contract.views) {
      await this.#connection.run(`create schema if not exists ${identifier(plugin)}`);
      await this.#storage.keep(this.#connection, plugin, name, sql);
    }
    return buildCrosswalks(this.#connection, contract.crosswalks, boot.codeSets);
  }

  async #runTables(built: ReadonlyMap<string, BuiltCrosswalk>): Promise<ReadonlyMap<string, TableResult["outcome"]>> {
    const { contract, boot, host } = this.#prepared;
    const { salts = {}, batchRows = DEFAULT_BATCH_ROWS, settings } = this.#options;
    const services = {
      clock: boot.clock,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      derivations: boot.derivations,
      crosswalks: new Map([...built].map(([name, { crosswalk }]) => [name, crosswalk])),
    };
    await this.#ledger.open();
    const outcomes = new Map<string, TableResult["outcome"]>();
    for (const [done, table] of contract.tables.entries()) {
      this.#tell("rows", table.table, done, contract.tables.length);
      const pipeline = new TablePipeline(table, fieldComputers(table, services), { host, clock: boot.clock, reasons: boot.reasons, salts });
      const outcome = await runTable(table, {
        connection: this.#connection,
        storage: this.#storage,
        pipeline,
        batchRows,
        salts,
        reasons: boot.reasons,
        allColumns: host.touches(table.table),
        onRows: (rows, ofRows) => this.#onProgress({ stage: "rows", table: table.table, done, of: contract.tables.length, rows, ofRows }),
      });
      await this.#ledger.enter(table, rowQuery(table, [], batchRows, salts).left, outcome.exclusions);
      outcomes.set(table.table, outcome);
    }
    return outcomes;
  }

  async #deliver(outcomes: ReadonlyMap<string, TableResult["outcome"]>, inputs: readonly InputResult[]): Promise<ReadonlyMap<string, TableResult>> {
    const { tables } = this.#prepared.contract;
    const results = new Map<string, TableResult>();
    for (const [done, table] of tables.entries()) {
      this.#tell("deliver", table.table, done, tables.length);
      const outcome = outcomes.get(table.table)!;
      const closing = await closingOf(this.#connection, table);
      const delivered = await deliverTable(this.#storage, table, closing, this.#prepared.boot.reasons);
      if (delivered.rows + closing.dropped.size !== outcome.staged) {
        throw errors.hopLostRows(table.table, "staged to delivered file", outcome.staged, delivered.rows + closing.dropped.size);
      }
      await this.#ledger.settle(table);
      results.set(table.table, { outcome, delivered, nilReturn: nilReturn(table, delivered, inputs) });
    }
    return results;
  }

  async #keepEvidence(results: ReadonlyMap<string, TableResult>, rejectFiles: readonly string[]): Promise<void> {
    const { contract } = this.#prepared;
    const evidence = new Evidence(this.#connection, this.#storage.folders);
    await evidence.open();
    await evidence.addSources(contract);
    await evidence.addLedger(contract.tables);
    await evidence.addRejects(rejectFiles);
    for (const [done, table] of contract.tables.entries()) {
      this.#tell("evidence", table.table, done, contract.tables.length);
      await evidence.addTarget(table, results.get(table.table)!.delivered);
    }
    await evidence.finish();
  }

  #report(inputs: readonly InputResult[], results: ReadonlyMap<string, TableResult>, crosswalks: ReadonlyMap<string, BuiltCrosswalk>): RunReport {
    const { boot, contract, host } = this.#prepared;
    const rejects = this.#storage.rejects.tally.counts();
    const fields = contract.tables.flatMap((table) => table.fields.map((field) => ({ ...field, place: `${table.table}.${field.name}` })));
    return {
      status: "done",
      snapshotAt: boot.clock.isSet ? boot.clock.iso() : null,
      contract: {
        hash: contract.hash,
        fields: fields.length,
        pending: fields.filter(({ definition }) => definition.decision === "pending").length,
      },
      plugins: boot.plugins.map(({ manifest: { id }, version }) => ({ id, version })),
      inputs: inputs.map(inputReport),
      tables: tableReports(contract, results, rejects),
      crosswalks: crosswalkReports(crosswalks),
      rejects,
      keysToAbsentTables: fields
        .filter(({ definition }) => definition.class === "SURROGATE_ETL" && definition.absentParent === true)
        .map(({ place }) => place),
      imputed: 0,
      seconds: this.#times.seconds(),
      tableSeconds: Object.fromEntries(
        [...results].map(([table, { outcome: { milliseconds } }]) => [table, { rows: milliseconds.rows / 1000, fields: milliseconds.fields / 1000 }]),
      ),
      taps: host.timings,
    };
  }

  #tell(stage: Stage, table: string, done: number, of: number): void {
    this.#onProgress({ stage, table, done, of });
  }
}

/** Why a table is empty, in words for the summary; null when it is not. */
function nilReturn({ rows }: CompiledTable, delivered: FinishedFile, inputs: readonly InputResult[]): string | null {
  if (delivered.rows > 0) return null;
  if (rows.feed !== undefined && inputs.find(({ name }) => name === `feed:${rows.feed}`)?.taken === undefined) {
    return `the feed "${rows.feed}" is not configured`;
  }
  const read = inputs.filter(({ plan }) => rows.from.includes(plan.table) || rows.feed === plan.table);
  const records = read.reduce((sum, { taken }) => sum + (taken?.records ?? 0), 0);
  return records === 0 ? `${read.map(({ name }) => name).join(", ")} held no records` : "no record held anything for this table";
}

function feedFiles(feeds: Readonly<Record<string, FeedOptions>>): Readonly<Record<string, FeedFile>> {
  return Object.fromEntries(
    Object.entries(feeds).map(([feed, { file, version, encoding = "utf-8", columns = {} }]) => {
      if (!existsSync(file)) throw errors.feedFileMissing(feed, file);
      const extract: ExtractFile = { path: file, name: basename(file), encoding };
      return [feed, { file: extract, version, columns }];
    }),
  );
}
