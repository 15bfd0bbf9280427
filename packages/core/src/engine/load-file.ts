import { createHash, type Hash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { type Columns, type TextBytes, textBytes } from "../columns/index.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { csvRow } from "../files/csv-writer.js";

const FLUSH = 4 << 20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;

/** Bytes that make a value need quotes. */
const special = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, LF, CR]) special[byte] = 1;

interface Column extends TextBytes {
  /** False when no value of the batch needs quotes, so that its bytes may be copied unseen. */
  readonly mayNeedQuotes: boolean;
  /** Bytes of the longest value. */
  readonly longest: number;
}

/**
 * Writes load rows as CSV bytes, straight from the columns: UTF-8, comma, RFC 4180 quoting, CRLF, header row. The
 * checksum is taken as the bytes go out.
 */
export class LoadFileWriter {
  readonly #handle: number;
  readonly #hash: Hash = createHash("sha256");
  #buffer = new Uint8Array(FLUSH * 2);
  #length = 0;
  #rows = 0;
  #bytes = 0;

  constructor(path: string, columns: readonly string[]) {
    this.#handle = openSync(path, "w", 0o600);
    const header = Buffer.from(`${csvRow(columns)}\r\n`, "utf8");
    this.#buffer.set(header);
    this.#length = header.length;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Appends rows, but for those that `isLeftOut` names. */
  append(rows: Columns, isLeftOut: (row: number) => boolean): void {
    const vectors = [...rows.values()];
    const columns = vectors.map((vector) => columnOf(textBytes(vector)));
    const longest = this.#makeRoom(columns);
    for (let row = 0; row < vectors[0].length; row++) {
      if (isLeftOut(row)) continue;
      if (this.#length + longest > this.#buffer.length) this.#flush();
      this.#appendRow(columns, row);
      this.#rows++;
    }
  }

  finish(): FinishedFile {
    this.#flush();
    fsyncSync(this.#handle);
    closeSync(this.#handle);
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  #appendRow(columns: readonly (Column | undefined)[], row: number): void {
    const buffer = this.#buffer;
    let at = this.#length;
    for (let i = 0; i < columns.length; i++) {
      if (i > 0) buffer[at++] = COMMA;
      const column = columns[i];
      if (column === undefined) continue;
      const { data } = column;
      const start = column.offsets[row];
      const end = column.offsets[row + 1];
      if (column.mayNeedQuotes && needsQuotes(data, start, end)) at = writeQuoted(buffer, at, data, start, end);
      else for (let byte = start; byte < end; byte++) buffer[at++] = data[byte];
    }
    buffer[at++] = CR;
    buffer[at++] = LF;
    this.#length = at;
  }

  /** The most bytes that a row of these columns can take, with every byte doubled; the buffer holds at least as many. */
  #makeRoom(columns: readonly (Column | undefined)[]): number {
    let longest = columns.length * 3 + 2;
    for (const column of columns) longest += (column?.longest ?? 0) * 2;
    if (longest > this.#buffer.length) {
      this.#flush();
      this.#buffer = new Uint8Array(longest * 2);
    }
    return longest;
  }

  #flush(): void {
    const bytes = this.#buffer.subarray(0, this.#length);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at, bytes.length - at);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#length = 0;
  }
}

/** A column without any value is not looked at again. */
function columnOf(bytes: TextBytes): Column | undefined {
  const end = bytes.offsets[bytes.length];
  if (end === bytes.offsets[0]) return undefined;
  const all = Buffer.from(bytes.data.buffer, bytes.data.byteOffset, end);
  const mayNeedQuotes = [QUOTE, COMMA, LF, CR].some((byte) => all.includes(byte));
  let longest = 0;
  for (let row = 0; row < bytes.length; row++) longest = Math.max(longest, bytes.offsets[row + 1] - bytes.offsets[row]);
  return { ...bytes, mayNeedQuotes, longest };
}

function needsQuotes(data: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (special[data[i]] === 1) return true;
  return false;
}

function writeQuoted(buffer: Uint8Array, from: number, data: Uint8Array, start: number, end: number): number {
  let at = from;
  buffer[at++] = QUOTE;
  for (let i = start; i < end; i++) {
    if (data[i] === QUOTE) buffer[at++] = QUOTE;
    buffer[at++] = data[i];
  }
  buffer[at++] = QUOTE;
  return at;
}
