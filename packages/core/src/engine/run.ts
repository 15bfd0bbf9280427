import { existsSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { drawBalance, type LedgerReport } from "../assurance/balance.js";
import type { CompiledTable } from "../contract/model.js";
import { writeContractReports } from "../contract/reports.js";
import type { BuiltCrosswalk } from "../crosswalks/build.js";
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
import {
  crosswalkReports,
  type InputResult,
  inputReport,
  type RunReport,
  type TableResult,
  tableReports,
} from "../report/run-report.js";
import { type Connection, Database } from "./database.js";
import { Evidence } from "./evidence.js";
import { FileStorage, runFolders } from "./file-storage.js";
import { loadAbsent, loadTaken, openSourceSchemas, sourceName } from "./load-source.js";
import { DEFAULT_MEMORY, type FeedOptions, type MigrationOptions } from "./options.js";
import { MANIFEST, RUN_MARK, takeOutputFolder } from "./output-folder.js";
import type { Prepared } from "./prepare.js";
import type { TableOutcome } from "./run-table.js";
import { cutSources, slicesFor } from "./slices.js";
import { Transformation } from "./transformation.js";

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
  const storage = new FileStorage(folders);
  try {
    const connection = await database.connect();
    return await new Run(prepared, options, storage, connection, onProgress).run(plans);
  } finally {
    await storage.close();
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
  readonly #extractedAt = new Map<string, string>();

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
  }

  async run(plans: readonly PlannedTable[]): Promise<RunResult> {
    const { contract, rules, boot } = this.#prepared;
    const { folders, rejects } = this.#storage;
    for (const { table } of contract.tables) rejects.open(table);
    const inputs = await this.#times.measure("intake", () => this.#takeIn(plans));
    const slices = this.#options.slices ?? slicesFor(inputs.reduce((sum, { taken }) => sum + (taken?.records ?? 0), 0));
    if (slices > 1)
      await this.#times.measure("intake", () => cutSources(this.#connection, contract, folders.work, slices));
    const options = { ...this.#options, slices };
    const work = new Transformation(this.#prepared, options, this.#connection, this.#storage, this.#onProgress);
    const crosswalks = await this.#times.measure("rows", () => work.prepareTables());
    const outcomes = await this.#times.measure("rows", () => work.stageTables(crosswalks));
    await this.#times.measure("close", () => work.close());
    const load = await this.#times.measure("deliver", () => work.deliver(outcomes));
    const rejectFiles = rejects.finish();
    const results = new Map(contract.tables.map((table) => [table.table, tableResult(table, outcomes, load, inputs)]));
    const ledger = await drawBalance(work.ledger, contract, inputs, results);
    await this.#times.measure("evidence", () => this.#keepEvidence(load, [...rejectFiles.keys()]));
    const report = this.#report(inputs, results, crosswalks);
    writeContractReports(folders.reports, contract);
    writeCrosswalkFiles(join(folders.reports, "crosswalks"), crosswalks);
    writeJson(join(folders.reports, "ledger.json"), ledger);
    writeJson(join(folders.reports, "rules.json"), rules);
    writeJson(join(folders.reports, "run.json"), report);
    writeJson(
      join(folders.out, MANIFEST),
      drawManifest({
        boot,
        contract,
        rules,
        options: this.#options,
        inputs,
        extractedAt: this.#extractedAt,
        load,
        rejects: rejectFiles,
      }),
    );
    return { out: folders.out, report, ledger };
  }

  /** Reads every file and brings it into the database. While the database loads one table, the next is read. */
  async #takeIn(plans: readonly PlannedTable[]): Promise<readonly InputResult[]> {
    const { folders, rejects } = this.#storage;
    const quarantine = new RecordQuarantine(folders.quarantine);
    await openSourceSchemas(this.#connection, this.#prepared.boot.clock, this.#options.settings);
    const inputs: InputResult[] = [];
    let loading: Promise<unknown> = Promise.resolve();
    for (const [done, plan] of plans.entries()) {
      const name = sourceName(plan);
      this.#tell("intake", name, done, plans.length);
      const { file } = plan;
      const taken =
        file &&
        (await takeTable({ ...plan, file }, folders.work, (record) =>
          rejects.add({ reject: quarantine.add(name, file.name, record), raw: [] }),
        ));
      await loading;
      loading = (
        taken === undefined ? loadAbsent(this.#connection, plan) : loadTaken(this.#connection, taken, folders.work)
      ).then(({ duplicates }) => {
        inputs.push({ plan, name, taken, duplicates });
      });
      // A failure is met where it is awaited, one table later; until then it must not count as unhandled.
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
      sources.flatMap(({ name, taken }) =>
        taken === undefined ? [] : [[name, { rows: taken.records + taken.damaged, sha256: taken.sha256 }] as const],
      ),
    );
    const entries = readControl(control);
    for (const { table, extractedAt } of entries)
      if (extractedAt !== undefined) this.#extractedAt.set(table, extractedAt);
    throwFaults(checkControl(entries, taken, new Set(sources.map(({ name }) => name))));
  }

  async #keepEvidence(load: ReadonlyMap<string, FinishedFile>, rejectFiles: readonly string[]): Promise<void> {
    const { contract } = this.#prepared;
    const evidence = new Evidence(this.#connection, this.#storage.folders);
    await evidence.open();
    await evidence.addSources(contract);
    await evidence.addLedger(contract.tables);
    await evidence.addRejects(rejectFiles);
    for (const [done, table] of contract.tables.entries()) {
      this.#tell("evidence", table.table, done, contract.tables.length);
      await this.#times.measure("readBack", () => evidence.addTarget(table, load.get(table.table)!));
    }
    await evidence.finish();
  }

  #report(
    inputs: readonly InputResult[],
    results: ReadonlyMap<string, TableResult>,
    crosswalks: ReadonlyMap<string, BuiltCrosswalk>,
  ): RunReport {
    const { boot, contract, host } = this.#prepared;
    const rejects = this.#storage.rejects.tally.counts();
    const fields = contract.tables.flatMap((table) =>
      table.fields.map((field) => ({ ...field, place: `${table.table}.${field.name}` })),
    );
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
      unusedFeeds: Object.keys(this.#options.feeds ?? {}).filter(
        (name) => !contract.feeds.some((feed) => feed.name === name),
      ),
      imputed: 0,
      seconds: this.#times.seconds(),
      tableSeconds: Object.fromEntries(
        [...results].map(
          ([
            table,
            {
              outcome: { milliseconds },
            },
          ]) => [table, { rows: milliseconds.rows / 1000, fields: milliseconds.fields / 1000 }],
        ),
      ),
      taps: host.timings,
    };
  }

  #tell(stage: Stage, table: string, done: number, of: number): void {
    this.#onProgress({ stage, table, done, of });
  }
}

function tableResult(
  table: CompiledTable,
  outcomes: ReadonlyMap<string, TableOutcome>,
  load: ReadonlyMap<string, FinishedFile>,
  inputs: readonly InputResult[],
): TableResult {
  const delivered = load.get(table.table)!;
  return { outcome: outcomes.get(table.table)!, delivered, nilReturn: nilReturn(table, delivered, inputs) };
}

/** Why a table is empty, in words for the summary; null when it is not. */
function nilReturn({ rows }: CompiledTable, delivered: FinishedFile, inputs: readonly InputResult[]): string | null {
  if (delivered.rows > 0) return null;
  if (rows.feed !== undefined && inputs.find(({ name }) => name === `feed:${rows.feed}`)?.taken === undefined) {
    return `the feed "${rows.feed}" is not configured`;
  }
  const read = inputs.filter(({ plan }) => rows.from.includes(plan.table) || rows.feed === plan.table);
  const records = read.reduce((sum, { taken }) => sum + (taken?.records ?? 0), 0);
  return records === 0
    ? `${read.map(({ name }) => name).join(", ")} held no records`
    : "no record held anything for this table";
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
