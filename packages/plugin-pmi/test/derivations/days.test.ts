import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import fc from "fast-check";
import { dayAfter, dayAndTime, dayBefore } from "../../dist/derivations/days.js";

describe("dayAfter and dayBefore", () => {
  it("step over the ends of months, years and leap days", () => {
    const days = ["20260101", "31/01/2026", "20240228", "20250228", "19991231", "2026-04-30"];
    expect(days.map(dayAfter)).to.deep.equal([
      "02/01/2026",
      "01/02/2026",
      "29/02/2024",
      "01/03/2025",
      "01/01/2000",
      "01/05/2026",
    ]);
    const firsts = ["20260102", "20260201", "20240301", "20250301", "20000101"];
    expect(firsts.map(dayBefore)).to.deep.equal(["01/01/2026", "31/01/2026", "29/02/2024", "28/02/2025", "31/12/1999"]);
  });

  it("give nothing for what is no date", () => {
    expect([dayAfter("20260231"), dayBefore("soon"), dayAfter("")]).to.deep.equal([null, null, null]);
  });

  it("undo each other", () => {
    const day = fc.record({
      year: fc.integer({ min: 1801, max: 2198 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(day, ({ year, month, day }) => {
        const text = [String(day).padStart(2, "0"), String(month).padStart(2, "0"), year].join("/");
        expect(dayBefore(dayAfter(text)!)).to.equal(text);
      }),
    );
  });
});

describe("pmi.dayAndTime", () => {
  it("joins a day and its time, and marks a day without time by 00:00", () => {
    const { values, rejects } = applyDerivation(dayAndTime, [
      ["20260301", "01/03/2026", "20260301", "20260301", null, " "],
      ["0930", "9:05", null, "", "0930", "1000"],
    ]);
    expect(values).to.deep.equal([
      "01/03/2026 09:30",
      "01/03/2026 09:05",
      "01/03/2026 00:00",
      "01/03/2026 00:00",
      null,
      null,
    ]);
    expect(rejects).to.deep.equal([]);
  });

  it("rejects a day that never was and a time that is none", () => {
    const { values, rejects } = applyDerivation(dayAndTime, [
      ["20260231", "20260301", "20260301", "20260301"],
      [null, "2400", "0960", "noon"],
    ]);
    expect(values).to.deep.equal([null, null, null, null]);
    expect(rejects).to.deep.equal(["0 DATE_INVALID", "1 DATE_INVALID", "2 DATE_INVALID", "3 DATE_INVALID"]);
  });
});
