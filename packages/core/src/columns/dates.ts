import type { Utf8, Vector } from "apache-arrow";
import { textBytes, textVector } from "./text.js";

/** A moment as the extract writes it: local wall time, never converted. */
export interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** False when the source held a date without a time; `hour` and `minute` are then 0. */
  hasTime: boolean;
}

/** The layouts a target column can ask for. */
export type DateLayout = "DD/MM/YYYY" | "DD/MM/YYYY HH24:MI" | "DD/MM/YYYY HH24:MI:SS" | "HH24:MI";

/** What became of a date column: the text in the target's layout, and the rows that could not be read. */
export interface DateResult {
  readonly column: Vector<Utf8>;
  /** Rows whose value is no date in any layout of the source (or is impossible, such as 30 February or 24:00). */
  readonly invalid: readonly number[];
  /** Rows that hold a date only, where the target asks for a time. They are left empty unless midnight was allowed. */
  readonly timeless: readonly number[];
}

const ZERO = 0x30;
const SLASH = 0x2f;
const DASH = 0x2d;
const COLON = 0x3a;
const SPACE = 0x20;
const EARLIEST_YEAR = 1800;
const LATEST_YEAR = 2199;
const REVERSED_FROM = 999_999_999_999;
const WIDTHS: Record<DateLayout, number> = {
  "DD/MM/YYYY": 10,
  "DD/MM/YYYY HH24:MI": 16,
  "DD/MM/YYYY HH24:MI:SS": 19,
  "HH24:MI": 5,
};

export function blankMoment(): Moment {
  return { year: 0, month: 0, day: 0, hour: 0, minute: 0, hasTime: false };
}

/**
 * Reads one date or date-time by its content: `DD/MM/YYYY[ HH:MM]`, `CCYYMMDD`, `CCYYMMDDHHMM`, the reversed form of
 * the last (999999999999 minus it, known by its 79 or 80 prefix) or `YYYY-MM-DD` (reference feeds). Outer blanks are
 * passed over. Two-digit years are not read: their century would be a guess.
 *
 * @returns false when the bytes are no such date, or an impossible one; `into` is then undefined
 */
export function readMoment(data: Uint8Array, from: number, to: number, into: Moment): boolean {
  let start = from;
  let end = to;
  while (start < end && data[start] === SPACE) start++;
  while (end > start && data[end - 1] === SPACE) end--;
  return readLayout(data, start, end - start, into) && isPossible(into);
}

/** Reads one date or date-time from a string, as {@link readMoment} does. */
export function momentOf(text: string): Moment | null {
  const bytes = Buffer.from(text, "utf8");
  const moment = blankMoment();
  return readMoment(bytes, 0, bytes.length, moment) ? moment : null;
}

/** The moment as one number, CCYYMMDDHHMM, which compares as the moments do. */
export function momentNumber(moment: Moment): number {
  return (((moment.year * 100 + moment.month) * 100 + moment.day) * 100 + moment.hour) * 100 + moment.minute;
}

/** Row by row the moment as CCYYMMDDHHMM, NaN where there is no value or no date. */
export function momentNumbers(column: Vector): Float64Array {
  const { length, offsets, data } = textBytes(column);
  const numbers = new Float64Array(length).fill(Number.NaN);
  const moment = blankMoment();
  for (let row = 0; row < length; row++) {
    if (offsets[row] === offsets[row + 1]) continue;
    if (readMoment(data, offsets[row], offsets[row + 1], moment)) numbers[row] = momentNumber(moment);
  }
  return numbers;
}

/** Writes a moment in a target layout. */
export function formatMoment(moment: Moment, layout: DateLayout): string {
  const bytes = new Uint8Array(WIDTHS[layout]);
  writeMoment(moment, layout, bytes, 0);
  return Buffer.from(bytes.buffer, 0, bytes.length).toString("latin1");
}

/**
 * Turns a column of source dates into a target layout.
 *
 * @param midnight writes 00:00 where the source holds a date only; otherwise such a row counts as `timeless`
 */
