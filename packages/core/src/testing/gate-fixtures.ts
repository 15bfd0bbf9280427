import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { GateResult } from "../assurance/gates.js";
import { type PluginFiles, readPluginFiles } from "../catalog/plugin-files.js";
import { type Connection, Database, identifier } from "../engine/database.js";
import { setRunVariables } from "../engine/load-source.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { formatFault } from "../errors/migration-error.js";
import { readLocatedYaml } from "../files/located-yaml.js";
import { judgedSide, type Rule } from "../gates/rule.js";
import { drivingTables, type EachTable, spread } from "../gates/rule-each.js";
import { parameterSchema, readRuleFile } from "../gates/rule-file.js";
import { RuleJudge } from "../gates/rule-judge.js";
import { tablesOf } from "../gates/rule-sql.js";
import { runTableSql } from "../gates/run-facts.js";
import { runTables } from "../gates/run-tables.js";
import { openAssets, openFolder } from "../plugin/assets.js";
import { snapshotClock } from "../plugin/clock.js";
import { manifestOf, type PluginClass } from "../plugin/plugin.js";
import { TEST_SNAPSHOT } from "./kit.js";

const cell = z.union([z.string(), z.number(), z.null()]);
const table = z.array(z.record(z.string(), cell));
const tables = z.record(z.string(), table);
const schemas = {
  source: tables.optional(),
  target: tables.optional(),
  feed: tables.optional(),
  ledger: tables.optional(),
  rejects: tables.optional(),
  run: tables.optional(),
};
const keys = z.array(z.string()).optional();
const expected = z.strictObject({ source: keys, target: keys });

/** `test/gates/<ID>.yaml`: rows that keep the rule, rows that break it, and the keys of those that do. */
const fixtureSchema = z.strictObject({
  snapshotAt: z.string().optional(),
  archiveBefore: z.string().optional(),
  /** For all cases; one may have its own besides. */
  parameters: z.record(z.string(), parameterSchema).optional(),
  good: z.strictObject(schemas),
  bad: z.strictObject(schemas),
  expected,
  /** More cases, by name, each with the keys that it has to give. */
  cases: z
    .record(
      z.string(),
      z.strictObject({
        ...schemas,
        expected,
        parameters: z.record(z.string(), parameterSchema).optional(),
        snapshotAt: z.string().optional(),
      }),
    )
    .optional(),
});

type Fixture = z.output<typeof fixtureSchema>;
type Tables = z.output<z.ZodObject<typeof schemas>>;
type Expected = z.output<typeof expected>;

/** One rule with its fixtures, ready to be put to the test. */
export interface GateFixture {
  /** The rule's id and title. */
  readonly title: string;
  /** Judges all cases. Gives every difference from what was expected; none is a pass. */
  differences(): Promise<readonly string[]>;
}

export interface GateFixtureOptions {
  /** The plugins whose source tables, load tables and views the rules read. */
  readonly plugins?: readonly PluginClass[];
}

/**
 * The rules of a package, or of an overlay, with their fixtures: `gates/<ID>.sql` and `test/gates/<ID>.yaml`. A rule
 * without fixtures, and fixtures without a rule, are differences.
 *
 * Each rule is judged over literal tables: `good` must pass, `bad` must give exactly the keys of `expected`, and the
 * same tables without rows must be not applicable. Only the tables that a rule names are made; columns that a row does
 * not name are empty, all are text as in a run's database.
 *
 * ```ts
 * for (const { title, differences } of gateFixtures(new URL("../", import.meta.url), { plugins: [PmiPlugin] }))
 *   it(title, async () => expect(await differences()).to.deep.equal([]));
 * ```
 */
export function gateFixtures(folder: URL | string, { plugins = [] }: GateFixtureOptions = {}): readonly GateFixture[] {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder;
  const fixtures = join(root, "test", "gates");
  const written = existsSync(fixtures) ? readdirSync(fixtures).filter((name) => name.endsWith(".yaml")) : [];
  const bench = new Bench(plugins);
  const files = openFolder(root).list("gates", ".sql");
  const ids = files.map(({ path }) => path.slice("gates/".length, -".sql".length));
  const ruled = files.map((file, i): GateFixture => {
    const { located, faults } = readRuleFile(file, "fixtures");
    const id = ids[i];
    const path = join(fixtures, `${id}.yaml`);
    return {
      title: located === undefined ? id : `${id}: ${located.rule.title}`,
      async differences() {
        if (located === undefined) return faults.map(formatFault);
        if (!existsSync(path)) return [`${id} has no fixtures: add test/gates/${id}.yaml`];
        const { yaml, faults: wrong } = readLocatedYaml(readFileSync(path, "utf8"), `${id}.yaml`, fixtureSchema);
        return yaml === undefined ? wrong.map(formatFault) : bench.differences(located.rule, yaml.value);
      },
    };
  });
  const stray = written
    .filter((name) => !ids.includes(name.replace(/\.yaml$/, "")))
    .map((name) => ({ title: name, differences: async () => [`test/gates/${name} belongs to no rule`] }));
  return [...ruled, ...stray];
}

