import { rttMock } from "@pas-migrate/plugin-rtt/mock";
import { expect } from "chai";
import { formats, keysOf, rowsOf, sourceTable, targetColumns, valuesOf } from "./support/mock.js";

/** What this hospital has none of. */
const EMPTY = ["OPTICIAN"];

describe("the mock hospital's referrals and waits", () => {
  const { rows, lives } = rowsOf(3, 300);

  for (const { name, columns } of rttMock.sources) {
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
      // A code in use may have an older record, which is logically deleted.
      const keys = keysOf(
        held.filter(({ MfRecStsInd }) => MfRecStsInd !== "1"),
        key,
      );
      expect(new Set(keys).size).to.equal(keys.length);
    });
  }

  for (const { name, columns } of rttMock.loads) {
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
      expect(new Set(keysOf(expected, ["external_system_id"])).size).to.equal(expected.length);
      expect(new Set(keysOf(expected, ["record_number"])).size).to.equal(expected.length);
    });
  }

  it("have a row for each referral, pathway, clock and status", () => {
    const pathways = lives.flatMap((life) => life.pathways);
    const periods = pathways.flatMap((pathway) => pathway.periods);
    const events = periods.flatMap((period) => period.events);
    const outside = pathways.flatMap((pathway) => pathway.outside);
    const referrals = lives.flatMap((life) => [...life.referrals, ...life.communityReferrals]);
    expect(rows.expected("LOAD_REFERRALS")).to.have.lengthOf(referrals.length);
    expect(rows.source("RTTPTPATHWAY")).to.have.lengthOf(pathways.length);
    expect(rows.expected("LOAD_RTT_PERIODS")).to.have.lengthOf(periods.length);
    expect(outside.length).to.be.greaterThan(0);
    expect(rows.source("RTTALLPRDSTS")).to.have.lengthOf(events.length + outside.length);
    expect(rows.expected("LOAD_RTT_EVENTS")).to.have.lengthOf(events.length);
  });

  it("say of some long waits why they were long", () => {
    const codes = valuesOf(rows.expected("LOAD_RTT_PERIODS"), "breach_reason_code");
    expect([...new Set(codes)].sort()).to.deep.equal(["CAPA", "COMP", "PTCH"]);
    expect(valuesOf(rows.expected("LOAD_RTT_PERIODS"), "breach_reason_text").length).to.be.greaterThan(0);
  });

  it("show clocks that run, stopped, and that were started in each way", () => {
    const expected = rows.expected("LOAD_RTT_PERIODS");
    const running = expected.filter((row) => row.clock_stop === "").length;
    expect(running).to.be.greaterThan(0);
    expect(running).to.be.lessThan(expected.length);
    const statuses = new Set(valuesOf(rows.expected("LOAD_RTT_EVENTS"), "rtt_status"));
    expect([...statuses].sort()).to.include.members(["10", "11", "12", "20", "30", "32", "33", "34", "35", "36"]);
    expect(new Set(valuesOf(rows.expected("LOAD_RTT_EVENTS"), "event_action_code"))).to.deep.equal(
      new Set(["START", "CONTINUE", "STOP"]),
    );
    expect(new Set(valuesOf(rows.expected("LOAD_RTT_PATHWAYS"), "pathway_type"))).to.deep.equal(
      new Set(["RTT", "NON-RTT"]),
    );
  });
});
