import { differencesOf, type Score } from "@pas-migrate/core";
import { CollectedRows, type MockRow, readMoment } from "@pas-migrate/core/mock";
import { buildHospital, type Life, type Spell } from "@pas-migrate/lives";
import { adtMock } from "@pas-migrate/plugin-adt/mock";
import { expect } from "chai";
import { keysOf, livesOf, rowsOf, scoreHospital, sourceCatalogue, targetColumns, valuesOf } from "./support/mock.js";

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
  time: new RegExp(`^${TIME}:[0-5]\\d$`),
  number: /^\d+$/,
};
/** Of these no life of this hospital has anything. */
const EMPTY = ["JOINTCONSPEC"];

const hospital = buildHospital({ seed: 3 });
const lives = livesOf(hospital, 600);
const spells = lives.flatMap((life) => life.spells);

describe("the mock hospital's admissions", () => {
  const rows = rowsOf(hospital, lives);

  for (const { name, columns } of adtMock.sources) {
    it(`hold ${name} as the catalogue has it: fields, sizes, formats, and no key twice`, () => {
      const { key, fields } = sourceCatalogue(name);
      const held = rows.source(name);
      expect(held.length > 0).to.equal(!EMPTY.includes(name));
      expect(columns.filter((column) => !(column in fields))).to.deep.equal([]);
      expect(key.filter((column) => !(columns as readonly string[]).includes(column))).to.deep.equal([]);
      for (const column of columns) {
        const { size, type = "" } = fields[column];
        const values = valuesOf(held, column);
        expect(
          values.filter((value) => value.length > size),
          `${column} too long`,
        ).to.deep.equal([]);
        expect(
          values.filter((value) => FORMATS[type]?.test(value) === false),
          `${column} is no ${type}`,
        ).to.deep.equal([]);
      }
      expect(new Set(keysOf(held, key)).size).to.equal(held.length);
    });
  }

  for (const { name, columns } of adtMock.loads) {
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

  it("are each in the live tables or in the archive, and never in both", () => {
    const past = spells.filter(
      ({ discharge }) => discharge !== undefined && discharge.at < hospital.archiveBefore * 1440,
    );
    const episodes = past.reduce((count, spell) => count + spell.episodes.length, 0);
    expect(past.length).to.be.greaterThan(0);
    expect(rows.expected("LOAD_ADT_ADMISSIONS")).to.have.lengthOf(spells.length - past.length);
    expect(rows.expected("LOAD_ADT_ARCHIVE")).to.have.lengthOf(episodes);
    expect(rows.source("ADMITDISCH")).to.have.lengthOf(spells.length);
  });

  it("have some patients in hospital, some merged numbers, and some stays by consultant", () => {
    expect(spells.filter(({ discharge }) => discharge === undefined).length).to.be.greaterThan(0);
    expect(
      lives.some(({ numbers, spells: own }) => own.some(({ number }) => number !== numbers[0])),
      "a spell under a merged number",
    ).to.equal(true);
    expect(rows.source("CONSWARDSTAY").length).to.be.greaterThan(0);
    const kept = new Set(keysOf(rows.source("CONSWARDSTAY"), ["InternalPatientNumber", "EpisodeNumber"]));
    expect(rows.source("ADMITDISCH").length).to.be.greaterThan(kept.size);
  });

  describe("with a night at home", () => {
    const at = (time: string) => readMoment(`2026-03-${time}`);
    const base = spells.find(({ discharge, episodes }) => discharge !== undefined && episodes.length === 1)!;
    const [episode] = base.episodes;
    const spell: Spell = {
      ...base,
      admittedAt: at("01T09:00"),
      discharge: { ...base.discharge!, at: at("09T12:00") },
      episodes: [
        { ...episode, number: "1", start: at("01T09:00"), end: at("06T08:00"), coding: undefined },
        { ...episode, number: "2", start: at("06T08:00"), end: at("09T12:00"), coding: undefined },
      ],
      wardStays: [{ ...base.wardStays[0], start: at("01T09:00"), end: at("09T12:00") }],
      leaves: [{ from: at("03T10:00"), to: at("04T18:00") }],
    };
    const life: Life = { ...lives.find(({ spells: own }) => own.includes(base))!, spells: [spell] };
    const own: CollectedRows = rowsOf(hospital, [life]);
    const times = (held: readonly MockRow[]) =>
      held.map((row) => [row.EpsActvDtimeInt, row.EndDtTimeInt, row.StartActivity, row.EndActivity]);

    it("have a hole in the record of the ward", () => {
      expect(times(own.source("WARDSTAY"))).to.deep.equal([
        ["202603010900", "202603031000", "Adm", "Sus"],
        ["202603041800", "202603091200", "Rei", "Dsc"],
      ]);
      expect(times(own.source("CONSWARDSTAY"))).to.deep.equal([
        ["202603010900", "202603031000", "Adm", "Sus"],
        ["202603041800", "202603060800", "Rei", "Tr"],
        ["202603060800", "202603091200", "Tr", "Dsc"],
      ]);
      expect(own.source("INPATIENTSUSPEND")).to.have.lengthOf(1);
    });

    it("are expected to keep the bed, cut where the consultant changed", () => {
      expect(own.expected("LOAD_ADT_WARDSTAYS").map((row) => [row.start_date, row.end_date])).to.deep.equal([
        ["01/03/2026 09:00", "06/03/2026 08:00"],
        ["06/03/2026 08:00", "09/03/2026 12:00"],
      ]);
    });
  });

  describe("migrated", function () {
    this.timeout(120_000);
    let score: Score;
    before(async () => {
      ({ score } = await scoreHospital(11, 200));
    });

    for (const { name } of adtMock.loads) {
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
    const defects = adtMock.defects!;
    let score: Score;
    let kinds: ReadonlySet<string>;
    before(async () => {
      const choice = Object.fromEntries(defects.map(({ id }) => [id, 0.5]));
      ({ score, kinds } = await scoreHospital(5, 400, choice));
    });

    it("have faults with names of their own and rates between 0 and 1", () => {
      expect(new Set(defects.map(({ id }) => id)).size).to.equal(defects.length);
      expect(defects.filter(({ rate }) => rate <= 0 || rate > 1)).to.deep.equal([]);
    });

    it("have each fault at least once", () => {
      expect([...kinds].sort()).to.deep.equal(defects.map(({ id }) => id).sort());
    });

    for (const { name } of adtMock.loads) {
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
