import type { PluginFiles } from "../catalog/plugin-files.js";
import type { SourceTable } from "../catalog/source-table.js";
import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { splitReference } from "./duties.js";
import type { CompiledSource, CompiledTable, CompiledView } from "./model.js";
import type { SqlChecker, SqlReads } from "./sql.js";

/** What can make a source column needed. */
export interface Readers {
  readonly tables: readonly CompiledTable[];
  /** Row SQL files that were written by hand, by target table; rows without one read only their fields' columns. */
  readonly written: ReadonlySet<string>;
  readonly views: readonly CompiledView[];
  readonly crosswalks: readonly CrosswalkDefinition[];
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
  for (const { sql } of readers.views) used.addReads(await checker.reads(sql));
  for (const table of readers.tables) {
    if (readers.written.has(table.table)) used.addReads(await checker.reads(table.rows.sql));
    else for (const column of [...table.rows.key.map((part) => part.column), ...columnsOf(table)]) used.add(table.rows.from[0], column);
  }
  for (const { definition } of readers.tables.flatMap((table) => table.fields)) {
    const references = "source" in definition ? definition.source : "sources" in definition ? definition.sources : [];
    for (const reference of references) used.add(...splitReference(reference));
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

  /** SQL names columns in any case and often without their table: a name counts for every table that the SQL reads. */
  addReads({ tables, columns, star }: SqlReads): void {
    for (const [schema, table] of tables.map((name) => name.split("."))) {
      if (schema !== "source") continue;
      for (const column of Object.keys(this.#tables.get(table)?.fields ?? {})) {
        if (star || columns.has(column.toLowerCase())) this.add(table, column);
      }
    }
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

function columnsOf(table: CompiledTable): readonly string[] {
  return table.fields.flatMap(({ definition }) => {
    if (definition.class === "DERIVED") return definition.columns;
    if (definition.class === "DIRECT_SOURCE" || definition.class === "LOOKUP_TRANSLATION") return [definition.column];
    return definition.class === "SURROGATE_ETL" ? definition.of : [];
  });
}
