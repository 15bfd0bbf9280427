import { type ByteSource, type PackedBatch, PackedFormatError, PackedReader, textStrings } from "@pas-migrate/core";
import { expect } from "chai";
import fc from "fast-check";

/** Bytes in pieces of the given sizes, over and over. */
function source(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  let at = 0;
  let turn = 0;
  return (buffer, to, room) => {
    const size = Math.min(sizes[turn++ % sizes.length], room, bytes.length - at);
    buffer.set(bytes.subarray(at, at + size), to);
    at += size;
    return size;
  };
}

const pack = (rows: readonly (readonly string[])[]) =>
  Buffer.from(rows.map((row) => `${row.map((cell) => `${cell}\0`).join("")}\n`).join(""), "utf8");

function read(
  bytes: Uint8Array,
  sizes: readonly number[],
  fields: number,
  group: readonly number[],
  batchRows: number,
) {
  const batches: PackedBatch[] = [...new PackedReader(source(bytes, sizes), { fields, group, batchRows }).batches()];
  return batches.map(({ rows, columns }) => {
    const strings = columns.map(textStrings);
    expect(columns.map(({ length }) => length)).to.deep.equal(columns.map(() => rows));
    return Array.from({ length: rows }, (_, row) => strings.map((column) => column[row] ?? ""));
  });
}

const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", ",", '"', "é", "€"), maxLength: 6 });
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe("packed rows", () => {
  it("give back every cell in order, in pieces of any size and batches of any size", () => {
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((fields) =>
        fc.array(fc.array(cell, { minLength: fields, maxLength: fields }), { minLength: 1, maxLength: 30 }),
      );
    fc.assert(
      fc.property(table, sizes, fc.integer({ min: 1, max: 12 }), (rows, pieces, batchRows) => {
        const batches = read(pack(rows), pieces, rows[0].length, [], batchRows);
        expect(batches.flat()).to.deep.equal(rows);
        expect(batches.slice(0, -1).every(({ length }) => length === batchRows)).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it("never part a group, and part batches at the first end of a group that is far enough", () => {
    const keys = fc.array(fc.tuple(fc.constantFrom("1", "2", " 1", "2 "), fc.constantFrom("x", "y"), cell), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(keys, sizes, fc.integer({ min: 1, max: 6 }), (rows, pieces, batchRows) => {
        const expected: string[][][] = [[]];
        for (const [i, row] of rows.entries()) {
          const key = ([id, part]: readonly string[]) => `${id.trim()}|${part}`;
          const starts = i > 0 && key(row) !== key(rows[i - 1]);
          if (starts && expected.at(-1)!.length >= batchRows) expected.push([]);
          expected.at(-1)!.push([...row]);
        }
        expect(read(pack(rows), pieces, 3, [0, 1], batchRows)).to.deep.equal(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("hold rows longer than a chunk, and more rows than were foreseen", () => {
    const long = "x".repeat(900_000);
    expect(
      read(
        pack([
          ["1", long],
          ["2", ""],
          ["3", long],
        ]),
        [1 << 20],
        2,
        [],
        10,
      ),
    ).to.deep.equal([
      [
        ["1", long],
        ["2", ""],
        ["3", long],
      ],
    ]);
    const rows = Array.from({ length: 5000 }, (_, i) => ["same", String(i)]);
    expect(read(pack(rows), [1 << 20], 2, [0], 1)).to.deep.equal([rows]);
  });

  it("give no batch when there are no rows", () => {
    expect(read(Buffer.alloc(0), [1], 2, [], 1)).to.deep.equal([]);
  });

  it("refuse a last row that is cut short", () => {
    for (const bytes of ["a\0b\0", "a\0b\0\na", "a\0b\0\na\0", "a\0b\0\na\0b"])
      expect(() => read(Buffer.from(bytes), [3], 2, [], 1), bytes).to.throw(
        PackedFormatError,
        "the last row is cut short",
      );
  });

  it("refuse a row with too many fields", () => {
    expect(() => read(Buffer.from("a\0b\0c\0\n"), [99], 2, [], 1)).to.throw(
      PackedFormatError,
      "a row has more than 2 fields",
    );
  });

  it("leave batches that were handed out as they are", () => {
    const rows = Array.from({ length: 20 }, (_, i) => [`row ${i}`]);
    const batches = [...new PackedReader(source(pack(rows), [7]), { fields: 1, group: [], batchRows: 3 }).batches()];
    expect(batches.flatMap(({ columns: [column] }) => [...column])).to.deep.equal(rows.flat());
  });
});
