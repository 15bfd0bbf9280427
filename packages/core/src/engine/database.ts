import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Bool, Float64, Int64, type Table, Utf8, type Vector, vectorFromArray } from "apache-arrow";
import { tableOf, textFrom } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";
import { SQL_FUNCTIONS } from "./sql-functions.js";

export interface DatabaseOptions {
  /** A file, or nothing for a database in memory. */
  readonly path?: string;
  readonly threads?: number;
  /** As DuckDB writes it: `700MB`. Bounds DuckDB's buffers, not the process. */
  readonly memoryLimit?: string;
  /** Where DuckDB may spill. */
  readonly spill?: string;
}

/** The part of the memory limit that a sort gets. */
const FRUGAL = 0.625;

/** Bytes that a process may hold before it gives any back. */
const RELEASED_ABOVE = 512 << 20;

export type SqlValue = string | number | bigint | boolean | null;

/**
 * Filters that DuckDB makes up for a scan, from the other side of a join or from statistics, make a scan of Parquet files
 * several times slower than reading all of it, and take hundreds of megabytes that no limit counts.
 */
const WITHOUT_SCAN_FILTERS = "set disabled_optimizers = 'join_filter_pushdown,statistics_propagation'";

/** DuckDB, embedded. Streams are not offered: a stream that is disturbed ends early and says nothing. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #memoryLimit: string | undefined;

  private constructor(instance: DuckDBInstance, memoryLimit: string | undefined) {
    this.#instance = instance;
    this.#memoryLimit = memoryLimit;
  }

  static async open({ path = ":memory:", threads, memoryLimit, spill }: DatabaseOptions = {}): Promise<Database> {
    const options: Record<string, string> = {
      preserve_insertion_order: "true",
      // What files hold is in the system's own cache already.
      enable_external_file_cache: "false",
    };
    if (threads !== undefined) options.threads = String(threads);
    if (memoryLimit !== undefined) {
      options.memory_limit = memoryLimit;
      // Freed memory goes back to the system on its own; without, a process keeps what its hungriest statement had.
      options.allocator_background_threads = "true";
    }
    if (spill !== undefined) options.temp_directory = spill;
    return new Database(await DuckDBInstance.create(path, options), memoryLimit);
  }

  /** Opens a connection that knows the functions of {@link SQL_FUNCTIONS}. */
  async connect(): Promise<Connection> {
    const connection = await this.#instance.connect();
    await connection.run(`${WITHOUT_SCAN_FILTERS}; ${SQL_FUNCTIONS}`);
    return new Connection(connection, this.#memoryLimit);
  }

  close(): void {
    this.#instance.closeSync();
  }
}

/** One connection. Statements run one after the other; open a second connection for work side by side. */
export class Connection {
  readonly #connection: DuckDBConnection;
  readonly #memoryLimit: string | undefined;

  constructor(connection: DuckDBConnection, memoryLimit?: string) {
    this.#connection = connection;
    this.#memoryLimit = memoryLimit;
  }

  /** Runs statements. @throws MigrationError `SQL_FAILED`, without the values that DuckDB's message may quote */
  async run(sql: string): Promise<void> {
    await this.#try(sql, () => this.#connection.run(sql));
  }

  /** Runs a COPY or an INSERT and returns how many rows it took. */
  async count(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    return Number(row?.[0] ?? 0);
  }

  /** All rows of a query, as arrays. For results that are known to be small. */
  async rows(sql: string): Promise<readonly (readonly SqlValue[])[]> {
    const result = await this.#try(sql, () => this.#connection.runAndReadAll(sql));
    return result.getRows() as unknown as SqlValue[][];
  }

  /** The first value of the first row, or null. */
  async value(sql: string): Promise<SqlValue> {
    const [row] = await this.rows(sql);
    return row?.[0] ?? null;
  }

  /** The first column of a query, whole numbers from 0 to 2^32 - 1. Takes little more than four bytes a row. */
  async numbers(sql: string): Promise<Uint32Array> {
    const result = await this.#try(sql, () => this.#connection.run(sql));
    const numbers = new Uint32Array(result.rowCount);
    let at = 0;
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
      for (const value of chunk.getColumnValues(0)) numbers[at++] = Number(value);
    return numbers;
  }

  /** A query's result as an Arrow table: text as Utf8, whole numbers as Int64, other numbers as Float64, the rest as text. */
  async arrow(sql: string): Promise<Table> {
    const result = await this.#try(sql, () => this.#connection.runAndReadAll(sql));
    const names = result.deduplicatedColumnNames();
    const columns = result.getColumns() as unknown as SqlValue[][];
    return tableOf(names.map((name, i) => [name, vectorOf(columns[i] ?? [], String(result.columnType(i)))] as const));
  }

  /** Appends rows of text to a table, for small tables that have no file. */
  async append(schema: string, table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
    const appender = await this.#connection.createAppender(table, schema);
    for (const row of rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  /** A statement's plan, or DuckDB's own message when it does not bind. Only for tables without rows. */
  async plan(sql: string): Promise<{ readonly plan?: unknown; readonly fault?: string }> {
    try {
      const found = await this.#connection.runAndReadAll(`explain (format json) ${sql}`);
      return { plan: JSON.parse(String(found.getRows()[0][1])) };
    } catch (error) {
      return { fault: (error as Error).message.split("\n\n")[0].replaceAll("\n", " ").trim() };
    }
  }

  /**
   * Gives back to the system what finished statements have left: DuckDB keeps it for seconds otherwise, while others work.
   * A process that is small keeps it, for the next statement would only ask for it again.
   */
  async release(): Promise<void> {
    if (process.memoryUsage.rss() > RELEASED_ABOVE) await this.#setLimit();
  }

  /** Runs work under a part of the memory limit: for sorts, which take about as much again that no limit counts, and spill. */
  async frugally<T>(work: () => Promise<T>): Promise<T> {
    const [, amount, unit] = /^([\d.]+)\s*(\w+)$/.exec(this.#memoryLimit ?? "") ?? [];
    if (amount !== undefined) await this.run(`set memory_limit = '${Number(amount) * FRUGAL}${unit}'`);
    try {
      return await work();
    } finally {
      if (amount !== undefined) await this.#setLimit();
    }
  }

  close(): void {
    this.#connection.closeSync();
  }

  /** Setting the limit, even to what it is, makes DuckDB give back what it does not use. */
  async #setLimit(): Promise<void> {
    if (this.#memoryLimit !== undefined) await this.run(`set memory_limit = ${literal(this.#memoryLimit)}`);
  }

  async #try<T>(sql: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw errors.sqlFailed(sql, error as Error);
    }
  }
}

/** An SQL string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An SQL identifier, quoted. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function vectorOf(values: readonly SqlValue[], type: string): Vector {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT)$/.test(type)) {
    return vectorFromArray(
      values.map((value) => (value === null ? null : BigInt(value as number))),
      new Int64(),
    );
  }
  if (/^(DOUBLE|FLOAT)$/.test(type)) return vectorFromArray(values as number[], new Float64());
  if (type === "BOOLEAN") return vectorFromArray(values as boolean[], new Bool());
  if (values.length === 0) return vectorFromArray([] as string[], new Utf8());
  return textFrom(values.map((value) => (value === null ? null : String(value))));
}
