import { type Catalogue, collectCatalogue } from "../catalog/catalogue.js";
import type { OverlayFiles, PluginFiles } from "../catalog/plugin-files.js";
import type { CodeSets, CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import type { LocatedYaml } from "../files/located-yaml.js";
import type { RuleBook } from "../gates/rule.js";
import { bindRules } from "../gates/rule-book.js";
import type { LocatedRule } from "../gates/rule-file.js";
import { checkComparisons } from "./compile-comparisons.js";
import { compileCrosswalks } from "./compile-crosswalks.js";
import { compileRows, rowSqlOf, withColumnsOf } from "./compile-rows.js";
import { compileViews, declareTables } from "./compile-views.js";
import { checkDuties, type DutyScope } from "./duties.js";
import { contractHash, fieldHash } from "./hash.js";
import { inDependencyOrder, parentsOf } from "./load-order.js";
import type { CompiledContract, CompiledField, CompiledRows, CompiledTable, CompiledView } from "./model.js";
import { collectOverrides, type FieldOverride } from "./overlay.js";
import type { ContractFile } from "./schema.js";
import { SqlChecker, type TableRead } from "./sql.js";
import { findUsedColumns } from "./usage.js";

/** One plugin's part of the contract. */
export interface ContractPart {
  readonly files: PluginFiles;
  /** Names of the rules this plugin contributes. */
  readonly rules: readonly string[];
  readonly requires: readonly string[];
  readonly uses: readonly string[];
}

export interface CompileInput {
  /** In dependency order. */
  readonly parts: readonly ContractPart[];
  readonly overlays: readonly OverlayFiles[];
  readonly codeSets: CodeSets;
  /** Rules of the framework itself. */
  readonly coreRules: readonly string[];
  /** Source columns (`TABLE.Field`) that gates read. */
  readonly reads: readonly string[];
  /** Rules in files; the source columns they read are loaded, too. */
  readonly judged?: { readonly located: readonly LocatedRule[]; readonly book: RuleBook };
}

export interface CompileResult {
  /** There only when nothing is at fault. */
  readonly contract?: CompiledContract;
  readonly faults: readonly MigrationError[];
}

/**
 * Compiles the plugins' contracts with the trust's overlays into one. Finds every fault in one go; each names its
 * place, the field, what is missing and how to mend it.
 */
export async function compileContract(input: CompileInput): Promise<CompileResult> {
  const checker = new SqlChecker();
  try {
    return await new Compiler(input, checker).compile();
  } finally {
    await checker.close();
  }
}

class Compiler {
  readonly #input: CompileInput;
  readonly #checker: SqlChecker;
  readonly #faults: MigrationError[] = [];
  readonly #catalogue: Catalogue;

  constructor(input: CompileInput, checker: SqlChecker) {
    this.#input = input;
    this.#checker = checker;
    this.#catalogue = collectCatalogue(input.parts.map((part) => part.files));
    this.#faults.push(...this.#catalogue.faults);
  }

  async compile(): Promise<CompileResult> {
    const { parts, overlays, codeSets } = this.#input;
    const { sources: tablesRead, feeds: feedsRead } = this.#catalogue;
    declareTables(this.#catalogue, this.#checker);
    const { views, faults: viewFaults } = await compileViews(
      parts.map(({ files }) => files),
      this.#checker,
    );
    this.#faults.push(...viewFaults);
    const { crosswalks, faults } = compileCrosswalks(
      [...parts.flatMap(({ files }) => files.crosswalks), ...overlays.flatMap((overlay) => overlay.crosswalks)],
      codeSets,
      tablesRead,
    );
    this.#faults.push(...faults);
    const owned = this.#contracts();
    const overrides = this.#overrides(owned);
    const rows = new Map<string, CompiledRows>();
    for (const { part, contract } of owned.values()) {
      const compiled = await compileRows(contract, rowSqlOf(part.files, contract.value.table), {
        sources: tablesRead,
        feeds: feedsRead,
        checker: this.#checker,
      });
      this.#faults.push(...compiled.faults);
      if (compiled.rows !== undefined) rows.set(contract.value.table, compiled.rows);
    }
    const tables = [...owned.values()].map(({ part, contract }) =>
      this.#table(part, contract, rows, new Map(crosswalks.map((crosswalk) => [crosswalk.name, crosswalk])), overrides),
    );
    if (this.#faults.length > 0) return { faults: this.#faults };
    const ordered = this.#inLoadOrder(tables);
    if (this.#faults.length > 0) return { faults: this.#faults };
    const { queries, faults: queryFaults } = await checkComparisons(
      parts.map(({ files }) => files.comparisons),
      this.#catalogue,
      crosswalks.map(({ name }) => name),
      this.#checker,
    );
    this.#faults.push(...queryFaults);
    const judged = await this.#bindRules(ordered, views);
    if (this.#faults.length > 0) return { faults: this.#faults };
    const readers = { tables: ordered, views, crosswalks, queries, reads: this.#input.reads, judged };
    const sources = await findUsedColumns(
      parts.map((part) => part.files),
      readers,
      this.#checker,
    );
    const feeds = parts.flatMap(({ files }) =>
      files.feeds.map(({ value }) => ({
        name: value.feed,
        plugin: files.plugin,
        title: value.title,
        key: value.key,
        columns: value.columns,
      })),
    );
    const contract = { tables: ordered, sources, views, feeds, crosswalks };
    return { contract: { ...contract, hash: contractHash(contract) }, faults: [] };
  }

  /** What rules read of the source. Their faults are reported once the contract itself has none. */
  async #bindRules(tables: readonly CompiledTable[], views: readonly CompiledView[]): Promise<readonly TableRead[]> {
    const { located, book } = this.#input.judged ?? { located: [], book: { rules: [], adjustments: {} } };
    const columns = new Map(tables.map(({ table, fields }) => [table, fields.map(({ name }) => name)]));
    const { reads, faults } = await bindRules(located, book, this.#checker, columns, [
      ...[...this.#catalogue.sources.keys()].map((table) => `source.${table}`),
      ...[...this.#catalogue.feeds.keys()].map((feed) => `feed.${feed}`),
      ...views.map(({ plugin, name }) => `${plugin}.${name}`),
    ]);
    this.#faults.push(...faults);
    return reads;
  }

  /** The one contract of each load table. A second one, from any plugin, is a fault: two would write its fields. */
  #contracts(): ReadonlyMap<string, { part: ContractPart; contract: LocatedYaml<ContractFile> }> {
    const owned = new Map<string, { part: ContractPart; contract: LocatedYaml<ContractFile> }>();
    for (const part of this.#input.parts) {
      for (const contract of part.files.contracts) {
        const { table, fields } = contract.value;
        const other = owned.get(table);
        if (other !== undefined) {
          const both = Object.keys(fields).filter((name) => name in other.contract.value.fields);
          if (both.length === 0)
            this.#faults.push(
              errors.ownedTwice(
                "contract of",
                table,
                other.part.files.plugin,
                part.files.plugin,
                contract.at(["table"]),
              ),
            );
          for (const field of both) {
            const where = { ...contract.at(["fields", field]), table, field };
            this.#faults.push(
              errors.fieldWrittenByTwoContracts(`${table}.${field}`, other.part.files.plugin, part.files.plugin, where),
            );
          }
        } else if (!this.#catalogue.targets.has(table)) {
          this.#faults.push(
            errors.unknownLoadTable(table, [...this.#catalogue.targets.keys()], contract.at(["table"])),
          );
        } else {
          owned.set(table, { part, contract });
        }
      }
      this.#faults.push(...rowSqlOfNobody(part.files));
    }
    for (const table of this.#catalogue.targets.keys()) {
      if (!owned.has(table)) this.#faults.push(errors.tableWithoutContract(table, this.#targetPlace(table)));
    }
    return owned;
  }

  #targetPlace(table: string): Place {
    const file = this.#input.parts
      .flatMap(({ files }) => files.targetTables)
      .find(({ value }) => value.table === table);
    return { ...file!.at(["table"]), table };
  }

  #overrides(owned: ReadonlyMap<string, unknown>): ReadonlyMap<string, FieldOverride> {
    const pluginOverlays = this.#input.parts.map((part) => part.files.overlay);
    const { overrides, faults } = collectOverrides([...pluginOverlays, ...this.#input.overlays]);
    this.#faults.push(...faults);
    for (const [name, { place }] of overrides) {
      const { table, field } = place as { table: string; field: string };
      const columns = this.#catalogue.targets.get(table)?.columns;
      if (columns === undefined || !owned.has(table))
        this.#faults.push(errors.unknownLoadTable(table, [...this.#catalogue.targets.keys()], place));
      else if (!(field in columns)) this.#faults.push(errors.unknownTargetColumn(name, Object.keys(columns), place));
    }
    return overrides;
  }

  #table(
    part: ContractPart,
    contract: LocatedYaml<ContractFile>,
    rows: ReadonlyMap<string, CompiledRows>,
    crosswalks: ReadonlyMap<string, CrosswalkDefinition>,
    overrides: ReadonlyMap<string, FieldOverride>,
  ): CompiledTable {
    const { table, fields: definitions } = contract.value;
    const target = this.#catalogue.targets.get(table)!;
    const own = rows.get(table);
    const scope = this.#scope(part, table, own, rows, crosswalks);
    for (const field of Object.keys(definitions)) {
      if (field in target.columns) continue;
      const where = { ...contract.at(["fields", field]), table, field };
      this.#faults.push(errors.unknownTargetColumn(`${table}.${field}`, Object.keys(target.columns), where));
    }
    const fields: CompiledField[] = [];
    for (const [name, column] of Object.entries(target.columns)) {
      const packaged = definitions[name];
      const overridden = overrides.get(`${table}.${name}`);
      if (packaged === undefined) {
        this.#faults.push(
          errors.unclassifiedColumn(`${table}.${name}`, { ...contract.at(["fields"]), table, field: name }),
        );
        continue;
      }
      const place = overridden?.place ?? { ...contract.at(["fields", name]), table, field: name };
      if (own === undefined) continue;
      const { resolved, faults } = checkDuties(
        `${table}.${name}`,
        overridden?.definition ?? packaged,
        column,
        place,
        scope,
      );
      this.#faults.push(...faults);
      if (resolved === undefined) continue;
      const crosswalk = "crosswalk" in resolved ? crosswalks.get(resolved.crosswalk) : undefined;
      const hash = fieldHash(resolved, crosswalk);
      const override = overridden && { ...overridden.override, overlay: overridden.overlay, packaged };
      fields.push({ name, target: column, definition: resolved, hash, override, place });
    }
    if (own !== undefined) this.#checkParents(contract, own, rows);
    const isWritten = rowSqlOf(part.files, table) !== undefined;
    const compiledRows = own === undefined || isWritten ? own : withColumnsOf(own, fields);
    return { table, title: target.title, order: target.order, plugin: part.files.plugin, rows: compiledRows!, fields };
  }

  #checkParents(contract: LocatedYaml<ContractFile>, own: CompiledRows, rows: ReadonlyMap<string, CompiledRows>): void {
    const { table } = contract.value;
    for (const [i, { key, of }] of own.parents.entries()) {
      const where = { ...contract.at(["rows", "parents", i]), table };
      const parent = rows.get(key)?.key;
      if (parent === undefined) this.#faults.push(errors.unresolvableKeyTable(table, key, [...rows.keys()], where));
      else if (parent.length !== of.length) {
        this.#faults.push(
          errors.unresolvableKeyParts(
            table,
            key,
            parent.map((part) => part.column),
            of.length,
            where,
          ),
        );
      }
      for (const column of of.filter((name) => !own.columns.includes(name))) {
        this.#faults.push(errors.unresolvableKeyColumn(table, column, table, own.columns, where));
      }
    }
  }

  #scope(
    part: ContractPart,
    table: string,
    own: CompiledRows | undefined,
    rows: ReadonlyMap<string, CompiledRows>,
    crosswalks: ReadonlyMap<string, CrosswalkDefinition>,
  ): DutyScope {
    const present = new Set(this.#input.parts.map(({ files }) => files.plugin));
    const feed = own?.feed === undefined ? undefined : this.#catalogue.feeds.get(own.feed);
    return {
      table,
      rowColumns: own?.columns ?? [],
      key: own?.key ?? [],
      sourceColumns: (name) => {
        const source = this.#catalogue.sources.get(name);
        return source === undefined ? undefined : Object.keys(source.fields);
      },
      sourceTables: [...this.#catalogue.sources.keys()],
      rules: [...this.#input.coreRules, ...this.#input.parts.flatMap(({ rules }) => rules)],
      crosswalks: [...crosswalks.keys()],
      feed: feed && { name: feed.feed, columns: Object.keys(feed.columns) },
      parentKey: (name) => rows.get(name)?.key,
      targetTables: [...this.#catalogue.targets.keys()],
      toleratesAbsentParents: part.uses.some((used) => !present.has(used)),
    };
  }

  #inLoadOrder(tables: readonly CompiledTable[]): readonly CompiledTable[] {
    const byOrder = [...tables].sort((a, b) => a.order - b.order);
    const { ordered, cycle } = inDependencyOrder(byOrder, ({ table }) => table, parentsOf);
    if (cycle !== undefined) this.#faults.push(errors.keyCycle(cycle));
    return ordered;
  }
}

/** A query that no contract stands beside would be left unread, and the rows be others than its author thinks. */
function rowSqlOfNobody({ rowSql, contracts }: PluginFiles): readonly MigrationError[] {
  const tables = contracts.map(({ value }) => value.table);
  return rowSql
    .filter(({ name }) => !tables.includes(name))
    .map(({ name, file }) => errors.rowSqlWithoutContract(name, tables, { file, line: 1, column: 1 }));
}
