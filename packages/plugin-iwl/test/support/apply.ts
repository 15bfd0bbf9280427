import { type Derivation, snapshotClock, textFrom, textStrings } from "@pas-migrate/core";

type Cells = readonly (string | null)[];

/** What a derivation gave, row by row, and what it said about rows. */
export interface Applied {
  readonly values: Cells;
  /** `row reason` or `row reason code`. */
  readonly rejects: readonly string[];
  /** `row reason`. */
  readonly notes: readonly string[];
}

/** Applies a derivation to literal columns. */
export function apply(
  derivation: Derivation,
  columns: readonly Cells[],
  args: Readonly<Record<string, unknown>> = {},
  crosswalks: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Applied {
  const rejects: string[] = [];
  const notes: string[] = [];
  const rows = columns[0].length;
  const column = derivation(
    columns.map((cells) => textFrom(cells)),
    {
      rows,
      args,
      clock: snapshotClock("2026-03-27T18:00"),
      setting: () => undefined,
      reject: (row, reason, code) => rejects.push([row, reason, code].filter((part) => part !== undefined).join(" ")),
      note: (row, reason) => notes.push(`${row} ${reason}`),
      crosswalk: (name) => ({ target: (code) => crosswalks[name][code] }),
    },
  );
  return { values: textStrings(column), rejects, notes };
}

/** What a derivation of one column gives for each text. */
export function valuesOf(derivation: Derivation, texts: Cells, args?: Readonly<Record<string, unknown>>): Cells {
  return apply(derivation, [texts], args).values;
}
