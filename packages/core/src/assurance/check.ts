import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CompiledContract } from "../contract/model.js";
import { type Connection, Database, identifier, literal } from "../engine/database.js";
import { RUN_DATABASE } from "../engine/evidence.js";
import { runFolders } from "../engine/file-storage.js";
import { MANIFEST } from "../engine/output-folder.js";
import { readBack } from "../engine/read-back.js";
import { errors } from "../errors/catalogue.js";
import { MigrationError } from "../errors/migration-error.js";
import { CsvWriter } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import type { SnapshotClock } from "../plugin/clock.js";
import type { RegisteredGate } from "../plugin/host.js";
import { type Manifest, manifestSchema } from "../report/manifest.js";
import type { OnProgress } from "../report/progress.js";
import type { RunReport } from "../report/run-report.js";
import type { LedgerReport } from "./balance.js";
import { type GateResult, type JudgedGate, judgeGates } from "./gates.js";
import { integrityGates } from "./integrity.js";
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
  /** Plugins of the run whose gates are not at hand: each gives a rule in error, so that nobody takes silence for a pass. */
  readonly absentPlugins?: readonly string[];
  /** What the plugins bring along for the reconciliation; without it `reports/reconciliation.json` is not written. */
  readonly comparisons?: Comparisons;
  /** Chooses the patients that are compared field by field; the contract's hash unless given. */
  readonly sampleSeed?: string;
  readonly threads?: number;
  readonly memoryLimit?: string;
  readonly onProgress?: OnProgress;
}

const CATALOG = "evidence";

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
  const database = await Database.open({ threads: options.threads, memoryLimit: options.memoryLimit });
  try {
    const connection = await database.connect();
    await connection.run(`attach ${literal(join(out, RUN_DATABASE))} as ${CATALOG}`);
    const files: string[] = [];
    for (const [done, table] of contract.tables.entries()) {
      options.onProgress?.({ stage: "check", table: table.table, done, of: contract.tables.length });
      const name = `load/${table.table}.csv`;
      const expected = manifest.load.find(({ file }) => file === name);
      try {
        const found = await readBack(connection, CATALOG, table, folders.load);
        if (found.rows !== expected?.rows || found.sha256 !== expected.sha256) files.push(name);
      } catch (error) {
        if (!(error instanceof MigrationError)) throw error;
        files.push(name);
        const columns = table.fields.map((field) => `${identifier(field.name)} varchar`).join(", ");
        await connection.run(`create or replace table ${CATALOG}.target.${identifier(table.table)} (${columns})`);
      }
    }
    await connection.run(`use ${CATALOG}`);
    const judged = [
      filesGate(files, contract.tables.length),
      await ledgerGate(connection, readLedger(out)),
      ...(await judgeGates(connection, contract.tables, integrityGates, options.gates, options.clock)),
      ...(options.absentPlugins ?? []).map(absentPlugin),
    ].sort((a, b) => (a.result.id < b.result.id ? -1 : 1));
    if (options.comparisons !== undefined) {
      const reports = {
        run: readReport<RunReport>(out, "run.json"),
        ledger: readLedger(out),
        reports: folders.reports,
      };
      await reconcile({ connection, contract, manifest, ...reports }, options.comparisons, options.sampleSeed);
    }
    await connection.run(`use memory; detach ${CATALOG}`);
    writeResults(folders.reports, judged);
    const rules = judged.map(({ result }) => result);
    return { rules, passed: !rules.some(isFailure) };
  } finally {
    database.close();
  }
}

/** A result that makes a check fail. Warnings do not. */
function isFailure({ status, severity }: GateResult): boolean {
  return status === "error" || (status === "fail" && (severity === "blocker" || severity === "error"));
}

function filesGate(changed: readonly string[], tables: number): JudgedGate {
  const failures = changed.length;
  return {
    result: {
      id: "INT-01",
      severity: "blocker",
      stage: "target",
      status: failures === 0 ? "pass" : "fail",
      source_failures: null,
      target_failures: failures,
      new_failures: failures,
      denominator: tables,
      title: "The delivered files are, byte for byte, those of the manifest",
    },
    keys: changed,
  };
}

/** The account as the run drew it up, and the files as they are now: both have to agree with the ledger's entries. */
async function ledgerGate(connection: Connection, ledger: LedgerReport): Promise<JudgedGate> {
  const keys = ledger.source.filter(({ balanced }) => !balanced).map(({ table }) => table);
  for (const { table, rows, from_source, from_split, from_feed } of ledger.target) {
    const [[entries, found]] = await connection.rows(
      `select (select count(*) from ledger.entries where target_table = ${literal(table)} and class = 'loaded'), (select count(*) from target.${identifier(table)})`,
    );
    if (Number(entries) !== Number(found) || rows !== Number(found) || rows !== from_source + from_split + from_feed)
      keys.push(table);
  }
  const denominator = ledger.source.length + ledger.target.length;
  return {
    result: {
      id: "GEN-04",
      severity: "blocker",
      stage: "recon",
      status: denominator === 0 ? "not_applicable" : keys.length === 0 ? "pass" : "fail",
      source_failures: null,
      target_failures: denominator === 0 ? null : keys.length,
      new_failures: denominator === 0 ? null : keys.length,
      denominator,
      title: "Every record is loaded, split, merged, excluded or rejected, exactly",
    },
    keys,
  };
}

function absentPlugin(id: string): JudgedGate {
  return {
    result: {
      id: `PLUGIN-${id}`,
      severity: "blocker",
      stage: "config",
      status: "error",
      source_failures: null,
      target_failures: null,
      new_failures: null,
      denominator: null,
      title: `The rules of the plugin "${id}" could not be judged: name its module in the configuration`,
    },
    keys: [],
  };
}

function writeResults(reports: string, judged: readonly JudgedGate[]): void {
  const failures = join(reports, "failures");
  rmSync(failures, { recursive: true, force: true });
  mkdirSync(failures, { recursive: true, mode: 0o700 });
  for (const { result, keys } of judged) {
    if (keys.length === 0) continue;
    const file = new CsvWriter(join(failures, `${result.id}.csv`), ["key"]);
    for (const key of keys) file.write([key]);
    file.finish();
  }
  const rules = judged.map(({ result }) => result);
  writeJson(join(reports, "gates.json"), { rules });
  writeJunit(join(reports, "gates.junit.xml"), gatesJunit(rules));
}

/** The manifest of a finished run. @throws MigrationError `RUN_INCOMPLETE`, `RUN_UNREADABLE` */
export function readManifest(out: string): Manifest {
  const path = join(out, MANIFEST);
  if (!existsSync(path)) throw errors.runIncomplete(out);
  const parsed = manifestSchema.safeParse(readJson(path, MANIFEST));
  if (!parsed.success) throw errors.runUnreadable(MANIFEST, parsed.error.issues[0].path.join("."));
  return parsed.data;
}

function readContract(out: string): CompiledContract {
  return readReport<{ contract: CompiledContract }>(out, "contract.json").contract;
}

function readLedger(out: string): LedgerReport {
  return readReport(out, "ledger.json");
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
