import { formatMoment, type Moment, momentOf } from "@pas-migrate/core";
import { expect } from "chai";
import fc from "fast-check";
import { Database } from "../../dist/engine/database.js";

const two = (value: number) => String(value).padStart(2, "0");
const dayOf = ({ year, month, day }: Moment) => `${year}${two(month)}${two(day)}`;
const minuteOf = (moment: Moment) => `${dayOf(moment)}${two(moment.hour)}${two(moment.minute)}`;

const mostly = (range: { readonly min: number; readonly max: number }, ...beside: readonly number[]) =>
  fc.oneof({ weight: 15, arbitrary: fc.integer(range) }, { weight: 1, arbitrary: fc.constantFrom(...beside) });

/** Moments, possible or not: the 31st of any month, hour 24, years before and after those that are read. */
const moments: fc.Arbitrary<Moment> = fc.record({
  year: mostly({ min: 1800, max: 2199 }, 1799, 2200, 9999, 1000),
  month: mostly({ min: 1, max: 12 }, 0, 13),
  day: mostly({ min: 1, max: 31 }, 0, 32),
  hour: mostly({ min: 0, max: 23 }, 24),
  minute: mostly({ min: 0, max: 59 }, 60),
  hasTime: fc.constant(true),
});

const layouts: readonly ((moment: Moment) => string)[] = [
  minuteOf,
  dayOf,
  (moment) => String(999_999_999_999 - Number(minuteOf(moment))).padStart(12, "0"),
  (moment) => formatMoment(moment, "DD/MM/YYYY"),
  (moment) => formatMoment(moment, "DD/MM/YYYY HH24:MI"),
  ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`,
  // Next to a layout, and none.
  (moment) => formatMoment(moment, "DD/MM/YYYY").slice(1),
  (moment) => `\t${minuteOf(moment).slice(1)}`,
  (moment) => minuteOf(moment).replace(/.$/, "x"),
  (moment) => formatMoment(moment, "DD/MM/YYYY HH24:MI").replace(" ", "T"),
];

const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(moments, fc.constantFrom(...layouts)).map(([moment, write]) => write(moment)) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."0123456789/-: é"), maxLength: 17 }) },
);

describe("the functions of row SQL and rules", () => {
  let database: Database;
  const rows = fc
    .sample(fc.tuple(texts, fc.nat(2), fc.nat(2)), { numRuns: 4000, seed: 20260327 })
    .map(([text, before, after]) => " ".repeat(before) + text + " ".repeat(after));
  let found: readonly (readonly unknown[])[];

  before(async () => {
    database = await Database.open({ threads: 1 });
    const connection = await database.connect();
    await connection.run("create table texts (t varchar)");
    await connection.append("main", "texts", [...rows.map((text) => [text]), [null]]);
    found = await connection.rows(
      "select t, pas_day(t), pas_moment(t), strftime(pas_date(t), '%Y%m%d'), strftime(pas_timestamp(t), '%Y%m%d%H%M') from texts order by rowid",
    );
  });

  after(() => database.close());

  it("read days and moments exactly as the columns are read", () => {
    for (const [text, day, minute, date, timestamp] of found.slice(0, -1)) {
      const moment = momentOf(String(text));
      const [ofDay, ofMinute] = [moment && dayOf(moment), moment?.hasTime ? minuteOf(moment) : null];
      expect([day, minute, date, timestamp], `of "${text}"`).to.deep.equal([ofDay, ofMinute, ofDay, ofMinute]);
    }
    expect(found.filter(([, , minute]) => minute !== null).length).to.be.greaterThan(500);
    expect(found.filter(([, day]) => day === null).length).to.be.greaterThan(500);
  });

  it("read nothing as nothing", () => {
    expect(found.at(-1)).to.deep.equal([null, null, null, null, null]);
  });

  it("take a moment with seconds for a timestamp alone", async () => {
    const connection = await database.connect();
    expect(
      await connection.rows(
        "select strftime(pas_timestamp(t), '%Y%m%d%H%M%S'), pas_moment(t), pas_day(t) from (values (' 27/03/2026 18:00:59 '), ('31/02/2026 18:00:59')) as v(t)",
      ),
    ).to.deep.equal([
      ["20260327180059", null, null],
      [null, null, null],
    ]);
  });
});
