import type { PluginFiles } from "../catalog/plugin-files.js";
import type { SourceTable } from "../catalog/source-table.js";
import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { splitReference } from "./duties.js";
import type { CompiledSource, CompiledTable, CompiledView } from "./model.js";
import type { SqlChecker } from "./sql.js";

/** What can make a source column needed. */
export interface Readers {
  readonly tables: readonly CompiledTable[];
  readonly views: readonly CompiledView[];
  readonly crosswalks: readonly CrosswalkDefinition[];
  /** Queries that are put to the source once the run is over. */
  readonly queries: readonly string[];
  /** `TABLE.Field`, asked for by gates. */
  readonly reads: readonly string[];
}

/** Finds, for every source table, which of its columns anything reads: only these are loaded. */
export async function findUsedColumns(
  plugins: readonly PluginFiles[],
  readers: Readers,
  checker: SqlChecker,
): Promise<readonly CompiledSource[]> {
  const used = new UsedColumns(plugins);
  const sqls = [...readers.views, ...readers.tables.map(({ rows }) => rows)].map(({ sql }) => sql);
  for (const sql of [...sqls, ...readers.queries]) {
    for (const { table, columns } of await checker.reads(sql)) for (const column of columns) used.add(table, column);
  }
  for (const { master } of readers.crosswalks) {
    for (const column of [master?.code, master?.description, master?.target, master?.targetDescription]) {
      if (master !== undefined && column !== undefined) used.add(master.table, column);
    }
  }
  for (const reference of readers.reads) used.add(...splitReference(reference));
  return used.compiled(readers.tables);
}

class UsedColumns {
  readonly #plugins: readonly PluginFiles[];
  readonly #tables: ReadonlyMap<string, SourceTable>;
  readonly #used = new Map<string, Set<string>>();

  constructor(plugins: readonly PluginFiles[]) {
    this.#plugins = plugins;
    this.#tables = new Map(plugins.flatMap((files) => files.sourceTables.map(({ value }) => [value.table, value])));
  }

  add(table: string | undefined, column: string): void {
    const definition = this.#tables.get(table ?? "");
    if (definition === undefined || !(column in definition.fields)) return;
    const columns = this.#used.get(definition.table) ?? new Set();
    this.#used.set(definition.table, columns.add(column));
  }

  compiled(tables: readonly CompiledTable[]): readonly CompiledSource[] {
    const driving = new Set(tables.flatMap(({ rows }) => rows.from));
    const mandatory = new Set(tables.flatMap(({ rows }) => rows.from.filter((name) => !rows.optional.includes(name))));
    return this.#plugins.flatMap(({ plugin, sourceTables }) =>
      sourceTables
        .filter(({ value }) => this.#used.has(value.table) || driving.has(value.table))
        .map(({ value }) => {
          const isDriving = driving.has(value.table);
          const columns = this.#used.get(value.table) ?? new Set<string>();
          return {
            definition: value,
            plugin,
            used: Object.keys(value.fields).filter((column) => columns.has(column) || value.key.includes(column)),
            driving: isDriving,
            mandatory: mandatory.has(value.table),
            required: isDriving ? value.key : [],
          };
        }),
    );
  }
}
