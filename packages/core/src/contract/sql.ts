import { type Connection, Database, identifier } from "../engine/database.js";

/** The columns of one source table that a query needs. */
export interface TableRead {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Steps of the optimizer that would hide a column that is only filtered on, or a table that is known to be empty. */
const HIDING_STEPS =
  "filter_pushdown,join_filter_pushdown,statistics_propagation,empty_result_pullup,late_materialization";

/**
 * A database without rows that knows every source table, feed and view by name, so that row SQL can be checked before
 * any data is there.
 */
export class SqlChecker {
  readonly #database: Database;
  readonly #connection: Connection;

  private constructor(database: Database, connection: Connection) {
    this.#database = database;
    this.#connection = connection;
  }

  static async open(): Promise<SqlChecker> {
    const database = await Database.open({ threads: 1 });
    const connection = await database.connect();
    await connection.run(
      `create schema source; create schema feed; set variable snapshot = null::varchar; set variable archive_before = null::varchar; set disabled_optimizers = '${HIDING_STEPS}'`,
    );
    return new SqlChecker(database, connection);
  }

  /** Makes an empty table with text columns and the two lineage columns. */
  async addTable(schema: "source" | "feed", table: string, columns: readonly string[]): Promise<void> {
    const all = ["_table varchar", "_row bigint", ...columns.map((column) => `${identifier(column)} varchar`)];
    await this.#connection.run(`create or replace table ${schema}.${identifier(table)} (${all.join(", ")})`);
  }

  /**
   * Makes a view known as the empty table that a run keeps it as, so that what reads it need not be bound through it.
   * Returns DuckDB's message when its SQL does not bind.
   */
  async addView(schema: string, name: string, sql: string): Promise<string | undefined> {
    const fault = await this.fault(sql);
    if (fault !== undefined) return fault;
    await this.#connection.run(`create schema if not exists ${identifier(schema)}`);
    await this.#connection.run(
      `create or replace table ${identifier(schema)}.${identifier(name)} as from (${sql}) with no data`,
    );
    return undefined;
  }

  /** DuckDB's message when the SQL does not parse or bind. */
  fault(sql: string): Promise<string | undefined> {
    return this.#connection.bindingFault(sql);
  }

  /** The columns that a SELECT gives, in order. */
  async columns(sql: string): Promise<readonly string[]> {
    return (await this.#connection.rows(`describe ${sql}`)).map((row) => String(row[0]));
  }

  /**
   * What a SELECT needs of the source tables, through `*` too: the columns that its plan scans once the planner
   * has removed those that do not matter to the result.
   */
  async reads(sql: string): Promise<readonly TableRead[]> {
    const [[, plan]] = await this.#connection.rows(`explain (format json) ${sql}`);
    const reads: TableRead[] = [];
    visit(JSON.parse(String(plan)), ({ name, extra_info: info }) => {
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

  close(): void {
    this.#connection.close();
    this.#database.close();
  }
}

function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node !== null && typeof node === "object") {
    see(node as Record<string, unknown>);
    for (const child of Object.values(node)) visit(child, see);
  }
}
