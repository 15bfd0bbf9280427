import { type Derivation, type DerivationContext, snapshotClock, textFrom, textStrings } from "@pas-migrate/core";

/** What a rule gave for literal columns: its values, and each refusal as `row reason` or `row reason code`. */
export interface Derived {
  readonly values: readonly (string | null)[];
  readonly refused: readonly string[];
}

type Columns = readonly (readonly (string | null)[])[];

/** Applies a rule to literal columns, with its `with:` block where it has one, and with the trust's codes for statuses written as `L` and the national code. */
export function derive(rule: Derivation, ...columns: Columns): Derived;
export function derive(args: DerivationContext["args"], rule: Derivation, ...columns: Columns): Derived;
export function derive(
  first: Derivation | DerivationContext["args"],
  ...rest: readonly (Derivation | Columns[number])[]
): Derived {
  if (typeof first === "function") return derive({}, first, ...(rest as Columns));
  const [rule, ...columns] = rest as readonly [Derivation, ...Columns];
  const refused: string[] = [];
  const context: DerivationContext = {
    rows: columns[0].length,
    args: first,
    clock: snapshotClock("2026-03-27T18:00"),
    setting: () => undefined,
    reject: (row, reason, code) => refused.push([row, reason, ...(code === undefined ? [] : [code])].join(" ")),
    note: () => {
      throw new Error("no rule of this plugin changes a value");
    },
    crosswalk: (name) => {
      if (name !== "rtt_status") throw new RangeError(name);
      return { target: (code) => (/^L\d\d$/.test(code) ? code.slice(1) : undefined) };
    },
  };
  const values = textStrings(rule(columns.map(textFrom), context));
  return { values, refused };
}
