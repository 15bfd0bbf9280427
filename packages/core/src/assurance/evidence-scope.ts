import type { CompiledContract } from "../contract/model.js";
import { type Connection, identifier } from "../engine/database.js";
import type { Rule } from "../gates/rule.js";
import type { RuleScope } from "../gates/rule-judge.js";
import { tablesOf } from "../gates/rule-sql.js";
import { runTables } from "../gates/run-tables.js";

/** What a finished run gives its rules to read. */
export interface EvidenceParts {
  readonly contract: Pick<CompiledContract, "tables" | "sources" | "feeds" | "views">;
  /** Source tables and feeds (`feed:<name>`) whose file was there. */
  readonly inputs: ReadonlySet<string>;
  readonly runTables: ReadonlySet<string>;
  readonly hasSnapshot: boolean;
}

/**
 * The tables of a run's database, and the plugins' views over them, which are made when the first rule asks for them.
 * They are kept in the memory database beside it, in schemas that have to be on the search path.
 */
export class EvidenceScope implements RuleScope {
  readonly views: ReadonlySet<string>;
  readonly hasSnapshot: boolean;
  readonly #connection: Connection;
  readonly #parts: EvidenceParts;
  readonly #there: ReadonlySet<string>;
  readonly #made = new Set<string>();

  constructor(connection: Connection, parts: EvidenceParts) {
    const { contract } = parts;
    this.#connection = connection;
    this.#parts = parts;
    this.hasSnapshot = parts.hasSnapshot;
    this.views = new Set(contract.views.map(viewName));
    this.#there = new Set([
      ...contract.sources.map(({ definition }) => `source.${definition.table}`),
      ...contract.feeds.map(({ name }) => `feed.${name}`),
      ...contract.tables.map(({ table }) => `target.${table}`),
      ...this.views,
      ...[...parts.runTables].map((name) => `run.${name}`),
      "ledger.entries",
      "ledger.duplicates",
      "rejects.entries",
    ]);
  }

  async absence(table: string, rule: Rule): Promise<string | undefined> {
    const [schema, name] = table.split(".");
    if (!this.#there.has(table)) {
      const givenBy = schema === "run" ? runTables[name]?.givenBy : undefined;
      return givenBy === undefined
        ? `${table} is not there: its plugin is not installed, or no rule of the run read it`
        : `${table} is not there: give ${givenBy}`;
    }
    const input = schema === "source" ? name : schema === "feed" ? `feed:${name}` : undefined;
    if (input !== undefined && !this.#parts.inputs.has(input) && !rule.optional.includes(table))
      return `${table} has no file in this run`;
    if (this.views.has(table)) await this.#make(table);
    return undefined;
  }

  async #make(name: string): Promise<void> {
    if (this.#made.has(name)) return;
    this.#made.add(name);
    const view = this.#parts.contract.views.find((candidate) => viewName(candidate) === name)!;
    for (const other of tablesOf({ target: view.sql }, this.views)) if (this.views.has(other)) await this.#make(other);
    await this.#connection.run(
      `create or replace table memory.${identifier(view.plugin)}.${identifier(view.name)} as ${view.sql}`,
    );
  }
}

/** Makes a schema for each plugin with views, and gives the names to put on the search path. */
export async function openViewSchemas(
  connection: Connection,
  { views }: Pick<CompiledContract, "views">,
): Promise<readonly string[]> {
  const plugins = [...new Set(views.map(({ plugin }) => plugin))];
  for (const plugin of plugins) await connection.run(`create schema if not exists memory.${identifier(plugin)}`);
  return plugins.map((plugin) => `memory.${identifier(plugin)}`);
}

function viewName({ plugin, name }: { readonly plugin: string; readonly name: string }): string {
  return `${plugin}.${name}`;
}
