import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Ledger } from "../../packages/core/dist/assurance/ledger.js";
import { buildCrosswalks } from "../../packages/core/dist/crosswalks/build.js";
import { closeChains, closingOf } from "../../packages/core/dist/engine/close.js";
import { Connection, identifier, literal } from "../../packages/core/dist/engine/database.js";
import { fieldComputers } from "../../packages/core/dist/engine/fields/index.js";
import { setRunVariables } from "../../packages/core/dist/engine/load-source.js";
import { DEFAULT_BATCH_ROWS, DEFAULT_SETTINGS } from "../../packages/core/dist/engine/options.js";
import { parentKeys } from "../../packages/core/dist/engine/row-batch.js";
import { rowQuery } from "../../packages/core/dist/engine/row-query.js";
import { runTable } from "../../packages/core/dist/engine/run-table.js";
import { SQL_FUNCTIONS } from "../../packages/core/dist/engine/sql-functions.js";
import { TablePipeline } from "../../packages/core/dist/engine/table-pipeline.js";
import { MemoryStorage } from "../../packages/core/dist/testing/memory-storage.js";
import { countRows, sameCounts, surplus } from "./row-counts.js";

const DATABASE = { threads: "2", memory_limit: "2GB", preserve_insertion_order: "true" };
/** A mutant that joins everything with everything is stopped, and counts as refused. */
const PATIENCE_MS = 60_000;
/** So does one that gives a view this many times its rows, of which nobody could hold what follows. */
const MOST_TIMES = 10;
const FEW_ROWS = 200;

/**
 * A migrated hospital, held in memory with everything that the way from source tables to load tables passes through. A
 * mutant is applied to the compiled contract; what does not read the changed place keeps its rows, everything else is made
 * again in a transaction that is rolled back.
 */
export class Workbench {
  #prepared;
  #options;
  #instance;
  #raw;
  #connection;
  #storage;
  #crosswalks;
  #staged = new Map();
  #delivered = new Map();
  #rejects = new Map();

  /**
   * @param prepared the checked migration
   * @param options its options
   * @param run the folder of a finished run of it: its source tables are used, as intake gave them
   */
  static async open(prepared, options, run) {
    const bench = new Workbench();
    bench.#prepared = prepared;
    bench.#options = options;
    bench.#instance = await DuckDBInstance.create(":memory:", DATABASE);
    bench.#raw = await bench.#instance.connect();
    await bench.#raw.run(SQL_FUNCTIONS);
    bench.#connection = new Connection(bench.#raw);
    bench.#storage = new MemoryStorage();
    await bench.#loadSources(run);
    await bench.#migrate();
    return bench;
  }

  get contract() {
    return this.#prepared.contract;
  }

  get derivations() {
    return this.#prepared.boot.derivations;
  }

  /** Rows of a load table as they are delivered without a mutant. */
  delivered(table) {
    return this.#delivered.get(table);
  }

  close() {
    this.#connection.close();
    this.#instance.closeSync();
  }

