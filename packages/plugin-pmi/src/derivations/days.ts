import {
  combineText,
  type Derivation,
  daysInMonth,
  formatMoment,
  type Moment,
  mapText,
  momentOf,
} from "@pas-migrate/core";

/** The day after a date, as DD/MM/YYYY; null when the text is no date. */
export function dayAfter(text: string): string | null {
  const moment = momentOf(text);
  if (moment === null) return null;
  const { year, month, day } = moment;
  if (day < daysInMonth(year, month)) return show({ ...moment, day: day + 1 });
  return month < 12
    ? show({ ...moment, month: month + 1, day: 1 })
    : show({ ...moment, year: year + 1, month: 1, day: 1 });
}

/** The day before a date, as DD/MM/YYYY; null when the text is no date. */
export function dayBefore(text: string): string | null {
  const moment = momentOf(text);
  if (moment === null) return null;
  const { year, month, day } = moment;
  if (day > 1) return show({ ...moment, day: day - 1 });
  const before = month > 1 ? { year, month: month - 1 } : { year: year - 1, month: 12 };
  return show({ ...moment, ...before, day: daysInMonth(before.year, before.month) });
}

/** `pmi.dayAfter`: the day after a date. Sources: the date. */
export const theDayAfter: Derivation = ([date]) => mapText(date, dayAfter);

/**
 * `pmi.dayAndTime`: a day and a time that are held apart; where no time is held, 00:00 marks that only the day is known.
 * Sources: the day, the time as HHMM or HH:MM.
 */
export const dayAndTime: Derivation = (columns, { reject }) =>
  combineText(columns, ([day, time], row) => {
    if (day === null || day.trim() === "") return null;
    const moment = momentOf(day);
    const clock = timeOf(time);
    if (moment === null || clock === null) {
      reject(row, "DATE_INVALID");
      return null;
    }
    const held = clock === undefined ? { hour: moment.hour, minute: moment.minute } : clock;
    return formatMoment({ ...moment, ...held }, "DD/MM/YYYY HH24:MI");
  });

/** Hours and minutes; undefined when nothing is held, null when it is no time of day. */
function timeOf(text: string | null): { hour: number; minute: number } | undefined | null {
  if (text === null || text.trim() === "") return undefined;
  const parts = /^([0-9]{1,2}):?([0-9]{2})$/.exec(text.trim());
  if (parts === null) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}

function show(moment: Moment): string {
  return formatMoment(moment, "DD/MM/YYYY");
}
