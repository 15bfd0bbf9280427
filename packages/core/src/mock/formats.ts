import { type Day, dateOf, type Moment, minuteOf, onDay } from "./calendar.js";

interface Written {
  readonly display: string;
  readonly short: string;
  readonly internal: string;
}

/** A hospital's days are few and written often. */
const writtenDays = new Map<Day, Written>();

function written(day: Day): Written {
  let texts = writtenDays.get(day);
  if (texts === undefined) {
    const date = dateOf(day);
    const [dd, mm, yyyy] = [pad(date.day), pad(date.month), String(date.year)];
    texts = { display: `${dd}/${mm}/${yyyy}`, short: `${dd}/${mm}/${yyyy.slice(2)}`, internal: yyyy + mm + dd };
    writtenDays.set(day, texts);
  }
  return texts;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function clock(moment: Moment, between: string): string {
  const minute = minuteOf(moment);
  return pad(Math.floor(minute / 60)) + between + pad(minute % 60);
}

/** Writes a value when there is one, and nothing when there is none. */
function held(write: (value: number) => string): (value: number | undefined) => string {
  return (value) => (value === undefined ? "" : write(value));
}

const dateTimeInt = (moment: Moment): string => written(onDay(moment)).internal + clock(moment, "");

/**
 * How INQuire V83 writes days and moments: for people to read ("display") and for the system ("internal"). What is not
 * held is written as nothing.
 */
export const v83 = {
  /** DD/MM/YYYY */
  date: held((day) => written(day).display),
  /** DD/MM/YY */
  shortDate: held((day) => written(day).short),
  /** CCYYMMDD */
  dateInt: held((day) => written(day).internal),
  /** DD/MM/YYYY HH:MM */
  dateTime: held((moment) => `${written(onDay(moment)).display} ${clock(moment, ":")}`),
  /** DD/MM/YY HH:MM */
  shortDateTime: held((moment) => `${written(onDay(moment)).short} ${clock(moment, ":")}`),
  /** CCYYMMDDHHMM */
  dateTimeInt: held(dateTimeInt),
  /** 999999999999 less CCYYMMDDHHMM: the latest sorts first. */
  reversed: held((moment) => String(999_999_999_999 - Number(dateTimeInt(moment)))),
  /** HH:MM */
  time: held((moment) => clock(moment, ":")),
  /** HHMM */
  timeInt: held((moment) => clock(moment, "")),
  /** MM/YYYY */
  month: held((day) => written(day).display.slice(3)),
  /** CCYYMM */
  monthInt: held((day) => written(day).internal.slice(0, 6)),
} as const;

/** A day as configurations write it: YYYY-MM-DD. */
export function isoDate(day: Day): string {
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${year}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** How the load files write days and moments. */
export const pas = {
  /** DD/MM/YYYY */
  date: held((day) => written(day).display),
  /** DD/MM/YYYY HH24:MI */
  dateTime: v83.dateTime,
  /** DD/MM/YYYY HH24:MI:SS; V83 holds no seconds. */
  dateTimeSeconds: held((moment) => `${v83.dateTime(moment)}:00`),
  /** HH24:MI */
  time: v83.time,
} as const;
