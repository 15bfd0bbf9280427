import {
  type DateLayout,
  daysInMonth,
  formatDates,
  formatMoment,
  type Moment,
  momentNumber,
  momentNumbers,
  momentOf,
  textFrom,
  textStrings,
} from "@pas-migrate/core";
import { expect } from "chai";
import fc from "fast-check";

const two = (value: number) => String(value).padStart(2, "0");

/** Any minute of the years that the reader knows. */
const moments: fc.Arbitrary<Moment> = fc
  .record({
    year: fc.integer({ min: 1800, max: 2199 }),
    month: fc.integer({ min: 1, max: 12 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .chain((rest) =>
    fc
      .integer({ min: 1, max: new Date(Date.UTC(rest.year, rest.month, 0)).getUTCDate() })
      .map((day) => ({ ...rest, day, hasTime: true })),
  );

const compact = ({ year, month, day }: Moment) => `${year}${two(month)}${two(day)}`;
const time = ({ hour, minute }: Moment) => `${two(hour)}${two(minute)}`;

/** How the extract may write a moment: with its time, and without. */
const timed: Readonly<Record<string, (moment: Moment) => string>> = {
  "DD/MM/YYYY HH:MM": (moment) => formatMoment(moment, "DD/MM/YYYY HH24:MI"),
  CCYYMMDDHHMM: (moment) => compact(moment) + time(moment),
};
const untimed: Readonly<Record<string, (moment: Moment) => string>> = {
  "DD/MM/YYYY": (moment) => formatMoment(moment, "DD/MM/YYYY"),
  CCYYMMDD: compact,
  "YYYY-MM-DD": ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`,
};

describe("dates", () => {
  for (const [layout, write] of Object.entries(timed)) {
    it(`reads every minute written ${layout}, whatever blanks stand around it`, () => {
      fc.assert(
        fc.property(moments, fc.nat(2), fc.nat(2), (moment, before, after) => {
          expect(momentOf(" ".repeat(before) + write(moment) + " ".repeat(after))).to.deep.equal(moment);
        }),
      );
    });
  }

  for (const [layout, write] of Object.entries(untimed)) {
    it(`reads every day written ${layout}, as a day without a time`, () => {
      fc.assert(
        fc.property(moments, (moment) => {
          expect(momentOf(write(moment))).to.deep.equal({ ...moment, hour: 0, minute: 0, hasTime: false });
        }),
      );
    });
  }

  it("reads the reversed internal form of every minute from 1900 to 2099", () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const reversed = String(999_999_999_999 - momentNumber(moment)).padStart(12, "0");
        const known = moment.year >= 1900 && moment.year <= 2099;
        expect(momentOf(reversed)).to.deep.equal(known ? moment : null);
      }),
    );
    expect(momentOf("797396728199")).to.deep.include({ year: 2026, month: 3, day: 27, hour: 18, minute: 0 });
    expect(momentOf("790000000000")).to.equal(null);
  });

  const readings: readonly (readonly [string, string | null])[] = [
    ["29/02/2024", "29/02/2024"],
    ["29/02/2023", null],
    ["29/02/2000", "29/02/2000"],
    ["29/02/1900", null],
    ["19000229", null],
    ["20000229", "29/02/2000"],
    ["2100-02-29", null],
    ["30/02/2024", null],
    ["31/04/2024", null],
    ["31/12/2024", "31/12/2024"],
    ["00/01/2024", null],
    ["01/00/2024", null],
    ["01/13/2024", null],
    ["32/01/2024", null],
    ["01/01/1799", null],
    ["01/01/1800", "01/01/1800"],
    ["31/12/2199", "31/12/2199"],
    ["01/01/2200", null],
    ["01/01/24", null],
    ["240101", null],
    ["1/1/2024", null],
    ["01-01-2024", null],
    ["01.01.2024", null],
    ["2024/01/01", null],
    ["2024-1-01", null],
    ["2024-01/01", null],
    ["01/01-2024", null],
    ["01/01/2024 10:00:00", null],
    ["01/01/2024T10:00", null],
    ["01/01/2024 1000", null],
    ["01/01/2024 10.00", null],
    ["01/01/2024 23:59", "01/01/2024"],
    ["01/01/2024 24:00", null],
    ["01/01/2024 10:60", null],
    ["01/01/2024 1 :00", null],
    ["202401012400", null],
    ["202401011060", null],
    ["2024010110", null],
    ["20240101100", null],
    ["2024010110000", null],
    ["2O240101", null],
    ["2024 101", null],
    ["00000000", null],
    ["000000000000", null],
    ["999999999999", null],
    ["-2024010", null],
    ["2026032\u0137", null],
    ["٢٠٢٤٠١٠١", null],
    ["TODAY", null],
    ["  ", null],
    ["", null],
  ];
  for (const [text, expected] of readings) {
    it(`reads ${JSON.stringify(text)} as ${expected ?? "no date: nothing is guessed"}`, () => {
      const moment = momentOf(text);
      expect(moment && formatMoment(moment, "DD/MM/YYYY")).to.equal(expected);
    });
  }

  it("takes nothing for a date that does not say the same day again", () => {
    const near = fc.string({ unit: fc.constantFrom(..."0123456789/-: 29"), minLength: 6, maxLength: 17 });
    const writers = [...Object.values(timed), ...Object.values(untimed)];
    fc.assert(
      fc.property(near, (text) => {
        const moment = momentOf(text);
        if (moment === null) return;
        const reversed = String(999_999_999_999 - momentNumber(moment));
        expect([...writers.map((write) => write(moment)), reversed]).to.include(text.replace(/^ +| +$/g, ""));
      }),
      { numRuns: 3000 },
    );
  });

  it("knows the length of every month as the calendar does", () => {
    for (let year = 1800; year <= 2199; year++)
      for (let month = 1; month <= 12; month++)
        expect(daysInMonth(year, month), `${month}/${year}`).to.equal(new Date(Date.UTC(year, month, 0)).getUTCDate());
  });

  it("makes numbers that compare as the moments do", () => {
    fc.assert(
      fc.property(moments, moments, (one, other) => {
        const utc = ({ year, month, day, hour, minute }: Moment) => Date.UTC(year, month - 1, day, hour, minute);
        expect(Math.sign(momentNumber(one) - momentNumber(other))).to.equal(Math.sign(utc(one) - utc(other)));
      }),
    );
  });

  const source = ["27/03/2026 18:05", "20260328", "", "797396728199", null, "31/02/2026", "1966-07-30", "x"];
  const columns: readonly (readonly [DateLayout, boolean, readonly (string | null)[], readonly number[]])[] = [
    ["DD/MM/YYYY", false, ["27/03/2026", "28/03/2026", null, "27/03/2026", null, null, "30/07/1966", null], []],
    ["DD/MM/YYYY HH24:MI", false, ["27/03/2026 18:05", null, null, "27/03/2026 18:00", null, null, null, null], [1, 6]],
    [
      "DD/MM/YYYY HH24:MI",
      true,
      ["27/03/2026 18:05", "28/03/2026 00:00", null, "27/03/2026 18:00", null, null, "30/07/1966 00:00", null],
      [],
    ],
    [
      "DD/MM/YYYY HH24:MI:SS",
      false,
      ["27/03/2026 18:05:00", null, null, "27/03/2026 18:00:00", null, null, null, null],
      [1, 6],
    ],
    ["HH24:MI", false, ["18:05", null, null, "18:00", null, null, null, null], [1, 6]],
  ];
  for (const [layout, midnight, expected, timeless] of columns) {
    it(`writes a column as ${layout}${midnight ? ", midnight where there is no time" : ""}, and names the rows it cannot`, () => {
      const result = formatDates(textFrom(source), layout, midnight);
      expect(textStrings(result.column)).to.deep.equal(expected);
      expect(result.invalid).to.deep.equal([5, 7]);
      expect(result.timeless).to.deep.equal(timeless);
    });
  }

  it("writes a column as it writes each of its values", () => {
    const cells = fc.array(fc.oneof(moments.map(timed.CCYYMMDDHHMM), moments.map(untimed["DD/MM/YYYY"]), fc.string()));
    fc.assert(
      fc.property(cells, (values) => {
        const { column, invalid } = formatDates(textFrom(values), "DD/MM/YYYY");
        const read = values.map(momentOf);
        expect(textStrings(column)).to.deep.equal(read.map((moment) => moment && formatMoment(moment, "DD/MM/YYYY")));
        expect(invalid).to.deep.equal(
          values.flatMap((value, row) => (value !== "" && read[row] === null ? [row] : [])),
        );
        expect([...momentNumbers(textFrom(values))]).to.deep.equal(
          read.map((moment) => (moment === null ? Number.NaN : momentNumber(moment))),
        );
      }),
    );
  });
});
