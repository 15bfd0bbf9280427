import { textFrom, textStrings } from "../columns/index.js";
import { snapshotClock } from "../plugin/clock.js";
import type { Derivation } from "../plugin/derivation.js";
import { TEST_SNAPSHOT } from "./kit.js";

/** A column written out in a test; null where empty. */
export type LiteralColumn = readonly (string | null)[];

/** What a derivation gave, row by row, and what it said about rows. */
export interface Applied {
  readonly values: LiteralColumn;
  /** `row reason` or `row reason code`. */
  readonly rejects: readonly string[];
  /** `row reason`. */
  readonly notes: readonly string[];
}

/**
 * Applies a derivation to literal columns of equal length, at the test kit's clock and without settings.
 *
 * @param args the field's `with:` block
 * @param crosswalks target codes by source code, by crosswalk
 */
export function applyDerivation(
  derivation: Derivation,
  columns: readonly LiteralColumn[],
  args: Readonly<Record<string, unknown>> = {},
  crosswalks: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Applied {
  const rejects: string[] = [];
  const notes: string[] = [];
  const column = derivation(
    columns.map((cells) => textFrom(cells)),
    {
      rows: columns[0].length,
      args,
      clock: snapshotClock(TEST_SNAPSHOT),
      setting: () => undefined,
      reject: (row, reason, code) => rejects.push([row, reason, code].filter((part) => part !== undefined).join(" ")),
      note: (row, reason) => notes.push(`${row} ${reason}`),
      crosswalk: (name) => ({ target: (code) => crosswalks[name][code] }),
    },
  );
  return { values: textStrings(column), rejects, notes };
}

/** What a derivation of one column gives for each text. */
export function derivedValues(
  derivation: Derivation,
  texts: LiteralColumn,
  args?: Readonly<Record<string, unknown>>,
): LiteralColumn {
  return applyDerivation(derivation, [texts], args).values;
}
