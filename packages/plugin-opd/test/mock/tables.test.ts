import { opdMock } from "@pas-migrate/plugin-opd/mock";
import { expect } from "chai";
import { formats, keysOf, rowsOf, sourceTable, targetColumns, valuesOf } from "./support/mock.js";

/** What this hospital has none of: codes of a referral. */
const EMPTY = ["OPDIAGNOSIS"];

describe("the mock hospital's clinics, lists and community services", () => {
  const { rows, lives } = rowsOf(3, 1000);

  for (const { name, columns } of opdMock.sources) {
    it(`hold ${name} as the catalogue has it: fields, sizes, formats, and no key twice`, () => {
      const { key, fields } = sourceTable(name);
      const held = rows.source(name);
      expect(held.length > 0).to.equal(!EMPTY.includes(name));
      expect(columns.filter((column) => !(column in fields))).to.deep.equal([]);
      expect(key.filter((column) => !columns.includes(column))).to.deep.equal([]);
      for (const column of columns) {
        const { size = 99, type = "" } = fields[column];
        const format = formats[type] ?? /./;
        const bad = valuesOf(held, column).filter((value) => value.length > size || !format.test(value));
        expect(bad, column).to.deep.equal([]);
      }
      // A referral may be on one list again after it was taken off it, and be taken off it again.
      const whole = name === "OPWLREMENTRY" ? [...key, "DateOnListInt", "OpWlRemDatetimeInt"] : key;
      expect(new Set(keysOf(held, whole)).size).to.equal(held.length);
    });
  }

  for (const { name, columns } of opdMock.loads) {
    it(`expect ${name} as the new system has it: columns, sizes, and no key twice`, () => {
      const catalogue = targetColumns(name);
      const expected = rows.expected(name);
      expect(columns).to.deep.equal(Object.keys(catalogue));
      expect(expected.length).to.be.greaterThan(0);
      for (const [column, { length = 9999 }] of Object.entries(catalogue))
        expect(
          valuesOf(expected, column).filter((value) => value.length > length),
          column,
        ).to.deep.equal([]);
      if (name === "LOAD_OPD_ARCHIVE") return;
      expect(new Set(keysOf(expected, ["external_system_id"])).size).to.equal(expected.length);
      expect(new Set(keysOf(expected, ["record_number"])).size).to.equal(expected.length);
    });
  }

  it("have each appointment once, live or archived, and each list entry, contact and suspension", () => {
    const referrals = lives.flatMap((life) => life.referrals);
    const visits = referrals.flatMap(({ appointments }) => appointments);
    const entries = referrals.flatMap(({ listEntries }) => listEntries);
    const community = lives.flatMap((life) => life.communityReferrals);
    const elsewhere = community.flatMap(({ appointments }) => appointments.filter((held) => held.amongOutpatients));
    expect(elsewhere.length).to.be.greaterThan(0);
    expect(rows.source("OPA")).to.have.lengthOf(visits.length + elsewhere.length);
    expect(rows.expected("LOAD_OPD_APPOINTMENTS").length + rows.expected("LOAD_OPD_ARCHIVE").length).to.equal(
      visits.length,
    );
    expect(rows.expected("LOAD_OPDWAITLIST")).to.have.lengthOf(
      entries.length + community.filter(({ listEntry }) => listEntry !== undefined).length,
    );
    expect(rows.expected("LOAD_OPDWAITLISTDEF")).to.have.lengthOf(
      entries.flatMap(({ suspensions }) => suspensions).length,
    );
    expect(rows.expected("LOAD_CMTY_APPOINTMENTS")).to.have.lengthOf(
      community.flatMap(({ contacts, appointments }) => [...contacts, ...appointments]).length,
    );
  });

  it("show every outcome, every state of an entry, and clocks started and stopped at a visit", () => {
    const visits = rows.expected("LOAD_OPD_APPOINTMENTS");
    expect(new Set(valuesOf(visits, "outcome"))).to.deep.equal(new Set(["2", "3", "4", "5", "6", "7"]));
    expect(new Set(valuesOf(visits, "loadrttprd_action"))).to.deep.equal(new Set(["START", "STOP"]));
    expect(new Set(valuesOf(visits, "walkin_flag"))).to.deep.equal(new Set(["Y"]));
    expect(new Set(valuesOf(rows.expected("LOAD_OPDWAITLIST"), "status"))).to.deep.equal(
      new Set(["A", "C", "D", "L", "W"]),
    );
    expect(new Set(valuesOf(rows.expected("LOAD_OPD_CODING"), "note_type"))).to.deep.equal(
      new Set(["Primary", "Secondary"]),
    );
    expect(new Set(valuesOf(rows.expected("LOAD_CMTY_APPOINTMENTS"), "outcome"))).to.deep.equal(
      new Set(["2", "3", "4", "5"]),
    );
  });
});
