import { type GateResult, judgeGates } from "../assurance/gates.js";
import type { ClassCounts } from "../assurance/ledger.js";
import type { CompiledContract, CompiledTable } from "../contract/model.js";
import { type Connection, Database, identifier, literal } from "../engine/database.js";
import { openSourceSchemas } from "../engine/load-source.js";
import type { MigrationOptions } from "../engine/options.js";
import { prepare } from "../engine/prepare.js";
import { Transformation } from "../engine/transformation.js";
import { rejectColumns, rejectRow } from "../rejects/reject.js";
import { type LiteralTables, loadLiteralTables } from "./literal-tables.js";
import { MemoryStorage, makeTextTable } from "./memory-storage.js";

/** What a test says: plugins and their options as for a real run, and the source tables, written out. */
export interface TestMigrationOptions
  extends Pick<
    MigrationOptions,
    "plugins" | "overlays" | "settings" | "services" | "hooks" | "salts" | "batchRows" | "snapshotAt"
  > {
  /** Source tables by name; feeds as `feed:<name>`. */
  readonly source: LiteralTables;
  /** False where nobody looks at the results of rules: they take a fifth of the time of a small migration. */
  readonly gates?: boolean;
}

/** A reject as tests look at it. */
export interface TestReject {
  readonly table: string;
  readonly field: string;
  readonly stage: string;
  readonly reason: string;
  readonly code: string;
  readonly key: string;
  /** What was refused, by column; in a real run this is in quarantine. */
  readonly values: Readonly<Record<string, string>>;
}

/** A load table as tests look at it. */
export interface TestTable {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  /** A column's values, null where empty. @throws RangeError when the table has no such column */
  column(name: string): readonly (string | null)[];
}

export interface TestResult {
  /** @throws RangeError when no plugin has such a table */
  table(name: string): TestTable;
  readonly rejects: readonly TestReject[];
  /**
   * Results of the rules that hold for every load table, and of those that plugins judge in code. What asks about the
   * run itself (its files, its crosswalks) is not applicable: there is no run. None when they were not asked for.
   */
  readonly gates: readonly GateResult[];
  /** How many records of each driving table had which class, over all load tables. */
  readonly ledger: Readonly<Record<string, ClassCounts>>;
  readonly contract: CompiledContract;
}

/** The clock of tests that give none. */
export const TEST_SNAPSHOT = "2026-03-27T18:00";

/**
 * Runs a migration from literal source tables to target columns, rejects and results: the same engine as a real run,
 * without a file. Works in any test framework.
 *
 * ```ts
 * const result = await testMigration({
 *   plugins: [PmiPlugin],
 *   source: { PATDATA: { InternalPatientNumber: ["1"], DistrictNumber: ["D1"], Sex: ["F"] } },
 * });
 * expect(result.table("LOAD_PMI").column("sex")).to.deep.equal(["2"]);
 * ```
 */
export async function testMigration({
  source,
  snapshotAt = TEST_SNAPSHOT,
  gates: areJudged = true,
  ...options
}: TestMigrationOptions): Promise<TestResult> {
  const prepared = await prepare({ ...options, snapshotAt });
  const { contract, boot, host } = prepared;
  const database = await Database.open({ threads: 1 });
  try {
    const connection = await database.connect();
    await openSourceSchemas(connection, boot.clock, options.settings);
    await loadLiteralTables(connection, contract, source);
    const storage = new MemoryStorage();
    const work = new Transformation(prepared, options, connection, storage, () => {});
    const outcomes = await work.stageTables(await work.prepareTables());
    await work.close();
    await work.deliver(outcomes);
    await keepResults(connection, contract, storage);
    const book = { rules: [], adjustments: prepared.rules.adjustments };
    const scope = { views: [], hasSnapshot: boot.clock.isSet, absence: absenceOf };
    const judged = {
      contract: { tables: contract.tables, sources: [] },
      book,
      registered: host.gates,
      clock: boot.clock,
    };
    return {
      table: (name) => testTable(name, contract, storage),
      rejects: storage.refused.map(({ reject, raw }) => ({
        table: reject.table,
        field: reject.field,
        stage: reject.stage,
        reason: reject.reasonCode,
        code: reject.sourceCode,
        key: reject.externalSystemId,
        values: Object.fromEntries(raw),
      })),
      gates: areJudged ? await judgeGates(connection, judged, scope) : [],
      ledger: Object.fromEntries(await work.ledger.sourceCounts(contract.tables)),
      contract,
    };
  } finally {
    database.close();
  }
}

/** A test has tables, but no run that rules could ask about. */
function absenceOf(table: string): string | undefined {
  return table.startsWith("run.") ? `a test has no ${table}` : undefined;
}

/** Gives gates what they find in a real run's database. */
async function keepResults(
  connection: Connection,
  { tables }: CompiledContract,
  storage: MemoryStorage,
): Promise<void> {
  for (const table of tables)
    await makeTextTable(connection, "target", table.table, columnsOf(table), storage.targets.get(table.table)!);
  const entries = tables.map(
    ({ table }) =>
      `select ${literal(table)} as target_table, source_table, source_row, record_number, class, reason from ledger.${identifier(table)}`,
  );
  await connection.run(`create view ledger.entries as ${entries.join(" union all ")}`);
  await makeTextTable(
    connection,
    "rejects",
    "entries",
    rejectColumns,
    storage.refused.map(({ reject }) => rejectRow(reject)),
  );
}

function testTable(name: string, { tables }: CompiledContract, storage: MemoryStorage): TestTable {
  const table = tables.find((candidate) => candidate.table === name);
  if (table === undefined) throw new RangeError(`no plugin has a load table ${name}`);
  const columns = columnsOf(table);
  const rows = storage.targets.get(name)!;
  return {
    rows: rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))),
    column: (column) => {
      const at = columns.indexOf(column);
      if (at < 0) throw new RangeError(`${name} has no column ${column}`);
      return rows.map((row) => row[at]);
    },
  };
}

function columnsOf({ fields }: CompiledTable): readonly string[] {
  return fields.map(({ name }) => name);
}
