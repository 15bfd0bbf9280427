import { expect } from "chai";
import fc from "fast-check";
import { MAX_FIELD_BYTES, RecordScanner, type SourceEncoding } from "../../dist/intake/record-scanner.js";
import { modelOf, scanInPieces } from "../support/record-model.js";

const cell = fc.string({
  unit: fc.constantFrom("a", "B", " ", ",", '"', "\n", "\r", "\r\n", "\xe9", ";"),
  maxLength: 8,
});
const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

/** A cell in quotes when it has to be, or when it may be. */
const written = fc.tuple(cell, fc.boolean()).map(([value, wish]) => {
  const quote = wish || /[",\r\n]/.test(value);
  return { value, text: quote ? `"${value.replaceAll('"', '""')}"` : value };
});

const table = fc.integer({ min: 1, max: 4 }).chain((fields) =>
  fc.record({
    fields: fc.constant(fields),
    rows: fc.array(
      fc.tuple(fc.array(written, { minLength: fields, maxLength: fields }), fc.constantFrom("\n", "\r\n")),
      {
        maxLength: 8,
      },
    ),
  }),
);

describe("record scanner", () => {
  it("reads back the cells of any table, in pieces of any size, with the physical line of each record", () => {
    fc.assert(
      fc.property(table, pieces, ({ fields, rows }, sizes) => {
        const texts = rows.map(([cells]) => cells.map(({ text }) => text).join(","));
        const file = rows.map(([, lineEnd], i) => texts[i] + lineEnd).join("");
        const lineOf = (row: number) =>
          1 +
          rows
            .slice(0, row)
            .map(([, lineEnd], i) => texts[i] + lineEnd)
            .join("")
            .split("\n").length -
          1;
        const { records, blankLines } = scanInPieces(file, fields, "windows-1252", sizes);
        const expected = rows.flatMap(([cells], i) =>
          texts[i] === "" ? [] : [{ line: lineOf(i), text: texts[i], cells: cells.map(({ value }) => value) }],
        );
        expect(records).to.deep.equal(expected);
        expect(blankLines).to.equal(texts.filter((text) => text === "").length);
      }),
      { numRuns: 500 },
    );
  });

  it("says of any bytes what the rules say, in pieces of any size", () => {
    const soup = fc.string({
      unit: fc.constantFrom("a", ",", '"', '""', '",', ',"', "\n", "\r\n", "\r", " ", "\0", "\x81", "\x9d", "\xe9"),
      maxLength: 60,
    });
    const encoding = fc.constantFrom<SourceEncoding>("utf-8", "windows-1252");
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 4 }), encoding, pieces, (text, fields, charset, sizes) => {
        const ascii = charset === "utf-8" ? text.replaceAll(/[\x80-\xff]/g, "z") : text;
        const { records, blankLines } = scanInPieces(ascii, fields, charset, sizes);
        expect({ records, blankLines }).to.deep.equal(modelOf(ascii, fields, charset));
      }),
      { numRuns: 2000 },
    );
  });

  it("puts every byte in a record, a blank line or a line end", () => {
    const soup = fc.string({ unit: fc.constantFrom("x", ",", '"', "\n", "\r\n", "\0"), maxLength: 80 });
    fc.assert(
      fc.property(soup, pieces, (text, sizes) => {
        const { records } = scanInPieces(text, 2, "utf-8", sizes);
        let at = 0;
        for (const record of records) {
          const found = text.indexOf(record.text, at);
          expect(text.slice(at, found)).to.match(/^(\r?\n)*$/);
          at = found + record.text.length;
        }
        expect(text.slice(at)).to.match(/^(\r?\n)*$/);
      }),
      { numRuns: 1000 },
    );
  });

  const damage: readonly (readonly [string, string, string, number])[] = [
    ["too few fields", "a,b\n", "WRONG_FIELD_COUNT", -1],
    ["too many fields", "a,b,c,d\n", "WRONG_FIELD_COUNT", -1],
    ["a quote that is never closed", 'a,"b,c\n', "UNBALANCED_QUOTE", 1],
    ["text after a closing quote", 'a,b,"c"d\n', "TEXT_AFTER_QUOTE", 2],
    ["a blank after a closing quote", '"a" ,b,c\n', "TEXT_AFTER_QUOTE", 0],
    ["a carriage return alone after a closing quote", '"a"\r,b,c\n', "TEXT_AFTER_QUOTE", 0],
    ["a carriage return at the end of the file after a closing quote", 'a,b,"c"\r', "TEXT_AFTER_QUOTE", 2],
    ["a NUL in an unquoted field", "a,\0,c\n", "NUL_BYTE", 1],
    ["a NUL in a quoted field", 'a,b,"\0"\n', "NUL_BYTE", 2],
    ["a byte that Windows-1252 does not have", "a,b,\x8d\n", "UNDECODABLE_BYTE", 2],
    ["the first of two faults", "a,\x8f,\0\n", "UNDECODABLE_BYTE", 1],
    ["a fault and a wrong count: the fault", "a,\0\n", "NUL_BYTE", 1],
    ["a fault and a broken quote: the quote", '\0,"b\n', "UNBALANCED_QUOTE", 1],
  ];
  for (const [what, text, reason, field] of damage) {
    it(`names the reason and the field of ${what}`, () => {
      const { records, scanner } = scanInPieces(text, 3, "windows-1252", [text.length]);
      expect(records).to.deep.equal([{ line: 1, text: text.replace(/\n$/, ""), reason }]);
      expect(scanner.damagedField).to.equal(field);
    });
  }

  it("resumes after a broken quote at the next physical line", () => {
    const { records } = scanInPieces('1,"two\nthree\r\n4,5\n', 2, "utf-8", [4]);
    expect(records).to.deep.equal([
      { line: 1, text: '1,"two', reason: "UNBALANCED_QUOTE" },
      { line: 2, text: "three", reason: "WRONG_FIELD_COUNT" },
      { line: 3, text: "4,5", cells: ["4", "5"] },
    ]);
  });

  it("gives up on an open quote after 16 MiB and loses nothing behind it", () => {
    const lines = `${"x".repeat(1023)}\n`.repeat(17 << 10);
    const { records } = scanInPieces(`"open\n${lines}`, 1, "utf-8", [32 << 20]);
    expect(records.length).to.equal(1 + (17 << 10));
    expect(records[0]).to.deep.equal({ line: 1, text: '"open', reason: "UNBALANCED_QUOTE" });
    expect(records.at(-1)).to.deep.include({ line: 1 + (17 << 10), cells: ["x".repeat(1023)] });
  });

  it("takes a field of 1 MiB, and refuses one byte more", () => {
    for (const quote of ["", '"']) {
      const field = (size: number) => `${quote}${"x".repeat(size)}${quote}`;
      const { records, scanner } = scanInPieces(
        `1,${field(MAX_FIELD_BYTES)}\n2,${field(MAX_FIELD_BYTES + 1)}\n`,
        2,
        "utf-8",
        [1 << 19],
      );
      expect(records.map(({ reason, cells }) => [reason, cells?.[1].length])).to.deep.equal([
        [undefined, 1_048_576],
        ["FIELD_TOO_LONG", undefined],
      ]);
      expect(scanner.damagedField).to.equal(1);
    }
  });

  it("counts what is odd in whole records only, and once, however often the record was begun", () => {
    const text = 'a"b,c\rd\r\n"e\nf",g\nh"\n';
    const { scanner } = scanInPieces(text, 2, "utf-8", [1]);
    expect(scanner.seen).to.deep.equal({ crlf: 1, lf: 1, loneCr: 1, strayQuote: 1, quotedLineEnd: 1 });
  });

  it("counts fields beyond the expected ones without keeping their bounds", () => {
    const scanner = new RecordScanner("utf-8", 2);
    const bytes = Buffer.from("a,b,c,d\n\0");
    scanner.scan(bytes, 0, bytes.length - 1, true);
    expect(scanner.fields).to.equal(4);
    expect([...scanner.bounds]).to.deep.equal([0, 1, 2, 3]);
  });
});
