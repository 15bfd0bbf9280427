import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CompiledContract } from "../contract/model.js";
import { type Connection, Database, identifier, literal } from "../engine/database.js";
import { RUN_DATABASE } from "../engine/evidence.js";
import { runFolders } from "../engine/file-storage.js";
import { setRunVariables } from "../engine/load-source.js";
import { MANIFEST } from "../engine/output-folder.js";
import { readBack } from "../engine/read-back.js";
import { errors } from "../errors/catalogue.js";
import { MigrationError } from "../errors/migration-error.js";
import { CsvWriter } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import type { RuleBook } from "../gates/rule.js";
import { rulesHash } from "../gates/rule-sql.js";
import { type FoundFile, makeRunTables } from "../gates/run-facts.js";
import type { SnapshotClock } from "../plugin/clock.js";
import type { RegisteredGate } from "../plugin/host.js";
import { type Manifest, manifestSchema } from "../report/manifest.js";
import type { OnProgress } from "../report/progress.js";
import type { RunReport } from "../report/run-report.js";
import type { LedgerReport } from "./balance.js";
import { EvidenceScope, openViewSchemas } from "./evidence-scope.js";
import { type GateResult, judgeGates, type OnFailures, plainResult } from "./gates.js";
import { gatesJunit, writeJunit } from "./junit.js";
import type { Comparisons } from "./reconciliation/definitions.js";
import { reconcile } from "./reconciliation/reconcile.js";

/** The outcome of a check: `reports/gates.json`. */
export interface CheckResult {
  readonly rules: readonly GateResult[];
  /** False when a rule of severity blocker or error fails, or any rule cannot be judged. */
  readonly passed: boolean;
}

export interface CheckOptions {
  readonly clock: SnapshotClock;
  readonly gates: readonly RegisteredGate[];
  /** The rules in files; those that the run itself kept unless others are given. */
  readonly rules?: RuleBook;
  /** Plugins of the run whose gates are not at hand: each gives a rule in error, so that nobody takes silence for a pass. */
  readonly absentPlugins?: readonly string[];
  /** What the plugins bring along for the reconciliation; without it `reports/reconciliation.json` is not written. */
  readonly comparisons?: Comparisons;
  /** Chooses the patients that are compared field by field; the contract's hash unless given. */
  readonly sampleSeed?: string;
  /** The folder of another run over the same inputs, which has to be equal to this one. */
  readonly compareRun?: string;
  /** The manifest of the signed rehearsal, which this run has to follow. */
  readonly rehearsal?: string;
  readonly threads?: number;
  readonly memoryLimit?: string;
  readonly onProgress?: OnProgress;
}

const CATALOG = "evidence";

/** Rules join whole tables of the run; nothing else takes memory beside them. */
const CHECK_MEMORY = "1200MB";

/**
 * Judges a finished run: reads the delivered files again, whatever `run.duckdb` holds, compares them with the manifest,
 * and puts every rule to them. Writes `reports/gates.json` and the keys of failing rows under `reports/failures/`.
 *
 * @throws MigrationError `RUN_INCOMPLETE` when there is no finished run
 */
export async function checkRun(out: string, options: CheckOptions): Promise<CheckResult> {
  const folders = runFolders(out);
  const manifest = readManifest(out);
  const contract = readContract(out);
  const book = options.rules ?? readRules(out, manifest);
  const { threads, memoryLimit = CHECK_MEMORY, clock, gates } = options;
  const facts = {
    manifest,
    contract,
    run: readReport<RunReport>(out, "run.json"),
    ledger: readReport<LedgerReport>(out, "ledger.json"),
    crosswalks: join(folders.reports, "crosswalks"),
    compared: options.compareRun === undefined ? undefined : readManifest(options.compareRun),
    rehearsal: options.rehearsal === undefined ? undefined : readManifestFile(options.rehearsal),
  };
  const database = await Database.open({ threads, memoryLimit, spill: join(folders.work, "spill") });
  try {
    const connection = await database.connect();
    await setRunVariables(connection, clock, manifest.settings);
    await connection.run(`attach ${literal(join(out, RUN_DATABASE))} as ${CATALOG}`);
    const found = await readDelivered(connection, contract, folders.load, options.onProgress);
    const views = await openViewSchemas(connection, contract);
    await connection.run("create schema memory.run");
    await connection.run(
      `use ${CATALOG}; set search_path = '${[`${CATALOG}.main`, "memory.run", ...views].join(",")}'`,
    );
    const runTables = await makeRunTables(connection, "memory.run", { ...facts, found });
    const inputs = new Set(manifest.inputs.map(({ table }) => table));
    const hasSnapshot = clock.isSet;
    const scope = new EvidenceScope(connection, { contract, inputs, runTables, hasSnapshot });
    const judged = { contract, book, registered: gates, clock };
    const results = await judgeGates(connection, judged, scope, failuresInto(folders.reports));
    if (options.comparisons !== undefined) {
      const { run, ledger } = facts;
      const evidence = { connection, contract, manifest, run, ledger, reports: folders.reports };
      await reconcile(evidence, options.comparisons, options.sampleSeed);
    }
    await connection.run(`use memory; detach ${CATALOG}`);
    const rules = [...results, ...(options.absentPlugins ?? []).map(absentPlugin)].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    writeJson(join(folders.reports, "gates.json"), { rules });
    writeJunit(join(folders.reports, "gates.junit.xml"), gatesJunit(rules));
    return { rules, passed: !rules.some(isFailure) };
  } finally {
    database.close();
    rmSync(folders.work, { recursive: true, force: true });
  }
}

