/** Days since 1 January 1900 (day 0), local calendar. */
export type Day = number;
/** Minutes since 1 January 1900, 00:00, local wall time: no zone, no summer time. */
export type Moment = number;

export const MINUTES_A_DAY = 1440;
/** Days from 1 March of the year 0, where the calendar's four hundred years begin, to 1 January 1900. */
const EPOCH = 693_901;

/** The day of a date. No check: callers give dates that exist. */
export function dayOf(year: number, month: number, day: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - EPOCH;
}

/** The parts of a day. */
export function dateOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = day + EPOCH;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}

/** The moment of a day and a time. */
export function momentOf(day: Day, hour = 0, minute = 0): Moment {
  return day * MINUTES_A_DAY + hour * 60 + minute;
}

/** The day on which a moment lies. */
export function onDay(moment: Moment): Day {
  return Math.floor(moment / MINUTES_A_DAY);
}

/** Minutes after midnight. */
export function minuteOf(moment: Moment): number {
  return moment - onDay(moment) * MINUTES_A_DAY;
}

/** 0 for Monday to 6 for Sunday. */
export function weekday(day: Day): number {
  return ((day % 7) + 7) % 7;
}

/** The day itself, or the next Monday when it is a Saturday or a Sunday. */
export function workday(day: Day): Day {
  const after = weekday(day) - 4;
  return after > 0 ? day + 3 - after : day;
}

/** Completed years from one day to another; who was born on 29 February has a birthday on 1 March in common years. */
export function yearsBetween(from: Day, to: Day): number {
  const start = dateOf(from);
  const end = dateOf(to);
  const before = end.month < start.month || (end.month === start.month && end.day < start.day);
  return end.year - start.year - (before ? 1 : 0);
}

/** A moment from `YYYY-MM-DDTHH:MM`. */
export function readMoment(text: string): Moment {
  const [year, month, day, hour, minute] = text.split(/[-T:]/).map(Number);
  return momentOf(dayOf(year, month, day), hour, minute);
}