/** A database in memory in which rules are judged, one case after the other. */
class Bench {
  readonly #plugins: readonly PluginClass[];
  #ready: Promise<{ readonly connection: Connection; readonly catalogue: FixtureCatalogue }> | undefined;

  constructor(plugins: readonly PluginClass[]) {
    this.#plugins = plugins;
  }

  async differences(rule: Rule, { good, bad, expected, cases = {}, ...shared }: Fixture): Promise<readonly string[]> {
    const judged = (name: string, tables: Tables, wanted: Expected | undefined, more: object = {}) =>
      this.#case(rule, { name, tables, wanted, ...shared, ...more });
    const differences = [
      ...(await judged("empty", {}, undefined)),
      ...(await judged("good", good, {})),
      ...(await judged("bad", bad, expected)),
    ];
    for (const [name, { expected: wanted, parameters, snapshotAt, ...tables }] of Object.entries(cases))
      differences.push(
        ...(await judged(name, tables, wanted, {
          parameters: { ...shared.parameters, ...parameters },
          ...(snapshotAt === undefined ? {} : { snapshotAt }),
        })),
      );
    if ((expected.source ?? []).length + (expected.target ?? []).length === 0)
      differences.push("bad: no key is expected, so nothing shows that the rule can fail");
    return differences;
  }

  async #case(packaged: Rule, given: Case): Promise<readonly string[]> {
    const { name, tables, wanted, snapshotAt = TEST_SNAPSHOT, archiveBefore, parameters = {} } = given;
    this.#ready ??= open(this.#plugins);
    const { connection, catalogue } = await this.#ready;
    const rule = spread({ ...packaged, parameters: { ...packaged.parameters, ...parameters } }, catalogue.driving);
    await setRunVariables(connection, snapshotClock(snapshotAt), { archiveBefore });
    const needed = catalogue.closure(tablesOf(rule.parts, catalogue.views.keys()));
    const unknown = needed.filter((table) => catalogue.columns(table) === undefined && !catalogue.views.has(table));
    if (unknown.length > 0)
      return unknown.map(
        (table) => `reads ${table}, which no given plugin has.${didYouMean(table, catalogue.names())}`,
      );
    const strays = await makeTables(connection, catalogue, needed, tables);
    if (strays.length > 0) return strays.map((stray) => `${name}: ${stray}`);
    const judge = new RuleJudge(connection, {
      views: catalogue.views.keys(),
      hasSnapshot: true,
      absence: () => undefined,
    });
    const result = await judge.judge(rule);
    if (result.status === "error") return [`${name}: ${result.reason}`];
    const keys: Record<"source" | "target", string[]> = { source: [], target: [] };
    if (result.source_failures || result.target_failures)
      for await (const page of judge.failingKeys()) for (const [side, key] of page) keys[side].push(key);
    return verdictDifferences(name, rule, result, keys, wanted);
  }
}

interface Case {
  readonly name: string;
  readonly tables: Tables;
  /** Undefined where the rule must not be applicable. */
  readonly wanted: Expected | undefined;
  readonly snapshotAt?: string;
  readonly archiveBefore?: string;
  readonly parameters?: Rule["parameters"];
}

function verdictDifferences(
  name: string,
  rule: Rule,
  { status, reason }: GateResult,
  keys: Readonly<Record<"source" | "target", readonly string[]>>,
  wanted: Expected | undefined,
): readonly string[] {
  const breaks = (wanted?.[judgedSide(rule)] ?? []).length > 0;
  const verdict = wanted === undefined ? "not_applicable" : breaks ? "fail" : "pass";
  const differences =
    status === verdict ? [] : [`${name}: is ${status}, not ${verdict}${reason === null ? "" : ` (${reason})`}`];
  for (const side of ["source", "target"] as const) {
    const [got, asked] = [keys[side], wanted?.[side] ?? []];
    for (const key of asked.filter((key) => !got.includes(key))) differences.push(`${name}: ${side} misses ${key}`);
    for (const key of got.filter((key) => !asked.includes(key))) differences.push(`${name}: ${side} also gives ${key}`);
  }
  return differences;
}

/** The tables and views that the given plugins have. */
class FixtureCatalogue {
  readonly views: ReadonlyMap<string, string>;
  /** Source tables that rules with `each` are put to. */
  readonly driving: readonly EachTable[];
  readonly #columns = new Map<string, readonly string[]>();

