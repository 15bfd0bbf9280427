import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { CsvWriter, csvRow } from "../../dist/files/csv-writer.js";
import { writeJson } from "../../dist/files/json-file.js";
import { useFolder } from "../support/extracts.js";

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", " ", "é", "€", "\ufeff"), maxLength: 6 }),
  fc.string({ unit: "grapheme" }),
);

describe("csv writer", () => {
  const folder = useFolder();

  it("writes what a plain CSV reader reads back, with count, size and checksum", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 4 })
          .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
        ([header, ...rows]) => {
          const path = join(folder(), "table.csv");
          const writer = new CsvWriter(path, header);
          for (const row of rows) writer.write(row);
          const finished = writer.finish();
          const bytes = readFileSync(path);
          expect(parse(bytes.toString("utf8"), { record_delimiter: "\r\n", bom: false })).to.deep.equal([
            header,
            ...rows,
          ]);
          expect(finished).to.deep.equal({
            rows: rows.length,
            bytes: bytes.length,
            sha256: createHash("sha256").update(bytes).digest("hex"),
          });
        },
      ),
    );
  });

  it("quotes a value only when it holds a quote, a comma or a line end", () => {
    expect(csvRow(["a", " b ", "", "c,d", 'e"f', "g\rh", "i\nj", "'"])).to.equal(`a, b ,,"c,d","e""f","g\rh","i\nj",'`);
  });

  it("ends every row with CRLF, the header too, and needs no rows", () => {
    const path = join(folder(), "empty.csv");
    const finished = new CsvWriter(path, ["a", "b"]).finish();
    expect(readFileSync(path, "utf8")).to.equal("a,b\r\n");
    expect(finished).to.deep.include({ rows: 0, bytes: 5 });
  });

  it("has no file of its final name before it is finished, and no other one after", () => {
    const path = join(folder(), "table.csv");
    const writer = new CsvWriter(path, ["a"]);
    for (let row = 0; row < 10_000; row++) writer.write([`row number ${row}`]);
    expect(existsSync(path)).to.equal(false);
    expect(statSync(`${path}.part`).size).to.be.greaterThan(0);
    expect(writer.finish().rows).to.equal(10_000);
    expect(readdirSync(folder())).to.deep.equal(["table.csv"]);
    expect(readFileSync(path, "utf8").split("\r\n")).to.have.length(10_002);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).to.equal(0o600);
  });
});

describe("json file", () => {
  const folder = useFolder();

  it("is written whole, for people and programs to read", () => {
    const path = join(folder(), "value.json");
    writeJson(path, { name: "É", list: [1, null] });
    expect(readFileSync(path, "utf8")).to.equal('{\n  "name": "É",\n  "list": [\n    1,\n    null\n  ]\n}\n');
    expect(readdirSync(folder())).to.deep.equal(["value.json"]);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).to.equal(0o600);
  });
});
