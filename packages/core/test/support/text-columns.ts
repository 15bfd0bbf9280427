import { textFrom } from "@pas-migrate/core";
import { Dictionary, Int32, Utf8, type Vector, vectorFromArray } from "apache-arrow";
import fc from "fast-check";

export type Cells = readonly (string | null)[];

/** Cells of a text column: often the same, often blank, sometimes beyond ASCII. */
export const cells: fc.Arbitrary<Cells> = fc.array(
  fc.oneof(
    fc.constantFrom(null, "", " ", "A", " A", "A ", "  A B  ", "é", " €\u00a0 ", "\t"),
    fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replace(/^ *\ufeff+/, "")), // Arrow drops the mark
  ),
  { maxLength: 30 },
);

/** Ways in which Arrow may hold the same cells. */
export const shapes: Readonly<Record<string, (values: Cells) => Vector>> = {
  "made by us": (values) => textFrom(values),
  "made by Arrow": (values) => vectorFromArray(values as string[], new Utf8()),
  "a slice": (values) => vectorFromArray(["before", null, ...values, "after"], new Utf8()).slice(2, 2 + values.length),
  "several chunks": (values) => {
    const half = values.length >> 1;
    const chunk = (part: Cells) => vectorFromArray(part as string[], new Utf8());
    return chunk(values.slice(0, half)).concat(chunk(values.slice(half)));
  },
  "a dictionary": (values) => vectorFromArray(values as string[], new Dictionary(new Utf8(), new Int32())),
};

/** What a column has to say of cells: "" is no value. */
export function asHeld(values: Cells): Cells {
  return values.map((value) => value || null);
}
