import { differencesOf, type Score } from "@pas-migrate/core";
import { readMoment } from "@pas-migrate/core/mock";
import { buildHospital, type Life, type Spell } from "@pas-migrate/lives";
import { mhMock } from "@pas-migrate/plugin-mh/mock";
import { expect } from "chai";
import {
  feedCatalogue,
  keysOf,
  livesOf,
  rowsOf,
  scoreHospital,
  sourceCatalogue,
  targetColumns,
  valuesOf,
} from "./support/mock.js";

const DAY = "(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])/\\d{4}";
const TIME = "([01]\\d|2[0-3])";
/** How V83 writes the types of its catalogue. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}$`),
  datetime: new RegExp(`^${DAY} ${TIME}:[0-5]\\d$`),
  "datetime-int": new RegExp(`^\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])${TIME}[0-5]\\d$`),
  "datetime-reversed": /^79\d{10}$/,
  number: /^\d+$/,
};

const hospital = buildHospital({ seed: 11 });
const lives = livesOf(hospital, 80);
const spells = lives.flatMap((life) => life.spells);

describe("the mock hospital's detentions and care programmes", () => {
  const { rows, feeds } = rowsOf(hospital, lives);
  /** Some patients are in hospital, but not in every hospital's psychiatric wards. */
  const { rows: ofStay } = rowsOf(hospital, [{ ...lives[0], spells: [stillThere()] }]);

  function stillThere(): Spell {
    const spell = spells.find(({ legal }) => legal.length > 0)!;
    return { ...spell, discharge: undefined, expectedDischargeAt: readMoment("2026-04-02T18:00") };
  }

  for (const { name, columns } of mhMock.sources) {
    it(`hold ${name} as the catalogue has it: fields, sizes, formats, and no key twice`, () => {
      const { key, fields } = sourceCatalogue(name);
      const held = name === "DISCHEXPECTED" ? ofStay.source(name) : rows.source(name);
      expect(held.length).to.be.greaterThan(0);
      expect(columns.filter((column) => !(column in fields))).to.deep.equal([]);
      expect(key.filter((column) => !(columns as readonly string[]).includes(column))).to.deep.equal([]);
      for (const column of columns) {
        const { size, type = "" } = fields[column];
        const values = valuesOf(held, column);
        expect(
          values.filter((value) => value.length > size || FORMATS[type]?.test(value) === false),
          column,
        ).to.deep.equal([]);
      }
      expect(new Set(keysOf(held, key)).size).to.equal(held.length);
    });
  }

  for (const { name, columns } of mhMock.feeds!) {
    it(`hand over the feed ${name} as it is described: columns, sizes, and no key twice`, () => {
      const described = feedCatalogue(name);
      const held = feeds.get(name)!;
      expect(columns).to.deep.equal(Object.keys(described.columns));
      expect(held.length).to.be.greaterThan(0);
      for (const [column, { size = 16 }] of Object.entries(described.columns))
        expect(valuesOf(held, column).filter((value) => value.length > size)).to.deep.equal([]);
      expect(new Set(keysOf(held, described.key)).size).to.equal(held.length);
    });
  }

  for (const { name, columns } of mhMock.loads) {
    it(`expect ${name} as the new system has it: columns, sizes, and no key twice`, () => {
      const target = targetColumns(name);
      const expected = rows.expected(name);
      expect(columns).to.deep.equal(Object.keys(target));
      expect(expected.length).to.be.greaterThan(0);
      for (const [column, { type, length, format }] of Object.entries(target)) {
        const wanted =
          type === "NUMBER"
            ? FORMATS.number
            : type === "DATE"
              ? FORMATS[format === "DD/MM/YYYY" ? "date" : "datetime"]
              : /^.*$/;
        expect(
          valuesOf(expected, column).filter(
            (value) => !wanted.test(value) || (type !== "DATE" && value.length > length!),
          ),
          column,
        ).to.deep.equal([]);
      }
      if (!columns.some((column) => column === "record_number")) return;
      expect(new Set(keysOf(expected, ["external_system_id"])).size).to.equal(expected.length);
      expect(new Set(keysOf(expected, ["record_number"])).size).to.equal(expected.length);
    });
  }

  it("tell two sections in a row as one detention, which the informal status after them ends", () => {
    const [section2, informal] = ["2", "1"].map(
      (code) => hospital.codes.legalStatuses.find((one) => one.code === code)!,
    );
    const base = spells.find(({ discharge }) => discharge !== undefined)!;
    const at = (time: string) => readMoment(`2026-02-${time}`);
    const spell: Spell = {
      ...base,
      discharge: { ...base.discharge!, at: at("20T12:00") },
      legal: [
        { at: at("01T09:00"), status: informal },
        { at: at("02T10:00"), status: section2 },
        { at: at("05T11:00"), status: section2 },
        { at: at("09T12:00"), status: informal },
        { at: at("15T13:00"), status: section2 },
      ],
    };
    const life: Life = { ...lives.find(({ spells: own }) => own.includes(base))!, spells: [spell], carePlans: [] };
    const { rows: own } = rowsOf(hospital, [life]);
    const times = (table: string) => own.expected(table).map((row) => [row.start_date, row.end_date]);
    expect(times("LOAD_MH_DETENTION_MASTER")).to.deep.equal([
      ["02/02/2026 10:00", "09/02/2026 12:00"],
      ["15/02/2026 13:00", "20/02/2026 12:00"],
    ]);
    expect(times("LOAD_MH_DETENTION_TRANSFERS")).to.deep.equal([
      ["02/02/2026 10:00", "05/02/2026 11:00"],
      ["05/02/2026 11:00", "09/02/2026 12:00"],
      ["15/02/2026 13:00", "20/02/2026 12:00"],
    ]);
  });

  describe("migrated", function () {
    this.timeout(120_000);
    let score: Score;
    before(async () => {
      ({ score } = await scoreHospital(11, 80));
    });

    for (const { name } of mhMock.loads) {
      it(`give ${name} as the answer key has it, in every row and cell`, () => {
        const table = score.tables.find((candidate) => candidate.table === name)!;
        expect(table).to.deep.include({ missing: 0, unexpected: 0, cells: {} });
        expect(table.loaded).to.equal(table.expected);
        expect(table.expected).to.be.greaterThan(0);
        expect(differencesOf(table)).to.equal(0);
      });
    }
  });

  describe("with faults planted", function () {
    this.timeout(120_000);
    const defects = mhMock.defects!;
    let score: Score;
    let kinds: ReadonlySet<string>;
    before(async () => {
      ({ score, kinds } = await scoreHospital(11, 80, Object.fromEntries(defects.map(({ id }) => [id, 0.5]))));
    });

    it("have each fault at least once", () => {
      expect([...kinds].sort()).to.deep.equal(defects.map(({ id }) => id).sort());
    });

    for (const { name } of mhMock.loads) {
      it(`change extract and answer key together: ${name}`, () => {
        const table = score.tables.find((candidate) => candidate.table === name)!;
        expect(table).to.deep.include({ missing: 0, unexpected: 0, cells: {} });
        expect(table.expected).to.be.greaterThan(0);
      });
    }

    it("are refused as their truths say", () => {
      expect(score.missed.filter(({ verdict }) => verdict === "reject")).to.deep.equal([]);
    });
  });
});