  /** Compares what is delivered without a mutant with the answer key. @returns names of tables that differ */
  async differingFrom(answers) {
    return this.contract.tables.flatMap(({ table, fields }) => {
      const expected = answerRows(join(answers, `${table}.csv`), fields);
      return sameCounts(countRows(expected), this.#delivered.get(table)) ? [] : [table];
    });
  }

  /**
   * Migrates with one change.
   *
   * @param mutant `{ view: { plugin, name, sql } }`, `{ rows: { table, sql } }`, `{ rule: { name, derivation } }` or
   *   `{ crosswalk: { name, pairs } }`
   * @returns `{ outcome: "killed" | "refused" | "survived", table?, rows?, code?, rejects? }`; `rejects` is true when a
   *   survivor refuses other rows or values than the migration does
   */
  async try(mutant) {
    await this.#connection.run("begin");
    let isLate = false;
    const timer = setInterval(() => {
      isLate = true;
      this.#raw.interrupt();
    }, PATIENCE_MS);
    try {
      return await this.#run(mutant);
    } catch (error) {
      return { outcome: "refused", code: isLate ? "NO_END" : (error.code ?? error.name) };
    } finally {
      clearInterval(timer);
      await this.#connection.run("rollback");
    }
  }

  async #run(mutant) {
    const { contract } = this.#prepared;
    const views = await this.#remakeViews(mutant.view);
    const crosswalks = await this.#rebuildCrosswalks(mutant.crosswalk, views);
    const reads = readerOf(views);
    const storage = new MemoryStorage();
    for (const [table, rows] of this.#storage.targets) storage.targets.set(table, rows);
    const ledger = new Ledger(this.#connection, storage);
    const changed = [];
    let rejects = false;
    for (const packaged of contract.tables) {
      const isMutated = mutant.rows?.table === packaged.table;
      const table = isMutated ? { ...packaged, rows: { ...packaged.rows, sql: mutant.rows.sql } } : packaged;
      if (!isMutated && !reads(table.rows.sql) && !usesAny(table, mutant.rule?.name, crosswalks.names)) continue;
      storage.refused.length = 0;
      await this.#connection.run(`delete from ledger.hook_exclusions where target_table = ${literal(table.table)}`);
      await this.#stage(table, storage, ledger, crosswalks.built, mutant.rule);
      rejects ||= refusedCounts(storage) !== this.#rejects.get(table.table);
      const staged = countRows(storage.targets.get(table.table));
      if (sameCounts(staged, this.#staged.get(table.table))) continue;
      changed.push(table);
      const missing = surplus(this.#delivered.get(table.table), staged);
      const mayEmpty = parentKeys(table).some(({ policy }) => policy === "empty");
      if (missing > 0 && !mayEmpty) return { outcome: "killed", table: table.table, rows: missing };
    }
    if (changed.length === 0 && !rejects) return { outcome: "survived", rejects };
    return this.#close(storage, rejects);
  }

  async #close(storage, rejects) {
    const { tables } = this.#prepared.contract;
    await this.#connection.run("delete from ledger.dropped");
    await closeChains(this.#connection, tables);
    for (const table of tables) {
      await storage.deliver(table, await closingOf(this.#connection, table), () => {});
      const rows = countRows(storage.targets.get(table.table));
      const expected = this.#delivered.get(table.table);
      if (!sameCounts(rows, expected))
        return { outcome: "killed", table: table.table, rows: surplus(expected, rows) + surplus(rows, expected) };
    }
    return { outcome: "survived", rejects };
  }

  /** Remakes a changed view and those that read it, as long as rows change. @returns names of views with other rows */
  async #remakeViews(changed) {
    const names = new Set();
    if (changed === undefined) return names;
    for (const { plugin, name, sql } of this.#prepared.contract.views) {
      const isMutated = changed.plugin === plugin && changed.name === name;
      if (!isMutated && !readerOf(names)(sql)) continue;
      await this.#storage.keep(this.#connection, plugin, name, isMutated ? changed.sql : sql);
      const [now, before] = [`${identifier(plugin)}.${identifier(name)}`, `kept.${identifier(`${plugin}.${name}`)}`];
      const count = async (place) => Number(await this.#connection.value(`select count(*) from ${place}`));
      if ((await count(now)) > MOST_TIMES * Math.max(FEW_ROWS, await count(before)))
        throw Object.assign(new Error(`${now} has too many rows`), { code: "ROWS_MULTIPLIED" });
      const differs = await this.#connection.value(
        `select exists ((from ${now}) except all (from ${before})) or exists ((from ${before}) except all (from ${now}))`,
      );
      if (differs) names.add(`${plugin}.${name}`);
    }
    return names;
  }

  async #rebuildCrosswalks(changed, views) {
    const { contract, boot } = this.#prepared;
    const definitions = contract.crosswalks.flatMap((definition) => {
      if (definition.name === changed?.name) return [{ ...definition, pairs: changed.pairs }];
      return views.has(definition.master?.view) ? [definition] : [];
    });
    const rebuilt = await buildCrosswalks(this.#connection, definitions, boot.codeSets);
    return { built: new Map([...this.#crosswalks, ...rebuilt]), names: new Set(rebuilt.keys()) };
  }

  async #stage(table, storage, ledger, crosswalks, rule) {
    const { boot, host } = this.#prepared;
    const { settings, salts = {} } = this.#options;
    const services = {
      clock: boot.clock,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      derivations: rule === undefined ? boot.derivations : { ...boot.derivations, [rule.name]: rule.derivation },
      crosswalks: new Map([...crosswalks].map(([name, { crosswalk }]) => [name, crosswalk])),
    };
    const pipeline = new TablePipeline(table, fieldComputers(table, services), {
      host,
      clock: boot.clock,
      reasons: boot.reasons,
      salts,
    });
    const outcome = await runTable(table, {
      connection: this.#connection,
      storage,
      pipeline,
      batchRows: DEFAULT_BATCH_ROWS,
      slices: 1,
      salts,
      reasons: boot.reasons,
      allColumns: host.touches(table.table),
    });
    await ledger.enter(table, rowQuery(table, [], DEFAULT_BATCH_ROWS, salts).left, outcome.exclusions);
  }

  async #loadSources(run) {
    const { contract, boot } = this.#prepared;
    await setRunVariables(this.#connection, boot.clock, this.#options.settings);
    await this.#connection.run(`attach ${literal(join(run, "run.duckdb"))} as run (read_only); create schema kept`);
    for (const schema of ["source", "feed"]) {
      const tables = await this.#connection.rows(
        `select table_name from duckdb_tables() where database_name = 'run' and schema_name = '${schema}' order by 1`,
      );
      await this.#connection.run(`create schema ${schema}`);
      for (const [table] of tables)
        await this.#connection.run(
          `create table ${schema}.${identifier(table)} as from run.${schema}.${identifier(table)}`,
        );
    }
    await this.#connection.run("detach run");
    for (const { plugin, name, sql } of contract.views) {
      await this.#connection.run(`create schema if not exists ${identifier(plugin)}`);
      await this.#storage.keep(this.#connection, plugin, name, sql);
      await this.#connection.run(
        `create table kept.${identifier(`${plugin}.${name}`)} as from ${identifier(plugin)}.${identifier(name)}`,
      );
    }
  }

  async #migrate() {
    const { contract, boot } = this.#prepared;
    this.#crosswalks = await buildCrosswalks(this.#connection, contract.crosswalks, boot.codeSets);
    const ledger = new Ledger(this.#connection, this.#storage);
    await ledger.open();
    for (const table of contract.tables) {
      this.#storage.refused.length = 0;
      await this.#stage(table, this.#storage, ledger, this.#crosswalks);
      this.#staged.set(table.table, countRows(this.#storage.targets.get(table.table)));
      this.#rejects.set(table.table, refusedCounts(this.#storage));
    }
    await closeChains(this.#connection, contract.tables);
    const delivered = new MemoryStorage();
    for (const table of contract.tables) {
      delivered.targets.set(table.table, this.#storage.targets.get(table.table));
      await delivered.deliver(table, await closingOf(this.#connection, table), () => {});
      this.#delivered.set(table.table, countRows(delivered.targets.get(table.table)));
    }
  }
}

/** Tells whether an SQL text names one of some views. */
function readerOf(views) {
  if (views.size === 0) return () => false;
  const pattern = new RegExp(`\\b(${[...views].map((name) => name.replace(".", "\\.")).join("|")})\\b`, "i");
  return (sql) => pattern.test(sql);
}

function usesAny({ fields }, rule, crosswalks) {
  return fields.some(
    ({ definition }) =>
      (rule !== undefined && definition.rule === rule) ||
      crosswalks.has(definition.crosswalk) ||
      // Rules may ask for a crosswalk by name, wherever the name comes from.
      (crosswalks.size > 0 && definition.rule !== undefined && !definition.rule.startsWith("core.")),
  );
}

function refusedCounts({ refused }) {
  const counts = new Map();
  for (const { reject } of refused) {
    const name = `${reject.field}/${reject.reasonCode}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return JSON.stringify([...counts].sort());
}

/** The rows of an answer key, each as an array of cells in column order. */
function answerRows(path, fields) {
  const [header, ...rows] = parseCsv(readFileSync(path, "utf8"));
  const places = fields.map(({ name }) => header.indexOf(name));
  return rows.map((row) => places.map((place) => row[place] || null));
}

function parseCsv(text) {
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/gy;
  const rows = [];
  let row = [];
  while (cell.lastIndex < text.length) {
    const [, value, end] = cell.exec(text);
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
