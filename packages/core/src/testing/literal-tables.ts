import type { CompiledContract } from "../contract/model.js";
import { type Connection, identifier, literal } from "../engine/database.js";
import { didYouMean } from "../errors/did-you-mean.js";
import { makeTextTable } from "./memory-storage.js";

/** A source table written out in a test: columns of equal length; "" and null are both "no value". */
export type LiteralTable = Readonly<Record<string, readonly (string | null)[]>>;

/** Source tables by name. Tables that are left out have no rows. */
export type LiteralTables = Readonly<Record<string, LiteralTable>>;

/**
 * Puts literal tables where intake would have put extracts. Tables and columns that the contract does not know are
 * errors: a fixture that nobody reads proves nothing.
 *
 * @throws RangeError naming the table and column
 */
export async function loadLiteralTables(
  connection: Connection,
  { sources, feeds }: CompiledContract,
  tables: LiteralTables,
): Promise<void> {
  const known = new Map<
    string,
    { schema: "source" | "feed"; table: string; used: readonly string[]; all: readonly string[] }
  >();
  for (const { definition, used } of sources) {
    known.set(definition.table, {
      schema: "source",
      table: definition.table,
      used,
      all: Object.keys(definition.fields),
    });
  }
  for (const { name, columns } of feeds)
    known.set(`feed:${name}`, { schema: "feed", table: name, used: Object.keys(columns), all: Object.keys(columns) });
  for (const name of Object.keys(tables)) {
    if (!known.has(name)) throw new RangeError(`the contract reads no table ${name}.${didYouMean(name, known.keys())}`);
  }
  for (const [name, { schema, table, used, all }] of known) {
    const rows = rowsOf(name, tables[name] ?? {}, all);
    await makeTextTable(connection, "literal", name, ["_row", ...all], rows);
    const columns = used.map(identifier).join(", ");
    await connection.run(
      `create or replace view ${schema}.${identifier(table)} as select ${literal(name)} as _table, cast(_row as bigint) as _row, ${columns} from literal.${identifier(name)}`,
    );
  }
}

function rowsOf(name: string, table: LiteralTable, columns: readonly string[]): readonly (string | null)[][] {
  const given = Object.entries(table);
  const length = given[0]?.[1].length ?? 0;
  for (const [column, values] of given) {
    if (!columns.includes(column))
      throw new RangeError(`${name} has no column ${column}.${didYouMean(column, columns)}`);
    if (values.length !== length)
      throw new RangeError(`${name}.${column} has ${values.length} rows, the first column has ${length}`);
  }
  return Array.from({ length }, (_, row) => [
    String(row + 1),
    ...columns.map((column) => table[column]?.[row] || null),
  ]);
}
