import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Connection, identifier, literal } from "../engine/database.js";

/** How one delivered table compares with the answer key. */
export interface TableScore {
  readonly table: string;
  readonly expected: number;
  readonly loaded: number;
  /** Rows of the answer key that were not loaded. */
  readonly missing: number;
  /** Rows that were loaded and are not in the answer key. */
  readonly unexpected: number;
  /** Cells that differ in rows that both have, by column. */
  readonly cells: Readonly<Record<string, number>>;
}

/** One difference: a row on one side only, or a cell. The values are a mock hospital's. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly expected: string;
  readonly loaded: string;
}

/** Differences that are listed for a table; all are counted. */
const LISTED = 200;
const HEADER_BYTES = 16_384;
const NUMBER = "record_number";

/**
 * Compares a load file with the answer key. Rows are matched by record number; a table without one (archives, staff) is
 * compared as a set of whole rows.
 */
export async function compareTable(
  connection: Connection,
  table: string,
  loads: string,
  answers: string,
): Promise<{ readonly score: TableScore; readonly differences: readonly Difference[] }> {
  const expected = await readSide(connection, "expected_rows", join(answers, `${table}.csv`));
  const loaded = await readSide(connection, "loaded_rows", join(loads, `${table}.csv`));
  const columns = [...new Set([...loaded, ...expected])];
  for (const [side, held] of [
    ["expected_rows", expected],
    ["loaded_rows", loaded],
  ] as const)
    await completeSide(connection, side, held, columns);
  const compare = columns.includes(NUMBER) ? compareByNumber : compareAsSet;
  return compare(connection, table, columns);
}

/** @returns the columns of the file; none when there is no file */
async function readSide(connection: Connection, name: string, path: string): Promise<readonly string[]> {
  if (!existsSync(path)) {
    await connection.run(`create or replace temp table ${name} as select 1 as one where false`);
    return [];
  }
  const { columns, sql } = loadFileSql(path);
  await connection.run(`create or replace temp table ${name} as ${sql}`);
  return columns;
}

/** The columns of a load file, and a SELECT of its rows, all columns as text. */
export function loadFileSql(path: string): { readonly columns: readonly string[]; readonly sql: string } {
  const columns = headerOf(path);
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(", ");
  const sql = `select * from read_csv(${literal(path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', nullstr = '', max_line_size = 4194304, columns = {${types}})`;
  return { columns, sql };
}

/** Header lines are short: column names of load tables. */
function headerOf(path: string): readonly string[] {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    const length = readSync(handle, bytes, 0, HEADER_BYTES, 0);
    return bytes.toString("utf8", 0, length).split("\r\n", 1)[0].split(",");
  } finally {
    closeSync(handle);
  }
}

async function completeSide(
  connection: Connection,
  side: string,
  held: readonly string[],
  columns: readonly string[],
): Promise<void> {
  const select = columns.map((column) =>
    held.includes(column) ? identifier(column) : `null::varchar as ${identifier(column)}`,
  );
  if (columns.length > 0)
    await connection.run(`create or replace temp table ${side} as select ${select.join(", ")} from ${side}`);
}

async function compareByNumber(connection: Connection, table: string, columns: readonly string[]) {
  const others = columns.filter((column) => column !== NUMBER);
  const differs = others.map((column) => `e.${identifier(column)} is distinct from l.${identifier(column)}`);
  const counts = others.map(
    (_, i) => `count(*) filter (where e.${NUMBER} is not null and l.${NUMBER} is not null and ${differs[i]})`,
  );
  const join = `expected_rows e full join loaded_rows l on l.${NUMBER} = e.${NUMBER}`;
  const [[expected, loaded, missing, unexpected, ...cells]] = await connection.rows(
    `select count(e.${NUMBER}), count(l.${NUMBER}), count(*) filter (where l.${NUMBER} is null), count(*) filter (where e.${NUMBER} is null)` +
      `${counts.map((count) => `, ${count}`).join("")} from ${join}`,
  );
  const wrong = others.filter((_, i) => Number(cells[i]) > 0);
  const key = columns.includes("external_system_id")
    ? "coalesce(e.external_system_id, l.external_system_id)"
    : `coalesce(e.${NUMBER}, l.${NUMBER})`;
  const listed = [
    `select ${key}, '', case when l.${NUMBER} is null then 'a row' else '' end, case when e.${NUMBER} is null then 'a row' else '' end from ${join} where e.${NUMBER} is null or l.${NUMBER} is null`,
    ...wrong.map(
      (column) =>
        `(select ${key}, ${literal(column)}, coalesce(e.${identifier(column)}, ''), coalesce(l.${identifier(column)}, '') from expected_rows e join loaded_rows l on l.${NUMBER} = e.${NUMBER} where e.${identifier(column)} is distinct from l.${identifier(column)} order by 1 limit 20)`,
    ),
  ];
  const rows = await connection.rows(`select * from (${listed.join(" union all ")}) order by 2, 1 limit ${LISTED}`);
  return {
    score: {
      table,
      expected: Number(expected),
      loaded: Number(loaded),
      missing: Number(missing),
      unexpected: Number(unexpected),
      cells: Object.fromEntries(wrong.map((column) => [column, Number(cells[others.indexOf(column)])])),
    },
    differences: rows.map((row) => difference(table, row)),
  };
}

/** Whole rows, each as often as it stands there. */
async function compareAsSet(connection: Connection, table: string, columns: readonly string[]) {
  if (columns.length === 0)
    return { score: { table, expected: 0, loaded: 0, missing: 0, unexpected: 0, cells: {} }, differences: [] };
  const side = (name: string) => `select * from ${name}`;
  const only = (one: string, other: string) => `(${side(one)} except all ${side(other)})`;
  const one = async (sql: string) => Number(await connection.value(sql));
  const shown = columns.map((column) => `coalesce(${identifier(column)}, '')`).join(" || '|' || ");
  const listed =
    `select ${shown} as row, '', 'a row', '' from ${only("expected_rows", "loaded_rows")}` +
    ` union all select ${shown}, '', '', 'a row' from ${only("loaded_rows", "expected_rows")}`;
  const rows = await connection.rows(`select * from (${listed}) order by 1 limit ${LISTED}`);
  return {
    score: {
      table,
      expected: await one("select count(*) from expected_rows"),
      loaded: await one("select count(*) from loaded_rows"),
      missing: await one(`select count(*) from ${only("expected_rows", "loaded_rows")}`),
      unexpected: await one(`select count(*) from ${only("loaded_rows", "expected_rows")}`),
      cells: {},
    },
    differences: rows.map((row) => difference(table, row)),
  };
}

function difference(table: string, row: readonly unknown[]): Difference {
  const [key, column, expected, loaded] = row.map((value) => String(value ?? ""));
  return { table, key, column, expected, loaded };
}
