import { closeSync, openSync, writeSync } from "node:fs";
import { ByteBuffer } from "../columns/index.js";
import { type ExtractFile, readRecords } from "./extract-reader.js";
import type { Peculiarities, RecordScanner } from "./record-scanner.js";
import { windows1252Bytes } from "./windows-1252.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const FLUSH = 4 << 20;

/** What decides whether DuckDB may read a file as it is. */
export interface Shape {
  readonly damaged: number;
  readonly blankLines: number;
  readonly peculiarities: Peculiarities;
  /** False when a byte beyond ASCII has to be transcoded. */
  readonly isUtf8: boolean;
}

/** True when DuckDB's reader has nothing to guess: no damage, one kind of line end, no quote or CR out of place. */
export function isCanonical({ damaged, blankLines, peculiarities, isUtf8 }: Shape): boolean {
  const { crlf, lf, loneCr, strayQuote } = peculiarities;
  return damaged === 0 && blankLines === 0 && loneCr === 0 && strayQuote === 0 && isUtf8 && (crlf === 0 || lf === 0);
}

/**
 * Writes a file's whole records anew: UTF-8, CRLF, quotes where they are needed, and the record's ordinal in front.
 * Values keep every character.
 *
 * @returns how many records were written, and the bytes of the longest
 */
export async function writeCanonical(
  file: ExtractFile,
  fields: number,
  path: string,
): Promise<{ readonly records: number; readonly longestRecord: number }> {
  const handle = openSync(path, "wx", 0o600);
  const out = new ByteBuffer(FLUSH + (1 << 20));
  let longestRecord = 0;
  const flush = (): void => {
    for (let at = 0; at < out.length; ) at += writeSync(handle, out.bytes, at, out.length - at);
    out.length = 0;
  };
  try {
    const { records } = await readRecords(file, fields, {
      record: ({ buffer, scanner, ordinal }) => {
        const start = out.length;
        out.append(Buffer.from(String(ordinal), "latin1"));
        for (let field = 0; field < fields; field++)
          appendField(out, buffer, scanner, field, file.encoding === "windows-1252");
        out.append(LINE_END);
        longestRecord = Math.max(longestRecord, out.length - start);
        if (out.length > FLUSH) flush();
      },
      damaged: () => {},
    });
    flush();
    return { records, longestRecord };
  } finally {
    closeSync(handle);
  }
}

const LINE_END = Uint8Array.of(CR, LF);

/** Writes one field, in quotes whenever it holds anything that a reader could take for structure. */
function appendField(
  out: ByteBuffer,
  buffer: Uint8Array,
  scanner: RecordScanner,
  field: number,
  transcode: boolean,
): void {
  const start = scanner.bounds[field * 2];
  const end = scanner.bounds[field * 2 + 1];
  const doubled = scanner.doubled[field] === 1;
  const quote = needsQuotes(buffer, start, end);
  out.reserve((end - start) * 3 + 4);
  const { bytes } = out;
  let at = out.length;
  bytes[at++] = COMMA;
  if (quote) bytes[at++] = QUOTE;
  for (let i = start; i < end; i++) {
    const byte = buffer[i];
    if (byte === QUOTE) {
      bytes[at++] = QUOTE;
      bytes[at++] = QUOTE;
      if (doubled) i++;
    } else if (transcode && byte >= 0x80) {
      for (const part of windows1252Bytes(byte)) bytes[at++] = part;
    } else bytes[at++] = byte;
  }
  if (quote) bytes[at++] = QUOTE;
  out.length = at;
}

function needsQuotes(buffer: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = buffer[i];
    if (byte === QUOTE || byte === COMMA || byte === LF || byte === CR) return true;
  }
  return end > start && (buffer[start] === 0x20 || buffer[end - 1] === 0x20);
}
