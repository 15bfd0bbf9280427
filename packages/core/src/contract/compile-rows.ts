import type { Feed } from "../catalog/feed.js";
import type { PluginFiles, SqlFile } from "../catalog/plugin-files.js";
import type { SourceTable } from "../catalog/source-table.js";
import { identifier } from "../engine/database.js";
import { keyColumn } from "../engine/keys.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";
import type { LocatedYaml } from "../files/located-yaml.js";
import type { CompiledField, CompiledRows } from "./model.js";
import type { ContractFile } from "./schema.js";
import type { SqlChecker } from "./sql.js";

/** What a row source may read. */
export interface RowScope {
  readonly sources: ReadonlyMap<string, SourceTable>;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly checker: SqlChecker;
}

/** A feed's records are counted under this name in the ledger. */
export function feedTableName(feed: string): string {
  return `feed:${feed}`;
}

/** Binds a table's row source and checks that the ledger will be able to follow its rows. */
export async function compileRows(
  contract: LocatedYaml<ContractFile>,
  rowSql: SqlFile | undefined,
  scope: RowScope,
): Promise<{ readonly rows?: CompiledRows; readonly faults: readonly MigrationError[] }> {
  const { table, rows } = contract.value;
  const where = { ...contract.at(["rows"]), table };
  const faults: MigrationError[] = [];
  const optional = rows.optional ?? [];
  const from = [...(rows.from ?? []), ...optional];
  if ((from.length === 0) === (rows.feed === undefined)) return { faults: [errors.rowsWithoutOrigin(table, where)] };
  for (const name of from) {
    if (!scope.sources.has(name))
      faults.push(errors.unknownDrivingTable(table, name, [...scope.sources.keys()], where));
  }
  if (rows.feed !== undefined && !scope.feeds.has(rows.feed)) {
    faults.push(errors.unknownFeed(table, rows.feed, [...scope.feeds.keys()], where));
  }
  if (rowSql === undefined && from.length > 1) faults.push(errors.severalDrivingTablesWithoutSql(table, where));
  if (faults.length > 0) return { faults };

  const sqlPlace = rowSql === undefined ? where : { file: rowSql.file, line: 1, column: 1, table };
  const sql = rowSql?.sql ?? plainRows(rows.feed, from[0], allColumns(rows.feed, from[0], scope));
  const sqlFault = await scope.checker.fault(sql);
  if (sqlFault !== undefined) return { faults: [errors.rowSqlInvalid(table, sqlFault, sqlPlace)] };
  const all = await scope.checker.columns(sql);
  const columns = all.filter((column) => !column.startsWith("_"));
  for (const column of ["_table", "_row"] as const) {
    if (!all.includes(column)) faults.push(errors.rowSqlWithoutLineage(table, column, sqlPlace));
  }
  const key = rows.key.map(keyColumn);
  for (const column of [...key.map((part) => part.column), ...(rows.group ?? [])]) {
    if (!columns.includes(column))
      faults.push(errors.unknownKeyColumn(table, column, columns, { ...contract.at(["rows", "key"]), table }));
  }
  const group = rows.group ?? [key[0].column];
  if (group.some((column, i) => column !== key[i]?.column))
    faults.push(errors.groupNotLeading(table, { ...contract.at(["rows", "group"]), table }));
  const compiled: CompiledRows = {
    from,
    optional,
    feed: rows.feed,
    key,
    group,
    split: rows.split ?? false,
    keyInReports: rows.keyInReports ?? rows.key.length,
    closes: rows.closes,
    parents: rows.parents ?? [],
    sql,
    columns,
    excludes: all.includes("_exclude"),
    merges: all.includes("_merge"),
    rejects: all.includes("_reject"),
    byPatient: rowSql?.byPatient ?? false,
  };
  return faults.length > 0 ? { faults } : { rows: compiled, faults };
}

/** The row SQL of a table, from any plugin's files. */
export function rowSqlOf(files: PluginFiles, table: string): SqlFile | undefined {
  return files.rowSql.find((file) => file.name === table);
}

/** Rows that no SQL file makes, with the columns that the fields turned out to need, and no other. */
export function withColumnsOf(rows: CompiledRows, fields: readonly CompiledField[]): CompiledRows {
  const read = new Set([...rows.key.map(({ column }) => column), ...rows.parents.flatMap(({ of }) => of)]);
  for (const { definition } of fields) {
    if (definition.class === "DERIVED") for (const column of definition.columns) read.add(column);
    else if (definition.class === "SURROGATE_ETL") for (const column of definition.of) read.add(column);
    else if ("column" in definition && definition.column !== undefined) read.add(definition.column);
  }
  const columns = rows.columns.filter((column) => read.has(column));
  return { ...rows, columns, sql: plainRows(rows.feed, rows.from[0], columns) };
}

function allColumns(
  feed: string | undefined,
  table: string | undefined,
  { sources, feeds }: RowScope,
): readonly string[] {
  return feed === undefined ? Object.keys(sources.get(table!)!.fields) : Object.keys(feeds.get(feed)!.columns);
}

/** Without an SQL file the rows are the driving table's. */
function plainRows(feed: string | undefined, table: string | undefined, columns: readonly string[]): string {
  const place = feed === undefined ? `source.${identifier(table!)}` : `feed.${identifier(feed)}`;
  return `select _table, _row, ${columns.map(identifier).join(", ")} from ${place}`;
}
