import { differencesOf, type Score } from "@pas-migrate/core";
import type { CollectedRows, MockRow } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { iwlMock } from "@pas-migrate/plugin-iwl/mock";
import { expect } from "chai";
import { rowsOf, scoreHospital, sourceCatalogue, targetColumns, valuesOf } from "./support/mock.js";

const DAY = "(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])";
const TIME = "([01]\\d|2[0-3])";
/** How V83 writes the types of its catalogue. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}/\\d{4}$`),
  "date-short": new RegExp(`^${DAY}/\\d\\d$`),
  datetime: new RegExp(`^${DAY}/\\d{4} ${TIME}:[0-5]\\d$`),
  "datetime-short": new RegExp(`^${DAY}/\\d\\d ${TIME}:[0-5]\\d$`),
  "date-int": /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  "datetime-int": new RegExp(`^\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])${TIME}[0-5]\\d$`),
  "datetime-reversed": /^79\d{10}$/,
  time: new RegExp(`^${TIME}:[0-5]\\d$`),
  number: /^\d+$/,
};

describe("the mock hospital's waiting lists for admission", () => {
  let rows: CollectedRows;
  let lives: readonly Life[];
  before(() => {
    ({ rows, lives } = rowsOf(3, 1200));
  });

  for (const table of iwlMock.sources) {
    it(`hold ${table.name} as the catalogue has it: fields, sizes, formats, and no key twice`, () => {
      const { key, fields } = sourceCatalogue(table.name);
      const held = rows.source(table.name);
      expect(held.length).to.be.greaterThan(0);
      expect(table.columns.filter((column) => !(column in fields))).to.deep.equal([]);
      expect(key.filter((column) => !table.columns.includes(column))).to.deep.equal([]);
      for (const column of table.columns) {
        const { size, type = "" } = fields[column];
        const values = valuesOf(held, column);
        expect(
          values.filter((value) => value.length > size),
          `${column} too long`,
        ).to.deep.equal([]);
        const format = FORMATS[type];
        if (format !== undefined)
          expect(
            values.filter((value) => !format.test(value)),
            `${column} is no ${type}`,
          ).to.deep.equal([]);
      }
      // A code in use may have an older record, which is logically deleted.
      const keys = keysOf(
        held.filter(({ MfRecStsInd }) => MfRecStsInd !== "1"),
        key,
      );
      expect(new Set(keys).size).to.equal(keys.length);
    });
  }

  for (const table of iwlMock.loads) {
    it(`expect ${table.name} as the new system has it: columns, sizes, and no key twice`, () => {
      const columns = targetColumns(table.name);
      expect(table.columns).to.deep.equal(Object.keys(columns));
      const expected = rows.expected(table.name);
      expect(expected.length).to.be.greaterThan(0);
      for (const [column, { type, length, format }] of Object.entries(columns)) {
        const values = valuesOf(expected, column);
        if (length !== undefined)
          expect(
            values.filter((value) => value.length > length),
            column,
          ).to.deep.equal([]);
        if (type === "NUMBER")
          expect(
            values.filter((value) => !/^\d+$/.test(value)),
            column,
          ).to.deep.equal([]);
        if (type === "DATE")
          expect(
            values.filter((value) => !(format === "DD/MM/YYYY" ? FORMATS.date : FORMATS.datetime).test(value)),
            column,
          ).to.deep.equal([]);
      }
      expect(new Set(keysOf(expected, ["external_system_id"])).size).to.equal(expected.length);
      expect(new Set(keysOf(expected, ["record_number"])).size).to.equal(expected.length);
    });
  }

  it("have a row of each table for each thing in the lives", () => {
    const entries = lives.flatMap((life) => life.entries);
    const offers = entries.flatMap((entry) => entry.offers);
    const breaks = entries.flatMap((entry) => [...entry.suspensions, ...entry.postponements]);
    expect(rows.source("WLENTRY")).to.have.lengthOf(entries.length);
    expect(rows.expected("LOAD_IWL")).to.have.lengthOf(entries.length);
    expect(rows.source("PREADMISSION")).to.have.lengthOf(offers.length);
    expect(rows.expected("LOAD_IWL_TCIS")).to.have.lengthOf(offers.length);
    expect(rows.source("WLSUSPENSION").length + rows.source("WLPOSTPONEMENT").length).to.equal(breaks.length);
    const extended = breaks.filter(({ firstUntil }) => firstUntil !== undefined);
    expect(extended.length).to.be.greaterThan(0);
    expect(rows.expected("LOAD_IWL_DEFERRALS")).to.have.lengthOf(breaks.length + extended.length);
  });

  it("show every state of an entry and of an offer", () => {
    expect(new Set(valuesOf(rows.expected("LOAD_IWL"), "status"))).to.deep.equal(
      new Set(["A", "C", "W", "L", "D", "N"]),
    );
    expect(new Set(valuesOf(rows.expected("LOAD_IWL_TCIS"), "status"))).to.deep.equal(new Set(["A", "C", "L", "N"]));
  });

  describe("migrated", () => {
    let score: Score;
    before(async () => {
      score = await scoreHospital("scene.js", 11, 200);
    });

    for (const { name } of iwlMock.loads) {
      it(`give ${name} as the answer key has it, in every row and cell`, () => {
        const table = score.tables.find((candidate) => candidate.table === name)!;
        expect(table).to.deep.include({ missing: 0, unexpected: 0, cells: {} });
        expect(table.loaded).to.equal(table.expected);
        expect(table.expected).to.be.greaterThan(0);
        expect(differencesOf(table)).to.equal(0);
      });
    }
  });
});

describe("the mock hospital's waiting lists for admission with every kind of fault, migrated", () => {
  const defects = iwlMock.defects ?? [];
  let score: Score;
  before(async () => {
    score = await scoreHospital("waiting-scene.js", 4, 300, Object.fromEntries(defects.map(({ id }) => [id, 0.5])));
  });

  it("give what the answer key has, in every row and cell: faults change what they should and nothing else", () => {
    const own = iwlMock.loads.map(({ name }) => name);
    const off = score.tables.filter((table) => own.includes(table.table) && differencesOf(table) > 0);
    expect(off).to.deep.equal([]);
  });

  it("name each fault in the rejects that a value or a row has to be refused for", () => {
    const refused = score.rules.filter(({ verdict, planted }) => verdict !== "gate" && planted > 0);
    expect(refused.map(({ rule, verdict, recall }) => [rule, verdict, recall])).to.deep.equal([
      ["GEN-09", "reject", 1],
      ["GEN-15", "reject", 1],
      ["GEN-21", "quarantine", 1],
      ["IWL-04", "reject", 1],
      ["IWL-11", "reject", 1],
      ["RTT-15", "quarantine", 1],
    ]);
  });

  it("hold a fault of every kind for the rules to find", () => {
    const gates = score.rules.filter(({ verdict, planted }) => verdict === "gate" && planted > 0);
    expect(gates.map(({ rule }) => rule)).to.deep.equal([
      "GEN-08",
      "GEN-09",
      "GEN-21",
      "IWL-04",
      "IWL-07",
      "IWL-10",
      "IWL-11",
      "PMI-13",
      "RTT-15",
    ]);
  });
});

function keysOf(rows: readonly MockRow[], columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => row[column] ?? "").join("|"));
}