  constructor(plugins: readonly PluginFiles[]) {
    for (const { sourceTables, targetTables, feeds } of plugins) {
      for (const { value } of sourceTables)
        this.#columns.set(`source.${value.table}`, ["_table", "_row", ...Object.keys(value.fields)]);
      for (const { value } of targetTables) this.#columns.set(`target.${value.table}`, Object.keys(value.columns));
      for (const { value } of feeds)
        this.#columns.set(`feed.${value.feed}`, ["_table", "_row", ...Object.keys(value.columns)]);
    }
    this.#columns.set("ledger.entries", [
      "target_table",
      "source_table",
      "source_row",
      "record_number",
      "class",
      "reason",
    ]);
    this.#columns.set("ledger.duplicates", ["source_table", "source_row"]);
    this.#columns.set(
      "rejects.entries",
      "reject_id severity stage table field record_number external_system_id source_table source_row reason_code source_code crosswalk message".split(
        " ",
      ),
    );
    for (const [name, { columns }] of Object.entries(runTables)) this.#columns.set(`run.${name}`, Object.keys(columns));
    this.driving = drivingTables(plugins);
    this.views = new Map(
      plugins.flatMap(({ plugin, views }) => views.map(({ name, sql }) => [`${plugin}.${name}`, sql])),
    );
  }

  names(): readonly string[] {
    return [...this.#columns.keys(), ...this.views.keys()];
  }

  columns(table: string): readonly string[] | undefined {
    return this.#columns.get(table);
  }

  /** Tables, with those that their views read before them. */
  closure(tables: readonly string[]): readonly string[] {
    const found = new Set<string>();
    const add = (table: string) => {
      if (found.has(table)) return;
      const view = this.views.get(table);
      if (view !== undefined) tablesOf({ target: view }, this.views.keys()).forEach(add);
      found.add(table);
    };
    tables.forEach(add);
    return [...found];
  }
}

async function open(plugins: readonly PluginClass[]) {
  const files = plugins.map((type) => {
    const { id, assets } = manifestOf(type)!;
    return readPluginFiles(id, openAssets(assets)).files;
  });
  const connection = await (await Database.open({ threads: 1 })).connect();
  for (const schema of ["source", "target", "feed", "ledger", "rejects", "run", ...files.map(({ plugin }) => plugin)])
    await connection.run(`create schema ${identifier(schema)}`);
  return { connection, catalogue: new FixtureCatalogue(files) };
}

/** Makes the tables that a rule needs. Gives what stands in the fixture and cannot be put anywhere. */
async function makeTables(
  connection: Connection,
  catalogue: FixtureCatalogue,
  needed: readonly string[],
  tables: Tables,
): Promise<readonly string[]> {
  const given = new Map<string, z.output<typeof table>>(
    Object.entries(tables).flatMap(([schema, own]) =>
      Object.entries(own ?? {}).map(([name, rows]) => [`${schema}.${name}`, rows] as const),
    ),
  );
  const strays = [...given.keys()]
    .filter((name) => !needed.includes(name))
    .map((name) => `the rule does not read ${name}.${didYouMean(name, needed)}`);
  for (const place of needed) {
    const [schema, name] = place.split(".");
    const quoted = `${identifier(schema)}.${identifier(name)}`;
    const view = catalogue.views.get(place);
    if (view !== undefined) {
      await connection.run(`create or replace table ${quoted} as ${view}`);
      continue;
    }
    const columns = catalogue.columns(place)!;
    const rows = given.get(place) ?? [];
    for (const column of new Set(rows.flatMap((row) => Object.keys(row)))) {
      if (!columns.includes(column)) strays.push(`${place} has no column ${column}.${didYouMean(column, columns)}`);
    }
    await connection.run(schema === "run" ? runTableSql("run", name) : textTable(quoted, columns));
    await insert(connection, quoted, schema, name, columns, rows);
  }
  return strays;
}

function textTable(place: string, columns: readonly string[]): string {
  const typed = columns.map((column) => `${identifier(column)} ${NUMBERS.includes(column) ? "bigint" : "varchar"}`);
  return `create or replace table ${place} (${typed.join(", ")})`;
}

/** Columns that are numbers in a run's database, too; record numbers of load tables are text. */
const NUMBERS: readonly string[] = ["_row", "source_row"];

async function insert(
  connection: Connection,
  place: string,
  schema: string,
  name: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | number | null>>[],
): Promise<void> {
  if (rows.length === 0) return;
  const text = (value: string | number | null | undefined) =>
    value === null || value === undefined || value === "" ? "null" : `'${String(value).replaceAll("'", "''")}'`;
  const lineage = (row: number, column: string) =>
    schema === "source" && column === "_table" ? name : schema === "source" && column === "_row" ? row + 1 : undefined;
  const values = rows.map(
    (row, i) => `(${columns.map((column) => text(row[column] ?? lineage(i, column))).join(", ")})`,
  );
  await connection.run(`insert into ${place} values ${values.join(", ")}`);
}
