import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { LedgerReport } from "../assurance/balance.js";
import { readManifest, readReport } from "../assurance/check.js";
import { EvidenceScope, openViewSchemas } from "../assurance/evidence-scope.js";
import type { GateResult } from "../assurance/gates.js";
import type { CompiledContract } from "../contract/model.js";
import { type Connection, Database, identifier, literal } from "../engine/database.js";
import { RUN_DATABASE } from "../engine/evidence.js";
import { setRunVariables } from "../engine/load-source.js";
import type { Rule, RuleBook } from "../gates/rule.js";
import { RuleJudge } from "../gates/rule-judge.js";
import { makeRunTables } from "../gates/run-facts.js";
import { snapshotClock } from "../plugin/clock.js";
import type { RunReport } from "../report/run-report.js";
import { loadFileSql } from "./compare-tables.js";

/** A key that a rule lists, and on which side. */
export interface Finding {
  readonly side: string;
  readonly key: string;
}

const WHOLE = "evidence";
const REST = "rest";
const KEY = "external_system_id";
/** Columns of load tables with the number by which the new system knows a patient. */
const PERSON = ["main_crn", "crn"];
/**
 * What a rule may read of the run itself: pairs of codes are the same whoever is there. All else counts the whole run, and
 * a rule that asks for it cannot be judged again.
 */
const RUN_TABLES: ReadonlySet<string> = new Set(["codes"]);

/**
 * A checked run as it would be had some patients never been in the hospital, for rules to be put to once more: what a rule
 * finds there as well is not the doing of those patients. All numbers of a person go together, merged ones too. Feeds stay
 * as they are.
 */
export class RunWithout {
  readonly #run: string;
  readonly #database: Database;
  readonly #connection: Connection;
  readonly #people: ReadonlySet<string>;
  #judge: RuleJudge | undefined;
  #rules: ReadonlyMap<string, Rule> = new Map();

  private constructor(run: string, database: Database, connection: Connection, people: ReadonlySet<string>) {
    this.#run = run;
    this.#database = database;
    this.#connection = connection;
    this.#people = people;
  }

