import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { errors } from "../errors/catalogue.js";
import { type DamageReason, Found, RecordScanner, type SourceEncoding } from "./record-scanner.js";

const CHUNK = 4 << 20;
/** A file without a line end for so long is no CSV file. */
const MAX_RECORD_BYTES = 64 << 20;
const LF = 0x0a;
const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** A record as it lies in the buffer; good only until the visitor returns. */
export interface RecordView {
  readonly buffer: Uint8Array;
  readonly scanner: RecordScanner;
  readonly start: number;
  /** The record's place among all data records, from 1, damaged ones counted. */
  readonly ordinal: number;
  /** The physical line of its first byte; the header is line 1. */
  readonly line: number;
}

/** What to do with what a file holds. Nothing may be kept of a view but copies. */
export interface RecordVisitor {
  /** Every chunk of the file's bytes, in order: for the checksum. */
  chunk?(bytes: Uint8Array): void;
  record(view: RecordView): void;
  damaged(view: RecordView, reason: DamageReason): void;
}

/** A CSV file and how it is written. */
export interface ExtractFile {
  readonly path: string;
  /** The name that messages show: the file's name without its folder. */
  readonly name: string;
  readonly encoding: SourceEncoding;
}

/** Counts of one reading. */
export interface ReadCounts {
  readonly bytes: number;
  readonly records: number;
  readonly damaged: number;
  readonly blankLines: number;
}

