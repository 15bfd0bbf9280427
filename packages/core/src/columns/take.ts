import { Table, type Vector, vectorFromArray } from "apache-arrow";
import { ByteBuffer } from "./byte-buffer.js";
import { isText, textBytes, textVector } from "./text.js";

/** The chosen rows of a column, in the order given; a row may be chosen more than once. */
export function takeColumn(column: Vector, rows: ArrayLike<number>): Vector {
  if (!isText(column)) {
    return vectorFromArray(
      Array.from(rows, (row) => column.get(row)),
      column.type,
    );
  }
  const { offsets, data } = textBytes(column);
  const out = new ByteBuffer();
  const ends = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    out.append(data, offsets[rows[i]], offsets[rows[i] + 1]);
    ends[i + 1] = out.length;
  }
  return textVector(ends, out.take());
}

/** The chosen rows of a table, in the order given; a row may be chosen more than once. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  return tableOf([...columnsOf(table)].map(([name, column]) => [name, takeColumn(column, rows)]));
}

/** The column with the chosen rows emptied. */
export function blankRows(column: Vector, rows: readonly number[]): Vector {
  if (rows.length === 0) return column;
  const blanked = new Set(rows);
  const { length, offsets, data } = textBytes(column);
  const out = new ByteBuffer(offsets[length]);
  const ends = new Int32Array(length + 1);
  for (let row = 0; row < length; row++) {
    if (!blanked.has(row)) out.append(data, offsets[row], offsets[row + 1]);
    ends[row + 1] = out.length;
  }
  return textVector(ends, out.take());
}

/**
 * Named columns of equal length, in order. Inside the engine columns travel like this and not as an Arrow table, which
 * makes new vectors each time it is asked, so that nothing could be remembered about them.
 */
export type Columns = ReadonlyMap<string, Vector>;

/** Makes a table of named columns. */
export function tableOf(columns: Iterable<readonly [string, Vector]>): Table {
  return new Table(Object.fromEntries(columns));
}

/** The columns of a table. */
export function columnsOf(table: Table): Columns {
  return new Map(table.schema.fields.map(({ name }) => [name, table.getChild(name)!]));
}
