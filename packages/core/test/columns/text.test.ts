import {
  constantText,
  emptyText,
  filledRows,
  isText,
  textAt,
  textBytes,
  textFrom,
  textStrings,
  textVector,
} from "@pas-migrate/core";
import { Float64, makeData, makeVector, Utf8, vectorFromArray } from "apache-arrow";
import { expect } from "chai";
import fc from "fast-check";
import { asHeld, cells, shapes } from "../support/text-columns.js";

describe("text columns", () => {
  for (const [shape, make] of Object.entries(shapes)) {
    it(`read the same cells from ${shape}`, () => {
      fc.assert(
        fc.property(cells, (values) => {
          const column = make(values);
          expect(column.length).to.equal(values.length);
          expect(textStrings(column)).to.deep.equal(asHeld(values));
          expect(values.map((_, row) => textAt(column, row))).to.deep.equal(asHeld(values));
          expect(filledRows(column)).to.equal(values.filter((value) => value).length);
          expect(isText(column)).to.equal(true);
        }),
      );
    });
  }

  it("say to Arrow what they say to us", () => {
    fc.assert(
      fc.property(cells, (values) => {
        const column = textFrom(values);
        expect([...column]).to.deep.equal(asHeld(values));
        expect(column.nullCount).to.equal(values.filter((value) => !value).length);
      }),
    );
  });

  it("keep a byte order mark at the start of a value", () => {
    const values = ["\ufeffA", "é", "\ufeff"];
    expect(textStrings(textFrom(values))).to.deep.equal(values);
    expect(values.map((_, row) => textAt(textFrom(values), row))).to.deep.equal(values);
  });

  it("are decoded once", () => {
    const column = textFrom(["A", null]);
    expect(textStrings(column)).to.equal(textStrings(column));
    const arrow = vectorFromArray(["A"], new Utf8());
    expect(textBytes(arrow)).to.equal(textBytes(arrow));
  });

  it("give no bytes to a null that has some underneath", () => {
    const data = Buffer.from("hiddenseen");
    const column = makeVector(
      makeData({
        type: new Utf8(),
        length: 2,
        nullCount: 1,
        nullBitmap: Uint8Array.of(0b10),
        valueOffsets: Int32Array.of(0, 6, 10),
        data,
      }),
    );
    expect(textStrings(column)).to.deep.equal([null, "seen"]);
    expect(filledRows(column)).to.equal(1);
  });

  it("take undefined, null and an empty string for no value", () => {
    expect(textStrings(textFrom([undefined, null, "", "0"]))).to.deep.equal([null, null, null, "0"]);
  });

  it("can be made of bytes, of one value, and of none", () => {
    const column = textVector(Int32Array.of(0, 1, 1, 3), Buffer.from("Aé"));
    expect([...column]).to.deep.equal(["A", null, "é"]);
    expect([...constantText("é1", 3)]).to.deep.equal(["é1", "é1", "é1"]);
    expect(constantText("x", 0).length).to.equal(0);
    expect([...emptyText(2)]).to.deep.equal([null, null]);
    expect(emptyText(2).nullCount).to.equal(2);
  });

  it("refuse columns that hold no text, naming the type", () => {
    const numbers = vectorFromArray([1.5], new Float64());
    expect(isText(numbers)).to.equal(false);
    expect(() => textBytes(numbers)).to.throw(TypeError, "expected a text column, got Float64");
  });

  it("refuse bytes that are no UTF-8", () => {
    const column = textVector(Int32Array.of(0, 1), Uint8Array.of(0xff));
    expect(() => textStrings(column)).to.throw(TypeError);
    expect(() => textAt(column, 0)).to.throw(TypeError);
  });
});
