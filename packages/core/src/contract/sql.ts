import { createHash } from "node:crypto";
import { type Connection, Database, identifier } from "../engine/database.js";

/** The columns of one source table that a query needs. */
export interface TableRead {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Of the optimizer's steps only the one that finds the columns that matter. Others would hide a column that is only
 * filtered on, or a table that is known to be empty, and all of them take time.
 */
const COLUMNS_ONLY =
  "set variable other_steps = (select string_agg(name, ',') from duckdb_optimizers() where name <> 'unused_columns');" +
  "set disabled_optimizers = getvariable('other_steps')";

/** What is known of a query, by everything that had been made known before it and by its text. */
type Answers = Map<string, Promise<unknown>>;

/** Answers that are kept: several contracts' worth, for tests and scripts that compile again and again. */
const MAX_ANSWERS = 5000;

/**
 * A database without rows that knows every source table, feed and view by name, so that row SQL can be checked before
 * any data is there. What a query binds to is a pure function of the tables, the views and its text, so answers are
 * remembered for the life of the process, and a database is only opened for a question that is new.
 */
export class SqlChecker {
  static readonly #answers: Answers = new Map();
  #open: Promise<{ readonly database: Database; readonly connection: Connection }> | undefined;
  /** Statements that the database has not seen yet. */
  #pending = [
    `create schema source; create schema feed; set variable snapshot = null::varchar; set variable archive_before = null::varchar; ${COLUMNS_ONLY}`,
  ];
  /** A digest of all statements so far. */
  #state = "";

  /** Makes an empty table with text columns and the two lineage columns. */
  addTable(schema: "source" | "feed", table: string, columns: readonly string[]): void {
    const all = ["_table varchar", "_row bigint", ...columns.map((column) => `${identifier(column)} varchar`)];
    this.#make(`create or replace table ${schema}.${identifier(table)} (${all.join(", ")})`);
  }

  /** Runs a statement that makes something known, such as an empty table. */
  declare(statement: string): void {
    this.#make(statement);
  }

  /**
   * Makes a view known as the empty table that a run keeps it as, so that what reads it need not be bound through it.
   * Returns DuckDB's message when its SQL does not bind.
   */
  async addView(schema: string, name: string, sql: string): Promise<string | undefined> {
    const fault = await this.fault(sql);
    if (fault !== undefined) return fault;
    this.#make(`create schema if not exists ${identifier(schema)}`);
    this.#make(`create or replace table ${identifier(schema)}.${identifier(name)} as from (${sql}) with no data`);
    return undefined;
  }

  /** DuckDB's message when the SQL does not parse or bind. */
  async fault(sql: string): Promise<string | undefined> {
    const { fault } = await this.#plan(sql);
    return fault;
  }

  /** The columns that a SELECT gives, in order. */
  columns(sql: string): Promise<readonly string[]> {
    return this.#ask("columns", sql, async (connection) =>
      (await connection.rows(`describe ${sql}`)).map((row) => String(row[0])),
    );
  }

  /**
   * What a SELECT needs of the source tables, through `*` too: the columns that its plan scans once the planner
   * has removed those that do not matter to the result.
   */
  async reads(sql: string): Promise<readonly TableRead[]> {
    const { plan } = await this.#plan(sql);
    return sourceScans(plan);
  }

  async close(): Promise<void> {
    const open = await this.#open;
    open?.connection.close();
    open?.database.close();
  }

  #plan(sql: string): Promise<{ readonly plan?: unknown; readonly fault?: string }> {
    return this.#ask("plan", sql, (connection) => connection.plan(sql));
  }

  #make(statement: string): void {
    this.#pending.push(statement);
    this.#state = createHash("sha256").update(`${this.#state}\n${statement}`).digest("hex");
  }

  #ask<T>(kind: string, sql: string, find: (connection: Connection) => Promise<T>): Promise<T> {
    const answers = SqlChecker.#answers;
    const question = `${this.#state} ${kind} ${sql}`;
    const known = answers.get(question);
    if (known !== undefined) return known as Promise<T>;
    const answer = this.#connection().then(find);
    // A question that could not be put is put again.
    answer.catch(() => answers.delete(question));
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(question, answer);
    return answer;
  }

  /** The database, with everything that was made known so far. */
  async #connection(): Promise<Connection> {
    this.#open ??= Database.open({ threads: 1 }).then(async (database) => ({
      database,
      connection: await database.connect(),
    }));
    const { connection } = await this.#open;
    for (const statement of this.#pending.splice(0)) await connection.run(statement);
    return connection;
  }
}

function sourceScans(plan: unknown): readonly TableRead[] {
  const reads: TableRead[] = [];
  visit(plan, ({ name, extra_info: info }) => {
    if (name !== "SEQ_SCAN") return;
    const { Table: place = "", Projections: columns = [] } = info as {
      Table?: string;
      Projections?: string | string[];
    };
    const [table, schema] = place.replaceAll('"', "").split(".").reverse();
    if (schema === "source") reads.push({ table, columns: [columns].flat() });
  });
  return reads;
}

function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node !== null && typeof node === "object") {
    see(node as Record<string, unknown>);
    for (const child of Object.values(node)) visit(child, see);
  }
}
