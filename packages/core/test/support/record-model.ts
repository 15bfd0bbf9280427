import { isUtf8 } from "node:buffer";
import type { SourceEncoding } from "../../dist/intake/record-scanner.js";
import { Found, RecordScanner } from "../../dist/intake/record-scanner.js";

/** What one record of a file is: where it lies, its cells, or why it is damaged. */
export interface ModelRecord {
  readonly line: number;
  /** The record's bytes, line end left out. */
  readonly text: string;
  readonly reason?: string;
  readonly cells?: readonly string[];
}

export interface ModelFile {
  readonly records: readonly ModelRecord[];
  readonly blankLines: number;
}

const UNQUOTED = /(?!")(?:[^,\n\r]|\r(?!\n))*/y;
const QUOTED = /"(?:[^"]|"")*"(?=,|\r?\n|$)/y;
const CLOSED = /"(?:[^"]|"")*"(?!")/y;
const LINE_END = /\r?\n/y;

/**
 * What intake says of a file without its header, told in regular expressions over the bytes as Latin-1: slow, short, and
 * written apart from the reader.
 */
export function modelOf(text: string, fields: number, encoding: SourceEncoding, firstLine = 1): ModelFile {
  const records: ModelRecord[] = [];
  let blankLines = 0;
  let at = 0;
  const match = (pattern: RegExp, from: number): string | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const line = firstLine + [...text.slice(0, at).matchAll(/\n/g)].length;
    const cells: string[] = [];
    let end = at;
    let broken: string | undefined;
    for (;;) {
      const quoted = text[end] === '"';
      const field = match(quoted ? QUOTED : UNQUOTED, end);
      if (field === undefined) {
        broken = match(CLOSED, end) === undefined ? "UNBALANCED_QUOTE" : "TEXT_AFTER_QUOTE";
        break;
      }
      cells.push(quoted ? field.slice(1, -1).replaceAll('""', '"') : field);
      end += field.length;
      if (text[end] !== ",") break;
      end++;
    }
    if (broken !== undefined) {
      const lineFeed = text.indexOf("\n", at);
      const whole = text.slice(at, lineFeed < 0 ? undefined : lineFeed);
      records.push({ line, text: lineFeed < 0 ? whole : whole.replace(/\r$/, ""), reason: broken });
      at = lineFeed < 0 ? text.length : lineFeed + 1;
      continue;
    }
    const record = text.slice(at, end);
    if (record === "") blankLines++;
    else {
      const reason = damageOf(record, cells, fields, encoding);
      records.push(reason === undefined ? { line, text: record, cells } : { line, text: record, reason });
    }
    at = end + (match(LINE_END, end)?.length ?? 0);
  }
  return { records, blankLines };
}

function damageOf(
  record: string,
  cells: readonly string[],
  fields: number,
  encoding: SourceEncoding,
): string | undefined {
  const bad = (encoding === "windows-1252" ? /[\0\x81\x8d\x8f\x90\x9d]/ : /\0/).exec(record)?.[0];
  if (bad !== undefined) return bad === "\0" ? "NUL_BYTE" : "UNDECODABLE_BYTE";
  if (cells.length !== fields) return "WRONG_FIELD_COUNT";
  if (encoding === "utf-8" && !isUtf8(Buffer.from(record, "latin1"))) return "UNDECODABLE_BYTE";
  return undefined;
}

/** The cells of the scanner's last record, as Latin-1. */
export function scannedCells(buffer: Uint8Array, scanner: RecordScanner): readonly string[] {
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return Array.from({ length: scanner.fields }, (_, field) => {
    const cell = bytes.toString("latin1", scanner.bounds[field * 2], scanner.bounds[field * 2 + 1]);
    return scanner.doubled[field] === 1 ? cell.replaceAll('""', '"') : cell;
  });
}

/** Lets the scanner read a text that comes in pieces of the given sizes, over and over, as a file's chunks do. */
export function scanInPieces(
  text: string,
  fields: number,
  encoding: SourceEncoding,
  sizes: readonly number[],
): ModelFile & { readonly scanner: RecordScanner } {
  const bytes = Buffer.from(text, "latin1");
  const buffer = Buffer.alloc(bytes.length + 1);
  const scanner = new RecordScanner(encoding, fields);
  const records: ModelRecord[] = [];
  let blankLines = 0;
  let at = 0;
  let limit = 0;
  let line = 1;
  for (let turn = 0; ; turn++) {
    const size = Math.min(sizes[turn % sizes.length], bytes.length - limit);
    bytes.copy(buffer, limit, limit, limit + size);
    limit += size;
    const last = size === 0;
    while (at < limit) {
      const found = scanner.scan(buffer, at, limit, last);
      if (found === Found.More) break;
      const record = buffer.toString("latin1", at, scanner.end);
      if (found === Found.BlankLine) blankLines++;
      else if (found === Found.Damaged) records.push({ line, text: record, reason: scanner.reason });
      else records.push({ line, text: record, cells: scannedCells(buffer, scanner) });
      line += scanner.lines;
      at = scanner.next;
    }
    if (last) return { records, blankLines, scanner };
  }
}
