import { join } from "node:path";
import { errors } from "../errors/catalogue.js";
import type { TakenTable } from "../intake/intake-table.js";
import type { PlannedTable } from "../intake/preflight.js";
import type { SnapshotClock } from "../plugin/clock.js";
import { type Connection, identifier, literal } from "./database.js";
import type { Settings } from "./options.js";

/** DuckDB's own limit for a line, below which nothing needs to be said. */
const DEFAULT_LINE = 2_097_152;

/** A source table in the database. */
export interface LoadedTable {
  /** Rows that are identical in every field to an earlier one; they count as merged into it. */
  readonly duplicates: number;
}

/**
 * Sets the variables of a run: `getvariable('snapshot')` is T as CCYYMMDDHHMM, `getvariable('archive_before')` the first
 * day that is not archived as CCYYMMDD; both null where not given.
 */
export async function setRunVariables(
  connection: Connection,
  clock: SnapshotClock,
  { archiveBefore }: Settings = {},
): Promise<void> {
  const setVariable = (name: string, value: string | undefined) =>
    connection.run(`set variable ${name} = ${value === undefined ? "null::varchar" : literal(value)}`);
  await setVariable("snapshot", clock.isSet ? String(clock.number()) : undefined);
  await setVariable("archive_before", archiveBefore?.replaceAll("-", ""));
}

/** Makes the schemas that row SQL reads from, and sets the variables. */
export async function openSourceSchemas(
  connection: Connection,
  clock: SnapshotClock,
  settings?: Settings,
): Promise<void> {
  await setRunVariables(connection, clock, settings);
  await connection.run(
    "create schema if not exists source; create schema if not exists feed; create schema if not exists extract;" +
      "create table if not exists extract.duplicates (source_table varchar, source_row bigint)",
  );
}

/** What the ledger calls a table of extracts or feeds. */
export function sourceName({ schema, table }: PlannedTable): string {
  return schema === "feed" ? `feed:${table}` : table;
}

/**
 * Brings a table that intake has read into the database: its used columns, each record's ordinal, and a hash over all
 * fields by which rows that are identical in every field are found; the columns that are used have to be equal themselves.
 *
 * @throws MigrationError `HOP_LOST_ROWS` when DuckDB finds another number of records than intake did
 */
export async function loadTaken(connection: Connection, taken: TakenTable, work: string): Promise<LoadedTable> {
  const { plan, canonical } = taken;
  const place = `${plan.schema}.${plan.table}`;
  const path = join(work, `${place}.parquet`);
  const columns = plan.headers.map((_, i) => `c${i}`);
  const row = canonical.isCopy ? "_row" : "null::bigint as _row";
  const used = columnsOf(plan);
  const wanted = used.map(({ name, from }) => `${from} as ${identifier(name)}`);
  const select = `select ${[row, `hash(${columns.join(", ")}) as _hash`, ...wanted].join(", ")} from ${readCsv(taken, columns)}`;
  const count = await connection.count(`copy (${select}) to ${literal(path)} (format parquet, row_group_size 61440)`);
  if (count !== taken.records) throw errors.hopLostRows(plan.table, "intake to database", taken.records, count);
  const read = `read_parquet(${literal(path)}, file_row_number = true)`;
  const ordinal = canonical.isCopy ? "_row" : "file_row_number + 1";
  const duplicates = await connection.count(
    `insert into extract.duplicates select ${literal(sourceName(plan))}, r from (` +
      `select ${ordinal} as r, row_number() over (partition by ${["_hash", ...used.map(({ name }) => identifier(name))].join(", ")} order by ${ordinal}) as copy from ${read}` +
      ` where _hash in (select _hash from ${read} group by _hash having count(*) > 1)) where copy > 1`,
  );
  const unique =
    duplicates === 0
      ? ""
      : ` where ${ordinal} not in (select source_row from extract.duplicates where source_table = ${literal(sourceName(plan))})`;
  await makeView(connection, plan, `${ordinal} as _row`, `${read}${unique}`);
  return { duplicates };
}

/** A table without a file counts as empty. */
export async function loadAbsent(connection: Connection, plan: PlannedTable): Promise<LoadedTable> {
  await makeView(connection, plan, "null::bigint as _row", "(select 1) where false");
  return { duplicates: 0 };
}

async function makeView(connection: Connection, plan: PlannedTable, row: string, from: string): Promise<void> {
  const columns = plan.used.map((name) =>
    plan.absent.includes(name) ? `null::varchar as ${identifier(name)}` : identifier(name),
  );
  await connection.run(
    `create or replace view ${plan.schema}.${identifier(plan.table)} as select ${literal(sourceName(plan))} as _table, ${[row, ...columns].join(", ")} from ${from}`,
  );
}

function columnsOf(plan: PlannedTable): readonly { name: string; from: string }[] {
  return plan.used
    .filter((name) => !plan.absent.includes(name))
    .map((name) => ({ name, from: `c${plan.columns.indexOf(name)}` }));
}

/** Everything is said, so that the reader has nothing to guess. */
function readCsv({ canonical, quotedLineEnds, longestRecord }: TakenTable, columns: readonly string[]): string {
  const types = [
    ...(canonical.isCopy ? ["'_row': 'BIGINT'"] : []),
    ...columns.map((column) => `'${column}': 'VARCHAR'`),
  ];
  const options = [
    "auto_detect = false",
    `header = ${!canonical.isCopy}`,
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    `new_line = ${canonical.lineEnd === "\n" ? "'\\n'" : "'\\r\\n'"}`,
    // Threads that start in mid-file can take a line inside a quoted value for a record of its own.
    `parallel = ${!quotedLineEnds}`,
    ...(longestRecord > DEFAULT_LINE ? [`max_line_size = ${longestRecord + 1024}`] : []),
    `columns = {${types.join(", ")}}`,
  ];
  return `read_csv(${literal(canonical.path)}, ${options.join(", ")})`;
}
