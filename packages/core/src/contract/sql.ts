import { type Connection, Database, identifier, literal } from "../engine/database.js";

/** What a SELECT reads, from its syntax tree. */
export interface SqlReads {
  /** Tables named in FROM and JOIN, as `schema.table`. */
  readonly tables: readonly string[];
  /** Column names, in lower case, wherever they stand. */
  readonly columns: ReadonlySet<string>;
  /** True when a `*` takes all columns. */
  readonly star: boolean;
}

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
    await connection.run("create schema source; create schema feed; set variable snapshot = null::varchar");
    return new SqlChecker(database, connection);
  }

  /** Makes an empty table with text columns and the two lineage columns. */
  async addTable(schema: "source" | "feed", table: string, columns: readonly string[]): Promise<void> {
    const all = ["_table varchar", "_row bigint", ...columns.map((column) => `${identifier(column)} varchar`)];
    await this.#connection.run(`create or replace table ${schema}.${identifier(table)} (${all.join(", ")})`);
  }

  /** Makes a view; returns DuckDB's message when its SQL does not bind. */
  async addView(schema: string, name: string, sql: string): Promise<string | undefined> {
    const fault = await this.fault(sql);
    if (fault !== undefined) return fault;
    await this.#connection.run(`create schema if not exists ${identifier(schema)}`);
    await this.#connection.run(`create or replace view ${identifier(schema)}.${identifier(name)} as ${sql}`);
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

  /** What a SELECT reads. */
  async reads(sql: string): Promise<SqlReads> {
    const tree = JSON.parse(String(await this.#connection.value(`select json_serialize_sql(${literal(sql)})`)));
    const tables = new Set<string>();
    const columns = new Set<string>();
    let star = false;
    visit(tree, (node) => {
      if (node.type === "BASE_TABLE") tables.add(`${node.schema_name}.${node.table_name}`);
      if (node.class === "COLUMN_REF") columns.add(String((node.column_names as string[]).at(-1)).toLowerCase());
      if (node.class === "STAR" && node.relation_name !== undefined) star = true;
      for (const column of (node.using_columns as string[] | undefined) ?? []) columns.add(column.toLowerCase());
    });
    return { tables: [...tables], columns, star };
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