/** A result that makes a check fail. Warnings do not. */
function isFailure({ status, severity }: GateResult): boolean {
  return status === "error" || (status === "fail" && (severity === "blocker" || severity === "error"));
}

/** Makes `target.*` of the delivered files, as they are now. One that cannot be read gives a table without rows. */
async function readDelivered(
  connection: Connection,
  { tables }: CompiledContract,
  load: string,
  onProgress: OnProgress | undefined,
): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const [done, table] of tables.entries()) {
    onProgress?.({ stage: "check", table: table.table, done, of: tables.length });
    try {
      files.push({ table: table.table, ...(await readBack(connection, CATALOG, table, load)) });
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      files.push({ table: table.table, rows: null, sha256: null });
      const columns = table.fields.map((field) => `${identifier(field.name)} varchar`).join(", ");
      await connection.run(`create or replace table ${CATALOG}.target.${identifier(table.table)} (${columns})`);
    }
  }
  return files;
}

function absentPlugin(id: string): GateResult {
  return {
    ...plainResult,
    id: `PLUGIN-${id}`,
    severity: "blocker",
    stage: "config",
    status: "error",
    title: `The rules of the plugin "${id}" could not be judged: name its module in the configuration`,
  };
}

/** Writes the keys of each failing rule as `failures/<ID>.csv`, after taking away those of an earlier check. */
function failuresInto(reports: string): OnFailures {
  const failures = join(reports, "failures");
  rmSync(failures, { recursive: true, force: true });
  mkdirSync(failures, { recursive: true, mode: 0o700 });
  return async (id, pages) => {
    const file = new CsvWriter(join(failures, `${id}.csv`), ["side", "key"]);
    for await (const page of pages) for (const [side, key] of page) file.write([side, key]);
    file.finish();
  };
}

/** The manifest of a finished run. @throws MigrationError `RUN_INCOMPLETE`, `RUN_UNREADABLE` */
export function readManifest(out: string): Manifest {
  const path = join(out, MANIFEST);
  if (!existsSync(path)) throw errors.runIncomplete(out);
  return readManifestFile(path, MANIFEST);
}

function readManifestFile(path: string, shownAs = path): Manifest {
  if (!existsSync(path)) throw errors.runUnreadable(shownAs, "it is missing");
  const parsed = manifestSchema.safeParse(readJson(path, shownAs));
  if (!parsed.success) throw errors.runUnreadable(shownAs, parsed.error.issues[0].path.join("."));
  return parsed.data;
}

function readContract(out: string): CompiledContract {
  return readReport<{ contract: CompiledContract }>(out, "contract.json").contract;
}

/** The rules that a run kept. @throws MigrationError `RUN_UNREADABLE` when they are not those of its manifest */
function readRules(out: string, manifest: Manifest): RuleBook {
  const book = readReport<RuleBook>(out, "rules.json");
  if (rulesHash(book) !== manifest.rules)
    throw errors.runUnreadable("reports/rules.json", "it is not what the manifest says");
  return book;
}

/** A report of a finished run, as the run wrote it. */
export function readReport<T>(out: string, name: string): T {
  const path = join(out, "reports", name);
  if (!existsSync(path)) throw errors.runUnreadable(`reports/${name}`, "it is missing");
  return readJson(path, `reports/${name}`) as T;
}

function readJson(path: string, shownAs: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw errors.runUnreadable(shownAs, "it is no JSON");
  }
}
