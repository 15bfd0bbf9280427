import {
  ByteBuffer,
  blankRows,
  CodeTranslator,
  coalesceText,
  columnsOf,
  combineText,
  mapText,
  tableOf,
  takeColumn,
  takeRows,
  textFrom,
  textStrings,
  trimText,
} from "@pas-migrate/core";
import { Float64, Int64, vectorFromArray } from "apache-arrow";
import { expect } from "chai";
import fc from "fast-check";
import { asHeld, cells, shapes } from "../support/text-columns.js";

const trimmed = (value: string | null) => (value ?? "").replace(/^ +| +$/g, "");

/** Cells, and row numbers among them. */
const withRows = cells.chain((values) =>
  fc.tuple(
    fc.constant(values),
    values.length === 0 ? fc.constant<number[]>([]) : fc.array(fc.nat(values.length - 1), { maxLength: 40 }),
  ),
);

describe("column kernels", () => {
  for (const [shape, make] of Object.entries(shapes)) {
    it(`trim U+0020 and nothing else, in a column that is ${shape}`, () => {
      fc.assert(
        fc.property(cells, (values) => {
          expect(textStrings(trimText(make(values)))).to.deep.equal(asHeld(values.map(trimmed)));
        }),
      );
    });

    it(`take rows in any order and number, from a column that is ${shape}`, () => {
      fc.assert(
        fc.property(withRows, ([values, rows]) => {
          const taken = takeColumn(make(values), rows);
          expect(textStrings(taken)).to.deep.equal(asHeld(rows.map((row) => values[row])));
          expect(textStrings(takeColumn(make(values), Int32Array.from(rows)))).to.deep.equal(textStrings(taken));
        }),
      );
    });

    it(`blank rows, in a column that is ${shape}`, () => {
      fc.assert(
        fc.property(withRows, ([values, rows]) => {
          const expected = values.map((value, row) => (rows.includes(row) ? null : value));
          expect(textStrings(blankRows(make(values), rows))).to.deep.equal(asHeld(expected));
        }),
      );
    });

    it(`translate codes without their outer blanks, and name the rows whose code is missing, in a column that is ${shape}`, () => {
      const pairs = new Map([
        ["A", "1"],
        ["é", "twenty"],
        ["A B", ""],
      ]);
      fc.assert(
        fc.property(cells, (values) => {
          const { column, missing } = new CodeTranslator((code) => pairs.get(code)).translate(make(values));
          const codes = values.map(trimmed);
          expect(textStrings(column)).to.deep.equal(codes.map((code) => pairs.get(code) || null));
          expect(missing).to.deep.equal(codes.flatMap((code, row) => (code !== "" && !pairs.has(code) ? [row] : [])));
        }),
      );
    });

    it(`map values that are there, in a column that is ${shape}`, () => {
      const change = (value: string) => (value.includes("A") ? null : `<${value}>`);
      fc.assert(
        fc.property(cells, (values) => {
          expect(textStrings(mapText(make(values), change))).to.deep.equal(
            asHeld(values).map((value) => value && change(value)),
          );
        }),
      );
    });
  }

  it("give back the very column when there is nothing to trim or to blank", () => {
    const column = textFrom(["A", null, "B C", "\u00a0D\t"]);
    expect(trimText(column)).to.equal(column);
    expect(blankRows(column, [])).to.equal(column);
  });

  it("take a byte order mark at the start of a code for part of it", () => {
    const { column, missing } = new CodeTranslator((code) => (code === "A" ? "1" : undefined)).translate(
      textFrom(["A", "\ufeffA"]),
    );
    expect(textStrings(column)).to.deep.equal(["1", null]);
    expect(missing).to.deep.equal([1]);
  });

  it("look each distinct code up once, over all batches", () => {
    const asked: string[] = [];
    const translator = new CodeTranslator((code) => {
      asked.push(code);
      return code === "M" ? "1" : undefined;
    });
    for (let batch = 0; batch < 2; batch++) {
      const { column, missing } = translator.translate(textFrom(["M", " M", "X", null, "  ", "M"]));
      expect(textStrings(column)).to.deep.equal(["1", "1", null, null, null, "1"]);
      expect(missing).to.deep.equal([2]);
    }
    expect(asked).to.deep.equal(["M", "X"]);
  });

  it("translate right beyond the codes that are remembered", () => {
    const codes = Array.from({ length: 70_000 }, (_, i) => `c${i}`);
    let asked = 0;
    const translator = new CodeTranslator((code) => {
      asked++;
      return code.slice(1);
    });
    for (let batch = 0; batch < 2; batch++)
      expect(textStrings(translator.translate(textFrom(codes)).column)).to.deep.equal(codes.map((c) => c.slice(1)));
    expect(asked).to.equal(70_000 + (70_000 - (1 << 16)));
  });

  it("map each distinct value once while they are few, null results included", () => {
    const asked: string[] = [];
    const column = textFrom(["A", "B", null, "A", "B", "A"]);
    mapText(column, (value) => {
      asked.push(value);
      return value === "A" ? null : value;
    });
    expect(asked).to.deep.equal(["A", "B"]);
  });

  it("map right when there are more distinct values than are remembered", () => {
    const values = Array.from({ length: 2000 }, (_, i) => `v${i % 700}`);
    expect(textStrings(mapText(textFrom(values), (value) => value.toUpperCase()))).to.deep.equal(
      values.map((value) => value.toUpperCase()),
    );
  });

  it("combine columns row by row, with the row's number", () => {
    const column = combineText([textFrom(["A", null, "C"]), textFrom(["x", "y", null])], ([one, other], row) =>
      row === 2 ? null : `${row}${one}${other}`,
    );
    expect(textStrings(column)).to.deep.equal(["0Ax", "1nully", null]);
  });

  it("give the first value that is there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(null, "", "A", "B", " "), { minLength: 3, maxLength: 3 })),
        (rows) => {
          const columns = [0, 1, 2].map((i) => textFrom(rows.map((row) => row[i])));
          expect(textStrings(coalesceText(columns))).to.deep.equal(
            rows.map((row) => row.find((value) => value) ?? null),
          );
        },
      ),
    );
  });

  it("take rows of tables whose columns are of any type", () => {
    const table = tableOf([
      ["code", textFrom(["A", null, "C"])],
      ["count", vectorFromArray([1n, 2n, null], new Int64())],
      ["share", vectorFromArray([0.5, 1, 2], new Float64())],
    ]);
    const taken = takeRows(table, [2, 0, 0]);
    expect(taken.schema.names).to.deep.equal(["code", "count", "share"]);
    expect([...columnsOf(taken)].map(([name, column]) => [name, [...column]])).to.deep.equal([
      ["code", ["C", "A", "A"]],
      ["count", [null, 1n, 1n]],
      ["share", [2, 0.5, 0.5]],
    ]);
  });

  it("grow a byte buffer without losing a byte", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 })), (parts) => {
        const buffer = new ByteBuffer(1);
        for (const part of parts) buffer.append(part);
        expect(Buffer.from(buffer.take()).equals(Buffer.concat(parts))).to.equal(true);
        expect(buffer.length).to.equal(Buffer.concat(parts).length);
      }),
    );
    const buffer = new ByteBuffer();
    buffer.append(Buffer.from("abcdef"), 2, 4);
    const copy = buffer.take();
    buffer.bytes[0] = 0;
    expect(Buffer.from(copy).toString()).to.equal("cd");
  });
});
