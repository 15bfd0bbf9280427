import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { readHeader, readRecords } from "../../dist/intake/extract-reader.js";
import type { SourceEncoding } from "../../dist/intake/record-scanner.js";
import { faultsOf, takeIn, useDatabase, useFolder } from "../support/extracts.js";
import { modelOf, scannedCells } from "../support/record-model.js";

const CHUNK = 4 << 20;

describe("extract reader", () => {
  const folder = useFolder();
  const database = useDatabase();

  const extract = (content: string | Uint8Array, encoding: SourceEncoding = "utf-8") => {
    const path = join(folder(), "T.csv");
    writeFileSync(path, content);
    return { path, name: "T.csv", encoding };
  };

  /** Reads a file to the end: per record its line, ordinal, reason and bytes. */
  const readAll = async (content: Uint8Array, fields: number, encoding: SourceEncoding = "utf-8") => {
    const records: { line: number; ordinal: number; text: string; reason?: string; cells?: readonly string[] }[] = [];
    const chunks: Buffer[] = [];
    const counts = await readRecords(extract(content, encoding), fields, {
      chunk: (bytes) => chunks.push(Buffer.from(bytes)),
      record: ({ buffer, scanner, start, line, ordinal }) => {
        const text = Buffer.from(buffer.subarray(start, scanner.end)).toString("latin1");
        records.push({ line, ordinal, text, cells: scannedCells(buffer, scanner) });
      },
      damaged: ({ buffer, scanner, start, line, ordinal }, reason) => {
        const text = Buffer.from(buffer.subarray(start, scanner.end)).toString("latin1");
        records.push({ line, ordinal, text, reason });
      },
    });
    expect(Buffer.concat(chunks).equals(content)).to.equal(true);
    return { records, counts };
  };

  it("reads records the same wherever the end of a chunk falls among them", async () => {
    const tail = Buffer.from('2,"B\r\n""é"\r\n\r\n3,"C"X\r\n\xff,4\r\n5,é\r\n6\r\n7,G', "latin1");
    const utf8 = Buffer.concat([Buffer.from('2,"B\r\n""é"\r\n\r\n3,"C"X\r\n'), tail.subarray(tail.indexOf(0xff))]);
    const file = (padding: number) =>
      Buffer.concat([Buffer.from(`Id,Name\r\n${"1,x\r\n".repeat(3)}`), Buffer.alloc(padding, "\n"), utf8]);
    const start = file(0).length - utf8.length;
    for (let cut = 0; cut <= utf8.length; cut++) {
      const padding = CHUNK - start - cut;
      const { records, counts } = await readAll(file(padding), 2);
      expect(counts, `cut at ${cut}`).to.deep.include({ records: 5, damaged: 4, blankLines: padding + 1 });
      const line = 5 + padding;
      expect(records.slice(3)).to.deep.equal([
        { line, ordinal: 4, text: Buffer.from('2,"B\r\n""é"').toString("latin1"), cells: ["2", 'B\r\n"\xc3\xa9'] },
        { line: line + 3, ordinal: 5, text: '3,"C"X', reason: "TEXT_AFTER_QUOTE" },
        { line: line + 4, ordinal: 6, text: "\xff,4", reason: "UNDECODABLE_BYTE" },
        { line: line + 5, ordinal: 7, text: "5,\xe9", reason: "UNDECODABLE_BYTE" },
        { line: line + 6, ordinal: 8, text: "6", reason: "WRONG_FIELD_COUNT" },
        { line: line + 7, ordinal: 9, text: "7,G", cells: ["7", "G"] },
      ]);
    }
  });

  it("keeps or quarantines every record of any file, and the database finds what the reader found", async () => {
    const soup = fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom("a", "b,c", "1,2\n", "\xc3\xa9,x\r\n", '"q",r\n', '"x""y",\n', ",\n") },
        { weight: 1, arbitrary: fc.constantFrom(",", '"', "\n", "\r\n", "\r", " ", "\0", "\xe9", "\x81", '" ', ' "') },
      ),
      { maxLength: 14 },
    );
    let number = 0;
    const encodings = fc.constantFrom<SourceEncoding>("utf-8", "windows-1252");
    await fc.assert(
      fc.asyncProperty(
        soup,
        fc.integer({ min: 1, max: 3 }),
        encodings,
        fc.boolean(),
        async (parts, fields, encoding, bom) => {
          const names = ["A", "B", "C"].slice(0, fields);
          const body = parts.join("");
          const mark = bom && encoding === "utf-8" ? "\xef\xbb\xbf" : "";
          const model = modelOf(body, fields, encoding, 2);
          const taken = await takeIn(
            database(),
            folder(),
            Buffer.from(`${mark}${names.join(",")}\n${body}`, "latin1"),
            {
              table: `FUZZ_${number++}`,
              columns: Object.fromEntries(names.map((name) => [name, 99])),
              encoding,
            },
          );
          const decode = (cell: string) => (encoding === "utf-8" ? Buffer.from(cell, "latin1").toString("utf8") : cell);
          const kept: (string | number)[][] = [];
          const quarantined: (string | number | undefined)[][] = [];
          const seen = new Set<string>();
          for (const [i, { line, text, reason, cells }] of model.records.entries()) {
            if (reason !== undefined) quarantined.push([line, i + 1, reason, text]);
            else if (!seen.has(JSON.stringify(cells))) kept.push([i + 1, ...cells!.map(decode)]);
            if (cells !== undefined) seen.add(JSON.stringify(cells));
          }
          expect(taken.kept).to.deep.equal(kept);
          expect(
            taken.quarantined.map(([line, ordinal, reason, , text]) => [line, ordinal, reason, text]),
          ).to.deep.equal(quarantined);
          expect(taken.table.blankLines).to.equal(model.blankLines);
          expect(taken.table.records + taken.table.damaged).to.equal(model.records.length);
        },
      ),
      { numRuns: 250 },
    );
  });

  it("reads a record that is longer than its buffer", async () => {
    const long = `"${"y\n".repeat(6 << 20)}"`;
    const { records } = await readAll(Buffer.from(`Id,Name\n1,ANN\n2,${long}\n3,CY\n`), 2);
    expect(records.map(({ line, reason, text }) => [line, reason, text.length])).to.deep.equal([
      [2, undefined, 5],
      [3, "FIELD_TOO_LONG", long.length + 2],
      [3 + (6 << 20) + 1, undefined, 4],
    ]);
  });

  it("gives up on a record that does not end within 64 MiB", async () => {
    const file = extract("Id,Name\n1,ANN\n");
    truncateSync(file.path, 70 << 20);
    const handle = openSync(file.path, "r+");
    writeSync(handle, "x", (70 << 20) - 1);
    closeSync(handle);
    const faults = await faultsOf(() => readRecords(file, 2, { record: () => {}, damaged: () => {} }));
    expect(faults).to.deep.equal([
      {
        code: "SOURCE_RECORD_ENDLESS",
        message: "The record at line 3 of T.csv does not end within 64 MiB.",
        fix: "Check that the file is a CSV file and that its lines end with CRLF or LF.",
        where: { file: "T.csv", line: 3 },
        exitCode: 3,
      },
    ]);
  });

  const headers: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
    ["as they stand", "Id,Name\r\n", ["Id", "Name"]],
    ["behind a byte order mark", "\ufeffId,Name\n", ["Id", "Name"]],
    ["in quotes, over two lines", '"Id","Na\nme"\n', ["Id", "Na\nme"]],
    ["without outer blanks", " Id ,Name \n", ["Id", "Name"]],
    ["without a line end", "Id,Name", ["Id", "Name"]],
  ];
  for (const [how, content, names] of headers) {
    it(`reads a header's names ${how}`, () => expect(readHeader(extract(content))).to.deep.equal(names));
  }

  const unreadable = {
    code: "SOURCE_HEADER_UNREADABLE",
    message:
      "The header of T.csv cannot be read: it is blank, or has an unbalanced quote, a NUL or an undecodable byte.",
    fix: "Mend the first line.",
    where: { file: "T.csv", line: 1 },
    exitCode: 3,
  };
  const unreadables: readonly (readonly [string, string | Uint8Array, SourceEncoding])[] = [
    ["is blank", "\nId,Name\n", "utf-8"],
    ["is a byte order mark and nothing else", "\ufeff", "utf-8"],
    ["has a quote that is never closed", 'Id,"Name\n', "utf-8"],
    ["has text after a closing quote", '"Id"x,Name\n', "utf-8"],
    ["has a NUL", "Id,Na\0me\n", "utf-8"],
    ["is UTF-16 without a mark", Buffer.from("Id,Name\n", "utf16le"), "utf-8"],
    ["has a byte that UTF-8 does not have", Buffer.from("Id,Nam\xe9\n", "latin1"), "utf-8"],
    ["has a byte that Windows-1252 does not have", Buffer.from("Id,Nam\x81\n", "latin1"), "windows-1252"],
    ["does not end within 1 MiB", `${"x,".repeat(600_000)}\n`, "utf-8"],
  ];
  for (const [what, content, encoding] of unreadables) {
    it(`refuses a header that ${what}`, async () => {
      expect(await faultsOf(() => readHeader(extract(content, encoding)))).to.deep.equal([unreadable]);
    });
  }

  it("refuses a file of 0 bytes", async () => {
    expect(await faultsOf(() => readHeader(extract("")))).to.deep.equal([
      {
        code: "SOURCE_FILE_EMPTY",
        message: "T.csv has 0 bytes.",
        fix: "Ask for the extract again; a table without rows has a file with its header.",
        where: { file: "T.csv", line: 1 },
        exitCode: 3,
      },
    ]);
  });

  it("refuses a file whose lines end with carriage returns alone", async () => {
    expect(await faultsOf(() => readHeader(extract("Id,Name\r1,ANN\r")))).to.deep.equal([
      {
        code: "SOURCE_LONE_CR_LINE_ENDS",
        message:
          "The header of T.csv holds a carriage return without a line feed: the file seems to end its lines with CR alone.",
        fix: "Convert its line ends to CRLF or LF.",
        where: { file: "T.csv", line: 1 },
        exitCode: 3,
      },
    ]);
  });

  it("refuses a byte order mark that contradicts the declared encoding", async () => {
    expect(await faultsOf(() => readHeader(extract("\ufeffId\n", "windows-1252")))).to.deep.equal([
      {
        code: "SOURCE_ENCODING_CONTRADICTED",
        message: "T.csv is declared as windows-1252, but starts with the UTF-8 byte order mark.",
        fix: "Declare the table's encoding as utf-8.",
        where: { file: "T.csv", line: 1 },
        exitCode: 3,
      },
    ]);
  });

  it("refuses the byte order marks of UTF-16", async () => {
    for (const mark of ["\xff\xfe", "\xfe\xff"]) {
      expect(await faultsOf(() => readHeader(extract(Buffer.from(`${mark}I\0`, "latin1"))))).to.deep.equal([
        {
          code: "SOURCE_ENCODING_UTF16",
          message: "T.csv starts with the byte order mark of UTF-16, which is not read.",
          fix: "Export or convert it as UTF-8 or Windows-1252.",
          where: { file: "T.csv", line: 1 },
          exitCode: 3,
        },
      ]);
    }
  });
});
