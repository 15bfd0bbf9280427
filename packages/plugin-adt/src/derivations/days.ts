import { combineText, type Derivation, type Moment, momentOf } from "@pas-migrate/core";

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/**
 * `adt.completedYears`: how old somebody was. Who was born on 29 February is a year older on 1 March in common years.
 * A birth after the day is rejected. Sources: date of birth, the day.
 */
export const completedYears: Derivation = (columns, { reject }) =>
  combineText(columns, (cells, row) => {
    const [birth, day] = moments(cells);
    if (birth === null || day === null) return null;
    const hadBirthday = day.month > birth.month || (day.month === birth.month && day.day >= birth.day);
    const years = day.year - birth.year - (hadBirthday ? 0 : 1);
    if (years < 0) {
      reject(row, "BORN_AFTER_EPISODE");
      return null;
    }
    return String(years);
  });

/** `adt.daysBetween`: midnights from one moment to another, by the dates alone. Sources: from, to. */
export const daysBetween: Derivation = (columns) =>
  combineText(columns, (cells) => {
    const [from, to] = moments(cells);
    return from === null || to === null ? null : String(dayNumber(to) - dayNumber(from));
  });

function moments(cells: readonly (string | null)[]): readonly (Moment | null)[] {
  return cells.map((cell) => (cell === null ? null : momentOf(cell)));
}

/** Days since a day long ago, by the Gregorian calendar: no time zone has a part in it. */
function dayNumber({ year, month, day }: Moment): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return before * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1] + (isLeap && month > 2 ? 1 : 0) + day;
}