/** Reads the names in a file's first record. @throws MigrationError when there is none, or it cannot be read */
export function readHeader(file: ExtractFile): readonly string[] {
  const handle = openSync(file.path, "r");
  try {
    const buffer = Buffer.alloc((1 << 20) + 1);
    const size = readSync(handle, buffer, 0, buffer.length - 1, 0);
    if (size === 0) throw errors.extractEmpty(file.name);
    const start = bomLength(buffer);
    if (start > 0 && file.encoding !== "utf-8") throw errors.encodingContradictsMark(file.name, file.encoding);
    if (isUtf16Mark(buffer)) throw errors.encodingUtf16(file.name);
    const scanner = new RecordScanner(file.encoding, 0);
    const found = scanner.scan(buffer, start, size, size < buffer.length - 1);
    const decodable = file.encoding !== "utf-8" || isUtf8(buffer.subarray(0, scanner.end));
    if (found !== Found.Record || !decodable) throw errors.headerUnreadable(file.name);
    if (scanner.seen.loneCr > 0) throw errors.headerLoneCr(file.name);
    return Array.from({ length: scanner.fields }, (_, i) => {
      const [from, to] = [scanner.bounds[i * 2], scanner.bounds[i * 2 + 1]];
      return buffer.toString("latin1", from, to).trim();
    });
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads every byte of a file once and shows each data record to the visitor, whole or damaged.
 *
 * @param fields how many fields a record must have
 */
export async function readRecords(
  file: ExtractFile,
  fields: number,
  visitor: RecordVisitor,
): Promise<ReadCounts & { readonly scanner: RecordScanner }> {
  const handle = openSync(file.path, "r");
  try {
    const { size } = fstatSync(handle);
    // Most extracts are small: room for them alone is made, and of what is no file nobody knows the size.
    const reading = new Reading(file, fields, visitor, size === 0 ? CHUNK : Math.min(CHUNK, size + 1));
    for (;;) {
      const more = reading.fill((buffer, at, room) => readSync(handle, buffer, at, room, null));
      if (!more) return reading.counts();
      await setImmediate();
    }
  } finally {
    closeSync(handle);
  }
}

class Reading {
  readonly #file: ExtractFile;
  readonly #visitor: RecordVisitor;
  readonly #scanner: RecordScanner;
  readonly #header: RecordScanner;
  /** Has room for one byte more than is ever read into it: the scanner needs it. */
  #buffer: Buffer;
  readonly #chunk: number;
  #kept = 0;
  #bytes = 0;
  #line = 1;
  #pastHeader = false;
  #records = 0;
  #damaged = 0;
  #blankLines = 0;

  /** @param chunk bytes to read at a time */
  constructor(file: ExtractFile, fields: number, visitor: RecordVisitor, chunk: number) {
    this.#file = file;
    this.#chunk = chunk;
    this.#buffer = Buffer.alloc(chunk * 2 + 1);
    this.#visitor = visitor;
    this.#scanner = new RecordScanner(file.encoding, fields);
    this.#header = new RecordScanner(file.encoding, 0);
  }

  counts(): ReadCounts & { readonly scanner: RecordScanner } {
    const { seen } = this.#header;
    this.#scanner.seen.crlf += seen.crlf;
    this.#scanner.seen.lf += seen.lf;
    return {
      bytes: this.#bytes,
      records: this.#records,
      damaged: this.#damaged,
      blankLines: this.#blankLines,
      scanner: this.#scanner,
    };
  }

  /** Takes in one chunk. Returns false after the last. */
  fill(read: (buffer: Buffer, at: number, room: number) => number): boolean {
    if (this.#kept + this.#chunk >= this.#buffer.length) this.#grow();
    const size = read(this.#buffer, this.#kept, this.#chunk);
    const last = size === 0;
    this.#visitor.chunk?.(this.#buffer.subarray(this.#kept, this.#kept + size));
    this.#bytes += size;
    const limit = this.#kept + size;
    const next = this.#scan(limit, last);
    this.#buffer.copyWithin(0, next, limit);
    this.#kept = limit - next;
    return !last;
  }

  #grow(): void {
    if (this.#buffer.length > MAX_RECORD_BYTES) throw errors.extractWithoutLineEnds(this.#file.name, this.#line);
    const grown = Buffer.alloc(this.#buffer.length * 2);
    this.#buffer.copy(grown, 0, 0, this.#kept);
    this.#buffer = grown;
  }

  /** Shows all records that end before `limit` and returns where the first incomplete one starts. */
  #scan(limit: number, last: boolean): number {
    const buffer = this.#buffer;
    const checkEach = this.#needsCheck(limit, last);
    let at = 0;
    if (!this.#pastHeader) {
      at = this.#skipHeader(limit, last);
      if (at < 0) return 0;
    }
    while (at < limit) {
      const found = this.#scanner.scan(buffer, at, limit, last);
      if (found === Found.More) break;
      const { next, end, lines } = this.#scanner;
      if (found === Found.BlankLine) this.#blankLines++;
      else {
        const undecodable = checkEach && found === Found.Record && !isUtf8(buffer.subarray(at, end));
        if (undecodable) this.#scanner.damagedField = this.#undecodableField();
        this.#show(at, found === Found.Damaged ? this.#scanner.reason : undecodable ? "UNDECODABLE_BYTE" : undefined);
      }
      this.#line += lines;
      at = next;
    }
    return at;
  }

  #show(start: number, reason: DamageReason | undefined): void {
    const view = {
      buffer: this.#buffer,
      scanner: this.#scanner,
      start,
      ordinal: this.#records + this.#damaged + 1,
      line: this.#line,
    };
    if (reason === undefined) {
      this.#records++;
      this.#visitor.record(view);
    } else {
      this.#damaged++;
      this.#visitor.damaged(view, reason);
    }
  }

  /** The field for which a record is no UTF-8: what stands between fields is ASCII, so there is one. */
  #undecodableField(): number {
    const { bounds } = this.#scanner;
    let field = 0;
    while (isUtf8(this.#buffer.subarray(bounds[field * 2], bounds[field * 2 + 1]))) field++;
    return field;
  }

  #skipHeader(limit: number, last: boolean): number {
    const found = this.#header.scan(this.#buffer, bomLength(this.#buffer.subarray(0, limit)), limit, last);
    if (found === Found.More) return -1;
    this.#pastHeader = true;
    this.#line += this.#header.lines;
    return this.#header.next;
  }

  /** One look at the whole chunk saves a look at each record, as long as all of it is UTF-8. */
  #needsCheck(limit: number, last: boolean): boolean {
    if (this.#file.encoding !== "utf-8") return false;
    const end = last ? limit : this.#buffer.lastIndexOf(LF, limit - 1) + 1;
    return !isUtf8(this.#buffer.subarray(0, end));
  }
}

function isUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** The length of a UTF-8 byte order mark at the start of the bytes. */
export function bomLength(bytes: Uint8Array): number {
  return UTF8_BOM.equals(bytes.subarray(0, UTF8_BOM.length)) ? UTF8_BOM.length : 0;
}