  /**
   * @param run the folder of the checked run; without its database no rule can be judged again
   * @param answers the folder of the answer key, which says who is who
   * @param numbers of the patients that are taken out
   */
  static async open(run: string, answers: string, numbers: Iterable<string>): Promise<RunWithout> {
    const database = await Database.open();
    try {
      const connection = await database.connect();
      const people = await makePeople(connection, answers, [...numbers]);
      const opened = new RunWithout(run, database, connection, people);
      if (existsSync(join(run, RUN_DATABASE))) await opened.#open();
      return opened;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** True for the number of a patient with a row in the answer key. */
  isPatient(number: string): boolean {
    return this.#people.has(number);
  }

  /** Those of a rule's findings that it has without the patients, too; all of them where it cannot be judged again. */
  async remaining(id: string, findings: readonly Finding[]): Promise<readonly Finding[]> {
    const rule = this.#rules.get(id);
    if (this.#judge === undefined || rule === undefined) return findings;
    const result = await this.#judge.judge(rule);
    const { source_denominator, target_denominator, source_failures, target_failures } = result;
    if (source_denominator === null && target_denominator === null) return findings;
    if ((source_failures ?? 0) + (target_failures ?? 0) === 0) return [];
    const found = new Set<string>();
    for await (const page of this.#judge.failingKeys()) for (const [side, key] of page) found.add(`${side} ${key}`);
    return findings.filter(({ side, key }) => found.has(`${side} ${key}`));
  }

  close(): void {
    this.#database.close();
  }

  async #open(): Promise<void> {
    const [run, connection] = [this.#run, this.#connection];
    const manifest = readManifest(run);
    const { contract } = readReport<{ contract: CompiledContract }>(run, "contract.json");
    const { rules: judged } = readReport<{ rules: readonly GateResult[] }>(run, "gates.json");
    const clock = snapshotClock(manifest.snapshotAt ?? undefined);
    await setRunVariables(connection, clock, manifest.settings);
    await connection.run(
      `attach ${literal(join(run, RUN_DATABASE))} as ${WHOLE} (read_only); attach ':memory:' as ${REST}`,
    );
    await makeRest(connection, contract);
    const views = await openViewSchemas(connection, contract);
    await connection.run(
      `create schema memory.run; use ${REST}; set search_path = '${[`${REST}.main`, "memory.run", ...views].join(",")}'`,
    );
    await makeRunTables(connection, "memory.run", {
      manifest,
      contract,
      run: readReport<RunReport>(run, "run.json"),
      ledger: readReport<LedgerReport>(run, "ledger.json"),
      found: [],
      crosswalks: join(run, "reports", "crosswalks"),
    });
    const inputs = new Set(manifest.inputs.map(({ table }) => table));
    const scope = new EvidenceScope(connection, { contract, inputs, runTables: RUN_TABLES, hasSnapshot: clock.isSet });
    this.#judge = new RuleJudge(connection, scope);
    const parameters = new Map(judged.map((result) => [result.id, result.parameters]));
    this.#rules = new Map(
      readReport<RuleBook>(run, "rules.json").rules.map((rule) => [
        rule.id,
        { ...rule, parameters: parameters.get(rule.id) ?? rule.parameters },
      ]),
    );
  }
}

/**
 * Makes `memory.main.people(number, person)` of the answer key, and those who are taken out: `gone_number`, `gone_person`.
 *
 * @returns the numbers of all patients in the answer key
 */
async function makePeople(
  connection: Connection,
  answers: string,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  await connection.run(
    "create table memory.main.people (number varchar, person varchar); create table memory.main.gone_number (number varchar)",
  );
  for (const file of readdirSync(answers).filter((name) => name.endsWith(".csv"))) {
    const { columns, sql } = loadFileSql(join(answers, file));
    if (!columns.includes(KEY) || !columns.includes(PERSON[0])) continue;
    await connection.run(
      `insert into memory.main.people select distinct split_part(${KEY}, '|', 1), ${PERSON[0]} from (${sql}) where ${KEY} is not null`,
    );
  }
  if (numbers.length > 0)
    await connection.run(
      `insert into memory.main.gone_number values ${numbers.map((number) => `(${literal(number)})`).join(", ")}`,
    );
  await connection.run(
    "create table memory.main.gone_person as select distinct person from memory.main.people where number in (from memory.main.gone_number) and person is not null;" +
      "insert into memory.main.gone_number select number from memory.main.people where person in (from memory.main.gone_person)",
  );
  return new Set(
    (await connection.rows("select distinct number from memory.main.people")).map(([number]) => String(number)),
  );
}

/** Makes the tables of the run again, as views that leave out what belongs to those who are taken out. */
async function makeRest(connection: Connection, { sources }: Pick<CompiledContract, "sources">): Promise<void> {
  const keys = new Map(sources.map(({ definition }) => [definition.table, definition.key[0]]));
  const tables = await tablesOf(connection);
  const ofPatient = (column: string) =>
    `coalesce(trim(${identifier(column)}, ' '), '') in (from memory.main.gone_number)`;
  await connection.run("create table memory.main.gone_row (source_table varchar, source_row bigint)");
  for (const schema of new Set(tables.map((table) => table.schema)))
    await connection.run(`create schema if not exists ${REST}.${identifier(schema)}`);
  for (const { schema, name, columns } of tables) {
    const place = `${identifier(schema)}.${identifier(name)}`;
    const key = schema === "source" ? keys.get(name) : undefined;
    const gone: string[] = [];
    if (key !== undefined && columns.includes(key)) {
      gone.push(ofPatient(key));
      await connection.run(
        `insert into memory.main.gone_row select ${literal(name)}, _row from ${WHOLE}.${place} where ${ofPatient(key)}`,
      );
    }
    if (columns.includes(KEY)) gone.push(`split_part(${KEY}, '|', 1) in (from memory.main.gone_number)`);
    if (columns.includes("source_row")) gone.push("(source_table, source_row) in (from memory.main.gone_row)");
    if (schema === "target")
      for (const column of PERSON.filter((one) => columns.includes(one)))
        gone.push(`${column} in (from memory.main.gone_person)`);
    const kept = gone.map((condition) => `not coalesce(${condition}, false)`);
    await connection.run(
      `create view ${REST}.${place} as select * from ${WHOLE}.${place}${kept.length === 0 ? "" : ` where ${kept.join(" and ")}`}`,
    );
  }
}

interface HeldTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

async function tablesOf(connection: Connection): Promise<readonly HeldTable[]> {
  const rows = await connection.rows(
    `select schema_name, table_name, string_agg(column_name, ' ') from duckdb_columns() where database_name = ${literal(WHOLE)} group by 1, 2 order by 1, 2`,
  );
  return rows.map(([schema, name, columns]) => ({
    schema: String(schema),
    name: String(name),
    columns: String(columns).split(" "),
  }));
}
