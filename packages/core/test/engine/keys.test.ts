import { expect } from "chai";
import fc from "fast-check";
import { Database } from "../../dist/engine/database.js";
import {
  externalId,
  isBlankKey,
  keyColumn,
  presentParts,
  recordNumber,
  sqlExternalId,
  sqlRecordNumber,
} from "../../dist/engine/keys.js";

describe("record numbers", () => {
  it("give the published test vector", () => {
    expect(recordNumber("LOAD_PMI", ["000000001"])).to.equal("360521616573822700");
  });

  it("leave outer blanks, and nothing else, out of a part", () => {
    expect(recordNumber("LOAD_PMI", ["  000000001 "])).to.equal("360521616573822700");
    expect(recordNumber("LOAD_PMI", ["\t000000001"])).to.not.equal("360521616573822700");
    expect(recordNumber("LOAD_PMI", ["00000 0001"])).to.not.equal("360521616573822700");
  });

  it("tell an empty part from a missing one, and where a part ends", () => {
    const keys = [["a", "bc"], ["ab", "c"], ["abc"], ["abc", ""], ["", "abc"], ["a", "", "bc"]];
    expect(new Set(keys.map((key) => recordNumber("LOAD_X", key)))).to.have.property("size", keys.length);
    expect(recordNumber("LOAD_X", ["a", null])).to.equal(recordNumber("LOAD_X", ["a", ""]));
    expect(recordNumber("LOAD_X", ["a", null])).to.equal(recordNumber("LOAD_X", ["a", "   "]));
  });

  it("are of their table, and change with its salt", () => {
    expect(recordNumber("LOAD_X", ["1"])).to.not.equal(recordNumber("LOAD_Y", ["1"]));
    expect(recordNumber("LOAD_X", ["1"], "pepper")).to.not.equal(recordNumber("LOAD_X", ["1"]));
  });

  it("show the natural key with bars between its parts", () => {
    expect(externalId([" 1 ", null, "x"])).to.equal("1||x");
    expect(isBlankKey([" ", null])).to.equal(true);
    expect(isBlankKey([" ", "0"])).to.equal(false);
  });

  it("are the same to the last digit, whether the database or the engine computes them", async () => {
    const database = await Database.open({ threads: 1 });
    try {
      const connection = await database.connect();
      await connection.run("create table parts (a varchar, b varchar, c varchar)");
      const part = fc.option(
        fc.string({ unit: "binary", maxLength: 12 }).filter((text) => !text.includes("\0")),
        { nil: null },
      );
      const rows = fc.sample(fc.tuple(part, part, part), { numRuns: 400, seed: 20260327 });
      rows.push([null, null, null], ["", " ", ""], ["1", null, "x"], ["1", "", " x "]);
      await connection.append("main", "parts", rows);
      for (const salt of [undefined, "pepper"]) {
        for (const columns of [["a"], ["a", "b", "c"], ["a", "b?", "c?"]]) {
          const key = columns.map(keyColumn);
          const found = await connection.rows(
            `select ${sqlRecordNumber("LOAD_X", key, salt)}, ${sqlExternalId(key)} from parts order by rowid`,
          );
          rows.forEach((row, i) => {
            const parts = presentParts(key, row.slice(0, columns.length));
            const blank = isBlankKey(row.slice(0, columns.length));
            expect(found[i]).to.deep.equal([blank ? "" : recordNumber("LOAD_X", parts, salt), externalId(parts)]);
          });
        }
      }
    } finally {
      database.close();
    }
  });
});
