import type { PluginFiles } from "../catalog/plugin-files.js";
import type { SourceTable } from "../catalog/source-table.js";
import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { splitReference } from "./duties.js";
import type { CompiledSource, CompiledTable, CompiledView } from "./model.js";
import type { SqlChecker, TableRead } from "./sql.js";

/** What can make a source column needed. */
export interface Readers {
  readonly tables: readonly CompiledTable[];
  readonly views: readonly CompiledView[];
  readonly crosswalks: readonly CrosswalkDefinition[];
  /** Queries that are put to the source once the run is over. */
  readonly queries: readonly string[];
  /** `TABLE.Field`, asked for by gates. */
  readonly reads: readonly string[];
  /** What rules in files read. */
  readonly judged: readonly TableRead[];
}

/** Finds, for every source table, which of its columns anything reads: only these are loaded. */
export async function findUsedColumns(
  plugins: readonly PluginFiles[],
  readers: Readers,
  checker: SqlChecker,
): Promise<readonly CompiledSource[]> {
  const used = new UsedColumns(plugins);
  const sqls = [...readers.views, ...readers.tables.map(({ rows }) => rows)].map(({ sql }) => sql);
  for (const sql of sqls) {
    for (const { table, columns } of await checker.reads(sql)) for (const column of columns) used.add(table, column);
  }
  for (const sql of readers.queries) {
    for (const { table, columns } of await checker.reads(sql)) for (const column of columns) used.judge(table, column);
  }
  for (const { master } of readers.crosswalks) {
    for (const column of [master?.code, master?.description, master?.target, master?.targetDescription]) {
      if (master !== undefined && column !== undefined) used.add(master.table, column);
    }
  }
  for (const reference of readers.reads) used.judge(...splitReference(reference));
  for (const { table, columns } of readers.judged) for (const column of columns) used.judge(table, column);
  return used.compiled(readers.tables);
}

class UsedColumns {
  readonly #plugins: readonly PluginFiles[];
  readonly #tables: ReadonlyMap<string, SourceTable>;
  readonly #used = new Map<string, Set<string>>();
  readonly #judged = new Map<string, Set<string>>();

  constructor(plugins: readonly PluginFiles[]) {
    this.#plugins = plugins;
    this.#tables = new Map(plugins.flatMap((files) => files.sourceTables.map(({ value }) => [value.table, value])));
  }

  /** Notes a column that the contract reads. */
  add(table: string | undefined, column: string): void {
    this.#note(this.#used, table, column);
  }

  /** Notes a column that a rule reads. A table that is only counted is noted, too. */
  judge(table: string | undefined, column: string): void {
    const key = this.#tables.get(table ?? "")?.key[0];
    this.#note(this.#judged, table, column === "" && key !== undefined ? key : column);
  }

  #note(noted: Map<string, Set<string>>, table: string | undefined, column: string): void {
    const definition = this.#tables.get(table ?? "");
    if (definition === undefined || !(column in definition.fields)) return;
    const columns = noted.get(definition.table) ?? new Set();
    noted.set(definition.table, columns.add(column));
  }

  compiled(tables: readonly CompiledTable[]): readonly CompiledSource[] {
    const driving = new Set(tables.flatMap(({ rows }) => rows.from));
    const mandatory = new Set(tables.flatMap(({ rows }) => rows.from.filter((name) => !rows.optional.includes(name))));
    return this.#plugins.flatMap(({ plugin, sourceTables }) =>
      sourceTables
        .filter(({ value: { table } }) => this.#used.has(table) || this.#judged.has(table) || driving.has(table))
        .map(({ value }) => {
          const isDriving = driving.has(value.table);
          const columns = this.#used.get(value.table);
          const judged = this.#judged.get(value.table);
          const inContract = (column: string) =>
            (columns !== undefined || isDriving) && (columns?.has(column) === true || value.key.includes(column));
          const used = Object.keys(value.fields).filter((column) => inContract(column) || judged?.has(column) === true);
          return {
            definition: value,
            plugin,
            used,
            judged: used.filter((column) => !inContract(column)),
            driving: isDriving,
            mandatory: mandatory.has(value.table),
            required: isDriving ? value.key : [],
          };
        }),
    );
  }
}
