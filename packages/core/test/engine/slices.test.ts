import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { Database } from "../../dist/engine/database.js";
import { openSourceSchemas } from "../../dist/engine/load-source.js";
import { cutSources, keepSlices, slicesFor } from "../../dist/engine/slices.js";
import { snapshotClock } from "../../dist/plugin/clock.js";
import { makeTextTable } from "../../dist/testing/memory-storage.js";

const SLICES = 4;

const VISIT = { table: "VISIT", fields: { InternalPatientNumber: {}, Day: {} } };
const MERGE = { table: "MERGE", samePatient: ["Old", "Next", "Newest"], fields: { Old: {}, Next: {}, Newest: {} } };
const CLINIC = { table: "CLINIC", fields: { Code: {} } };

type Rows = Readonly<Record<string, readonly (readonly (string | null)[])[]>>;

/** Cuts the three tables, asks each question with all slices in sight and then slice by slice, and tidies up. */
async function cut(rows: Rows, questions: readonly string[]) {
  const work = mkdtempSync(join(tmpdir(), "slices-"));
  const database = await Database.open({ threads: 2 });
  try {
    const connection = await database.connect();
    await openSourceSchemas(connection, snapshotClock(undefined));
    const sources = [VISIT, MERGE, CLINIC].map((definition) => ({ definition, used: Object.keys(definition.fields) }));
    for (const { definition, used } of sources) {
      const { table } = definition;
      const numbered = (rows[table] ?? []).map((row, i) => [String(i + 1), ...row]);
      await makeTextTable(connection, "literal", table, ["_row", ...used], numbered);
      await connection.run(
        `create view source.${table} as select '${table}' as _table, cast(_row as bigint) as _row, * exclude (_row) from literal.${table}`,
      );
    }
    await cutSources(connection, { sources } as never, work, SLICES);
    const ask = async () =>
      Promise.all(questions.map(async (sql) => (await connection.rows(sql)).map((row) => row.map(String).join("|"))));
    const whole = await ask();
    const sliced: string[][][] = [];
    for (let slice = 0; slice < SLICES; slice++) {
      await connection.run(`set variable slice = ${slice}`);
      sliced.push(await ask());
    }
    await connection.run("set variable slice = null::integer");
    return { whole, sliced, connection, work };
  } finally {
    database.close();
    rmSync(work, { recursive: true });
  }
}

describe("slices of the patients", () => {
  it("are as many as the records ask for, and one for a small extract", () => {
    expect([0, 1, 2_000_000, 2_000_001, 53_000_000].map(slicesFor)).to.deep.equal([1, 1, 1, 2, 27]);
  });

  it("hold every record once, with its number in the extract; master files stay whole", async () => {
    const visits = Array.from({ length: 50 }, (_, i) => [String(i % 17), `d${i}`]);
    const rows = { VISIT: [...visits, [null, "nobody's"], [" 3 ", "padded"]], CLINIC: [["A"], ["B"]] };
    const { whole, sliced } = await cut(rows, [
      "select _table, _row, InternalPatientNumber, Day from source.VISIT order by _row",
      "select Code from source.CLINIC order by 1",
      "select count(*) from source.MERGE",
    ]);
    expect(whole[0]).to.deep.equal(rows.VISIT.map(([number, day], i) => `VISIT|${i + 1}|${number}|${day}`));
    expect(sliced.flatMap(([found]) => found).sort()).to.deep.equal([...whole[0]].sort());
    expect(sliced.filter(([found]) => found.length > 0).length).to.be.greaterThan(1);
    for (const [, clinics, merges] of sliced) {
      expect(clinics).to.deep.equal(["A", "B"]);
      expect(merges).to.deep.equal(["0"]);
    }
  });

  it("keep all numbers of one patient together, along chains, round circles and with blanks around", async () => {
    const number = fc.integer({ min: 1, max: 12 }).map(String);
    const padded = fc.oneof(
      number,
      fc.constant(null),
      number.map((text) => ` ${text} `),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, padded, padded), { minLength: 1, maxLength: 8 }), async (merges) => {
        const numbers = Array.from({ length: 12 }, (_, i) => [String(i + 1), "d"]);
        const { sliced } = await cut({ VISIT: numbers, MERGE: merges }, [
          "select InternalPatientNumber from source.VISIT",
          "select trim(Old) from source.MERGE",
        ]);
        const sliceOf = new Map(sliced.flatMap(([visits], slice) => visits.map((found) => [found, slice] as const)));
        for (const merge of merges) {
          const held = merge.filter((part) => part !== null).map((part) => part.trim());
          expect(new Set(held.map((part) => sliceOf.get(part))).size).to.equal(1);
        }
        for (const [slice, [, olds]] of sliced.entries())
          for (const old of olds) expect(sliceOf.get(old)).to.equal(slice);
      }),
      { numRuns: 15 },
    );
  });

  it("are kept one after the other, and seen alone or together", async () => {
    const work = mkdtempSync(join(tmpdir(), "slices-"));
    const database = await Database.open({ threads: 2 });
    try {
      const connection = await database.connect();
      await connection.run(
        "create schema v; create table numbers as select range as n, range % 3 as mine from range(10)",
      );
      const select = "select n from numbers where getvariable('slice') is null or mine = getvariable('slice')";
      expect(await keepSlices(connection, "v.kept", join(work, "kept"), select, 3)).to.equal(10);
      expect(readdirSync(join(work, "kept"))).to.have.lengthOf(3);
      const seen = async () => (await connection.rows("select n from v.kept order by n")).map(([n]) => Number(n));
      expect(await seen()).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      await connection.run("set variable slice = 1");
      expect(await seen()).to.deep.equal([1, 4, 7]);
    } finally {
      database.close();
      rmSync(work, { recursive: true });
    }
  });
});
