import type { Vector } from "apache-arrow";
import type { TargetColumn } from "../catalog/target-table.js";
import { blankMoment, blankRows, readMoment, textBytes, textStrings } from "../columns/index.js";

/** A column after its check: refused rows are emptied. */
export interface CheckedColumn {
  readonly column: Vector;
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
}

const LAYOUT_WIDTHS: Readonly<Record<string, number>> = {
  "DD/MM/YYYY": 10,
  "DD/MM/YYYY HH24:MI": 16,
  "DD/MM/YYYY HH24:MI:SS": 19,
  "HH24:MI": 5,
};

/** Checks a finished column against what the loader takes. A value that does not fit is refused whole, never cut. */
export function checkColumn(column: Vector, target: TargetColumn): CheckedColumn {
  const refused = new Map<number, string>();
  for (const check of [tooLong, notAllowed, wrongLayout]) {
    for (const { row, reason } of check(column, target)) if (!refused.has(row)) refused.set(row, reason);
  }
  if (refused.size === 0) return { column, refused: [] };
  const rows = [...refused].map(([row, reason]) => ({ row, reason })).sort((a, b) => a.row - b.row);
  return {
    column: blankRows(
      column,
      rows.map(({ row }) => row),
    ),
    refused: rows,
  };
}

/** Lengths count characters. A value of no more bytes than the limit has no more characters either. */
function* tooLong(column: Vector, { type, length: limit }: TargetColumn) {
  if (type !== "VARCHAR2" || limit === undefined) return;
  const { length, offsets, data } = textBytes(column);
  for (let row = 0; row < length; row++) {
    if (offsets[row + 1] - offsets[row] <= limit) continue;
    if (characters(data, offsets[row], offsets[row + 1]) > limit) yield { row, reason: "VALUE_TOO_LONG" };
  }
}

function* notAllowed(column: Vector, { allowed, upperCase }: TargetColumn) {
  if (allowed === undefined && upperCase !== true) return;
  const values = textStrings(column);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) continue;
    if (allowed !== undefined && !allowed.includes(value)) yield { row, reason: "VALUE_NOT_ALLOWED" };
    else if (upperCase === true && value !== value.toUpperCase()) yield { row, reason: "LAYOUT_WRONG" };
  }
}

function* wrongLayout(column: Vector, { type, format, length: limit }: TargetColumn) {
  if (type === "VARCHAR2" && format === undefined) return;
  const { length, offsets, data } = textBytes(column);
  for (let row = 0; row < length; row++) {
    const start = offsets[row];
    const end = offsets[row + 1];
    if (start === end) continue;
    const fits = format === undefined ? isNumber(data, start, end, limit) : isInLayout(data, start, end, format);
    if (!fits) yield { row, reason: "LAYOUT_WRONG" };
  }
}

function characters(data: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((data[i] & 0xc0) !== 0x80) count++;
  return count;
}

function isNumber(data: Uint8Array, start: number, end: number, limit: number | undefined): boolean {
  const first = data[start] === 0x2d ? start + 1 : start;
  if (first === end || (limit !== undefined && end - first > limit)) return false;
  for (let i = first; i < end; i++) if (data[i] < 0x30 || data[i] > 0x39) return false;
  return true;
}

const moment = blankMoment();

function isInLayout(data: Uint8Array, start: number, end: number, format: string): boolean {
  if (end - start !== LAYOUT_WIDTHS[format]) return false;
  if (format === "HH24:MI") return isTime(data, start);
  const toMinute = format === "DD/MM/YYYY HH24:MI:SS" ? end - 3 : end;
  if (format === "DD/MM/YYYY HH24:MI:SS" && !isSeconds(data, toMinute)) return false;
  return data[start + 2] === 0x2f && readMoment(data, start, toMinute, moment);
}

function isTime(data: Uint8Array, start: number): boolean {
  const pair = (at: number) => (data[at] - 0x30) * 10 + (data[at + 1] - 0x30);
  return (
    data[start + 2] === 0x3a && pair(start) >= 0 && pair(start) <= 23 && pair(start + 3) >= 0 && pair(start + 3) <= 59
  );
}

function isSeconds(data: Uint8Array, at: number): boolean {
  const seconds = (data[at + 1] - 0x30) * 10 + (data[at + 2] - 0x30);
  return data[at] === 0x3a && seconds >= 0 && seconds <= 59;
}
