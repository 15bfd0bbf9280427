import {
  dateOf,
  dayOf,
  isoDate,
  momentOf,
  onDay,
  pas,
  readMoment,
  v83,
  weekday,
  workday,
  yearsBetween,
} from "@pas-migrate/core/mock";
import { expect } from "chai";
import fc from "fast-check";

const days = fc.integer({ min: -36_500, max: 80_000 });

describe("the mock calendar", () => {
  it("begins on 1 January 1900, a Monday", () => {
    expect(dayOf(1900, 1, 1)).to.equal(0);
    expect(weekday(0)).to.equal(0);
  });

  it("agrees with the calendar of the language on every day", () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(Date.UTC(1900, 0, 1 + day));
        expect(dateOf(day)).to.deep.equal({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekday(day)).to.equal((date.getUTCDay() + 6) % 7);
      }),
    );
  });

  it("gives the day back that a date was made from", () => {
    fc.assert(
      fc.property(days, (day) => {
        const { year, month, day: date } = dateOf(day);
        expect(dayOf(year, month, date)).to.equal(day);
      }),
    );
  });

  it("moves weekends to the next Monday and leaves other days", () => {
    const friday = dayOf(2026, 3, 27);
    expect([friday, friday + 1, friday + 2, friday + 3].map(workday)).to.deep.equal([
      friday,
      friday + 3,
      friday + 3,
      friday + 3,
    ]);
  });

  it("counts completed years", () => {
    expect(yearsBetween(dayOf(1952, 6, 14), dayOf(2026, 6, 13))).to.equal(73);
    expect(yearsBetween(dayOf(1952, 6, 14), dayOf(2026, 6, 14))).to.equal(74);
    expect(yearsBetween(dayOf(2004, 2, 29), dayOf(2025, 2, 28))).to.equal(20);
    expect(yearsBetween(dayOf(2004, 2, 29), dayOf(2025, 3, 1))).to.equal(21);
  });

  it("reads a moment and finds its day", () => {
    const moment = readMoment("2026-03-27T18:05");
    expect(moment).to.equal(momentOf(dayOf(2026, 3, 27), 18, 5));
    expect(onDay(moment)).to.equal(dayOf(2026, 3, 27));
  });
});

describe("formats of mock extracts", () => {
  const moment = readMoment("2026-03-07T08:05");
  const day = onDay(moment);

  it("write a day for configurations year first", () => {
    expect(isoDate(day)).to.equal("2026-03-07");
  });

  for (const [name, write, given, text] of [
    ["a display date", v83.date, day, "07/03/2026"],
    ["a short display date", v83.shortDate, day, "07/03/26"],
    ["an internal date", v83.dateInt, day, "20260307"],
    ["a display date-time", v83.dateTime, moment, "07/03/2026 08:05"],
    ["a short display date-time", v83.shortDateTime, moment, "07/03/26 08:05"],
    ["an internal date-time", v83.dateTimeInt, moment, "202603070805"],
    ["a reversed date-time", v83.reversed, moment, "797396929194"],
    ["a month", v83.month, day, "03/2026"],
    ["an internal month", v83.monthInt, day, "202603"],
    ["a time", v83.time, moment, "08:05"],
    ["an internal time", v83.timeInt, moment, "0805"],
    ["a load date", pas.date, day, "07/03/2026"],
    ["a load date-time", pas.dateTime, moment, "07/03/2026 08:05"],
    ["a load date-time with seconds", pas.dateTimeSeconds, moment, "07/03/2026 08:05:00"],
  ] as const) {
    it(`write ${name} as ${text}, and nothing as nothing`, () => {
      expect(write(given)).to.equal(text);
      expect(write(undefined)).to.equal("");
    });
  }
});
