import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import fc from "fast-check";
import { completedYears, daysBetween } from "../../dist/derivations/days.js";

describe("adt.completedYears", () => {
  it("counts birthdays; who was born on 29 February has one on 1 March in common years", () => {
    const { values, rejects } = applyDerivation(completedYears, [
      ["19640508", "19640508", "20000229", "20000229", "20000229", "20260115", null, "19640508"],
      [
        "201105070800",
        "201105080000",
        "202302281200",
        "202303010000",
        "202402290000",
        "202601150312",
        "20260101",
        null,
      ],
    ]);
    expect(values).to.deep.equal(["46", "47", "22", "23", "24", "0", null, null]);
    expect(rejects).to.deep.equal([]);
  });

  it("rejects an episode before the birth", () => {
    const { values, rejects } = applyDerivation(completedYears, [["20260116"], ["202601150312"]]);
    expect(values).to.deep.equal([null]);
    expect(rejects).to.deep.equal(["0 BORN_AFTER_EPISODE"]);
  });
});

describe("adt.daysBetween", () => {
  it("counts midnights, over leap days, centuries and the nights on which the clocks change", () => {
    const { values } = applyDerivation(daysBetween, [
      [
        "202602010900",
        "202602012359",
        "202402280900",
        "202302280900",
        "190002280900",
        "202510250900",
        "202603280900",
        null,
      ],
      [
        "202602011700",
        "202602020001",
        "202403010900",
        "202303010900",
        "190003010900",
        "202510260900",
        "202603290900",
        "20260101",
      ],
    ]);
    expect(values).to.deep.equal(["0", "1", "2", "1", "1", "1", "1", null]);
  });

  it("agrees with the calendar for any two days", () => {
    const day = fc.date({
      min: new Date("1900-01-01T00:00:00Z"),
      max: new Date("2100-12-31T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, day, (from, to) => {
        const text = (date: Date) => date.toISOString().slice(0, 10).replaceAll("-", "");
        const midnight = (date: Date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
        const expected = String((midnight(to) - midnight(from)) / 86_400_000);
        expect(applyDerivation(daysBetween, [[text(from)], [text(to)]]).values).to.deep.equal([expected]);
      }),
    );
  });
});