export function formatDates(column: Vector, layout: DateLayout, midnight = false): DateResult {
  const { length, offsets, data } = textBytes(column);
  const width = WIDTHS[layout];
  const wantsTime = layout !== "DD/MM/YYYY";
  const out = new Uint8Array(length * width);
  const ends = new Int32Array(length + 1);
  const invalid: number[] = [];
  const timeless: number[] = [];
  const moment = blankMoment();
  let end = 0;
  for (let row = 0; row < length; row++) {
    if (offsets[row] !== offsets[row + 1]) {
      if (!readMoment(data, offsets[row], offsets[row + 1], moment)) invalid.push(row);
      else if (wantsTime && !moment.hasTime && !midnight) timeless.push(row);
      else {
        writeMoment(moment, layout, out, end);
        end += width;
      }
    }
    ends[row + 1] = end;
  }
  return { column: textVector(ends, out.subarray(0, end)), invalid, timeless };
}

function readLayout(data: Uint8Array, start: number, size: number, into: Moment): boolean {
  into.hour = 0;
  into.minute = 0;
  into.hasTime = false;
  if (size === 10 && data[start + 4] === DASH) return readIso(data, start, into);
  if (size === 10) return readDisplayDate(data, start, into);
  if (size === 16) {
    if (data[start + 10] !== SPACE || data[start + 13] !== COLON) return false;
    return (
      readDisplayDate(data, start, into) && readTime(digits(data, start + 11, 2), digits(data, start + 14, 2), into)
    );
  }
  if (size === 8 || size === 12) return readInternal(digits(data, start, size), size, into);
  return false;
}

function readDisplayDate(data: Uint8Array, start: number, into: Moment): boolean {
  if (data[start + 2] !== SLASH || data[start + 5] !== SLASH) return false;
  into.day = digits(data, start, 2);
  into.month = digits(data, start + 3, 2);
  into.year = digits(data, start + 6, 4);
  return true;
}

function readIso(data: Uint8Array, start: number, into: Moment): boolean {
  if (data[start + 7] !== DASH) return false;
  into.year = digits(data, start, 4);
  into.month = digits(data, start + 5, 2);
  into.day = digits(data, start + 8, 2);
  return true;
}

function readInternal(value: number, size: number, into: Moment): boolean {
  if (value < 0) return false;
  const reversed = size === 12 && value >= 790_000_000_000 && value < 810_000_000_000;
  let rest = reversed ? REVERSED_FROM - value : value;
  if (size === 12) {
    const minute = rest % 100;
    rest = Math.floor(rest / 100);
    if (!readTime(rest % 100, minute, into)) return false;
    rest = Math.floor(rest / 100);
  }
  into.day = rest % 100;
  into.month = Math.floor(rest / 100) % 100;
  into.year = Math.floor(rest / 10_000);
  return true;
}

function readTime(hour: number, minute: number, into: Moment): boolean {
  into.hour = hour;
  into.minute = minute;
  into.hasTime = true;
  return hour >= 0 && minute >= 0;
}

/** The number that `count` digits spell, or -1 when one of them is no digit. */
function digits(data: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const digit = data[i] - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isPossible({ year, month, day, hour, minute }: Moment): boolean {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month) && hour <= 23 && minute <= 59;
}

/** The length of a month in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function writeMoment(moment: Moment, layout: DateLayout, into: Uint8Array, start: number): void {
  let at = start;
  if (layout !== "HH24:MI") {
    at = writeDigits(moment.day, 2, into, at);
    into[at++] = SLASH;
    at = writeDigits(moment.month, 2, into, at);
    into[at++] = SLASH;
    at = writeDigits(moment.year, 4, into, at);
    if (layout === "DD/MM/YYYY") return;
    into[at++] = SPACE;
  }
  at = writeDigits(moment.hour, 2, into, at);
  into[at++] = COLON;
  at = writeDigits(moment.minute, 2, into, at);
  if (layout !== "DD/MM/YYYY HH24:MI:SS") return;
  into[at++] = COLON;
  writeDigits(0, 2, into, at);
}

function writeDigits(value: number, count: number, into: Uint8Array, at: number): number {
  let rest = value;
  for (let i = at + count - 1; i >= at; i--) {
    into[i] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + count;
}
