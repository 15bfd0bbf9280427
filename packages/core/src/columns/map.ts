import type { Utf8, Vector } from "apache-arrow";
import { textFrom, textStrings } from "./text.js";

const REMEMBERED = 512;

/**
 * Applies a pure function to every value of a text column. It is not called for rows without a value, which stay so.
 * Results are remembered for the first 512 distinct values of a batch, so that a column of codes costs one call a code,
 * and a column in which nothing repeats costs no more than its calls.
 */
export function mapText(column: Vector, change: (value: string) => string | null): Vector<Utf8> {
  const known = new Map<string, string | null>();
  return textFrom(
    textStrings(column).map((value) => {
      if (value === null) return null;
      if (known.size === REMEMBERED) return change(value);
      const remembered = known.get(value);
      if (remembered !== undefined) return remembered;
      const result = change(value);
      known.set(value, result);
      return result;
    }),
  );
}

/** Makes a text column from one or more text columns of equal length, row by row. */
export function combineText(
  columns: readonly Vector[],
  combine: (values: readonly (string | null)[], row: number) => string | null,
): Vector<Utf8> {
  const sources = columns.map(textStrings);
  const values = new Array<string | null>(columns[0].length);
  const cells = new Array<string | null>(columns.length);
  for (let row = 0; row < values.length; row++) {
    for (let i = 0; i < sources.length; i++) cells[i] = sources[i][row];
    values[row] = combine(cells, row);
  }
  return textFrom(values);
}

/** Row by row the first of the columns that has a value. */
export function coalesceText(columns: readonly Vector[]): Vector<Utf8> {
  return combineText(columns, (values) => values.find((value) => value !== null) ?? null);
}
