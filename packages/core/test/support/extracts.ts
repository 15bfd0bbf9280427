import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvDirectory, MigrationError, MigrationFaults, type Reject, snapshotClock } from "@pas-migrate/core";
import type { CompiledSource } from "../../dist/contract/model.js";
import { type Connection, Database } from "../../dist/engine/database.js";
import { loadTaken, openSourceSchemas } from "../../dist/engine/load-source.js";
import { type TakenTable, takeTable } from "../../dist/intake/intake-table.js";
import { planIntake } from "../../dist/intake/preflight.js";
import { RecordQuarantine } from "../../dist/intake/quarantine.js";
import type { SourceEncoding } from "../../dist/intake/record-scanner.js";

/** A folder of its own for each test of the describe block, removed after it. */
export function useFolder(): () => string {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pas-migrate-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

/** A connection for all tests of the describe block. */
export function useDatabase(): () => Connection {
  let database: Database;
  let connection: Connection;
  before(async () => {
    database = await Database.open({ threads: 1 });
    connection = await database.connect();
    await openSourceSchemas(connection, snapshotClock("2026-03-27T18:00"));
  });
  after(() => database.close());
  return () => connection;
}

/** A source table of a catalogue. The first column is its key. */
export function sourceTable(
  table: string,
  columns: Readonly<Record<string, number>>,
  more: Partial<CompiledSource> = {},
): CompiledSource {
  const names = Object.keys(columns);
  const fields = Object.fromEntries(names.map((name) => [name, { size: columns[name], type: "text" as const }]));
  return {
    definition: { table, title: table, key: [names[0]], fields },
    plugin: "test",
    used: names,
    judged: [],
    driving: true,
    mandatory: true,
    required: [names[0]],
    ...more,
  };
}

export interface Taken {
  readonly table: TakenTable;
  /** Ordinal and cells of every record that the database holds. */
  readonly kept: readonly (readonly (number | string)[])[];
  /** Line, ordinal, reason, column and bytes of every record in quarantine. */
  readonly quarantined: readonly (readonly (number | string)[])[];
  readonly rejects: readonly Reject[];
}

/** Reads one file as a run does, up to the database. */
export async function takeIn(
  connection: Connection,
  folder: string,
  content: string | Uint8Array,
  {
    table = "PATIENT",
    columns = { Id: 9, Name: 24 } as Readonly<Record<string, number>>,
    encoding = "utf-8" as SourceEncoding,
  } = {},
): Promise<Taken> {
  for (const name of ["in", "work", "quarantine"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "in", `${table}.csv`), content);
  const [plan] = planIntake([sourceTable(table, columns)], csvDirectory(join(folder, "in"), { encoding }), [], {});
  const quarantine = new RecordQuarantine(join(folder, "quarantine"));
  const rejects: Reject[] = [];
  const damaged: (number | string)[][] = [];
  const taken = await takeTable({ ...plan, file: plan.file! }, join(folder, "work"), (record) => {
    rejects.push(quarantine.add(table, `${table}.csv`, record));
    damaged.push([record.line, record.ordinal, record.reason, record.column ?? "", latin1(record.bytes)]);
  });
  quarantine.finish();
  await loadTaken(connection, taken, join(folder, "work"));
  const cells = Object.keys(columns).map((name) => `coalesce("${name}", '')`);
  const rows = await connection.rows(`select _row, ${cells.join(", ")} from source."${table}" order by _row`);
  return {
    table: taken,
    kept: rows.map(([row, ...values]) => [Number(row), ...values.map(String)]),
    quarantined: damaged,
    rejects,
  };
}

/** Bytes as a string of the same length. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** The lines of a CSV file that we wrote, which ends each with CRLF. */
export function fileLines(path: string): readonly string[] {
  const lines = readFileSync(path, "utf8").split("\r\n");
  if (lines.pop() !== "") throw new Error(`${path} does not end with a line end`);
  return lines;
}

/** A fault as tests compare it. */
export interface PlainFault {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly where: object;
  readonly exitCode: number;
}

function plain({ code, message, fix, where, exitCode }: MigrationError): PlainFault {
  const known = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  return { code, message, fix, where: known, exitCode };
}

/** Faults as values, for comparison. */
export function plainFaults(faults: readonly MigrationError[]): readonly PlainFault[] {
  return faults.map(plain);
}

/** The faults that some work throws; fails when it throws none. */
export async function faultsOf(work: () => unknown): Promise<readonly PlainFault[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MigrationFaults) return plainFaults(error.faults);
    if (error instanceof MigrationError) return [plain(error)];
    throw error;
  }
  throw new Error("nothing was thrown");
}
