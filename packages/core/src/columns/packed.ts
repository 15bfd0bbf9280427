import type { Utf8, Vector } from "apache-arrow";
import { ByteBuffer } from "./byte-buffer.js";
import { textVector } from "./text.js";

/** Gives the next bytes: writes at most `room` of them into `buffer` from `at` on and returns how many; 0 at the end. */
export type ByteSource = (buffer: Uint8Array, at: number, room: number) => number;

/** What packed rows hold, and how they are cut into batches. */
export interface PackedLayout {
  /** How many fields a row has. */
  readonly fields: number;
  /** Fields that name the group (patient, spell, pathway); a batch never ends inside a group. */
  readonly group: readonly number[];
  /** A batch closes at the first end of a group on or after this many rows. */
  readonly batchRows: number;
}

/** The text columns of one batch, one per field. */
export interface PackedBatch {
  readonly rows: number;
  readonly columns: readonly Vector<Utf8>[];
}

/** Raised when packed rows are not what its writer promised: a row cut short, or one with too many fields. */
export class PackedFormatError extends Error {
  override readonly name = "PackedFormatError";
}

const END_OF_FIELD = 0;
const END_OF_ROW = 0x0a;
const SPACE = 0x20;
const CHUNK = 1 << 18;
/** Room for ends of rows in a new column; it doubles as rows come. Most tables of a small hospital never fill it. */
const FIRST_ROWS = 1024;

interface Filling {
  readonly text: ByteBuffer;
  ends: Int32Array;
}

/**
 * Reads rows that DuckDB has packed: every field followed by NUL, every row by a line feed. NUL cannot stand in a field
 * (intake refuses it), so nothing needs quoting and the only work left is to copy bytes.
 */
export class PackedReader {
  readonly #read: ByteSource;
  readonly #layout: PackedLayout;
  readonly #columns: Filling[];
  /** Complete rows that wait in the columns. */
  #rows = 0;
  /** One chunk, what was left of the chunk before it, and a NUL that stops the innermost loop. */
  #buffer = new Uint8Array(CHUNK * 2 + 1);

  constructor(read: ByteSource, layout: PackedLayout) {
    this.#read = read;
    this.#layout = layout;
    this.#columns = Array.from({ length: layout.fields }, () => ({
      text: new ByteBuffer(0),
      ends: new Int32Array(FIRST_ROWS),
    }));
  }

  /** @throws PackedFormatError when the rows break their own format */
  *batches(): Generator<PackedBatch> {
    let kept = 0;
    for (;;) {
      this.#makeRoom(kept);
      const read = this.#read(this.#buffer, kept, CHUNK);
      const end = kept + read;
      if (read === 0) {
        if (end > 0) throw new PackedFormatError("the last row is cut short");
        break;
      }
      // Room for the whole buffer in every column, so that copying need not check.
      for (const column of this.#columns) column.text.reserve(end);
      const parsed = yield* this.#parse(end);
      this.#buffer.copyWithin(0, parsed, end);
      kept = end - parsed;
    }
    if (this.#rows > 0) yield this.#emit(this.#rows);
  }

  /** A row longer than a chunk makes the buffer grow. */
  #makeRoom(kept: number): void {
    if (kept + CHUNK + 1 > this.#buffer.length) {
      const grown = new Uint8Array((kept + CHUNK) * 2 + 1);
      grown.set(this.#buffer.subarray(0, kept));
      this.#buffer = grown;
    }
  }

  /** Parses all complete rows before `end` and returns where the first incomplete one starts. */
  *#parse(end: number): Generator<PackedBatch, number> {
    const buffer = this.#buffer;
    buffer[end] = END_OF_FIELD;
    let at = 0;
    for (;;) {
      const next = this.#parseRow(buffer, at, end);
      if (next < 0) return at;
      at = next;
      this.#rows++;
      if (this.#rows > this.#layout.batchRows && this.#startsGroup(this.#rows - 1)) yield this.#emit(this.#rows - 1);
    }
  }

  /** Copies one row's fields into the columns. Returns where the next row starts, or -1 when this one is incomplete. */
  #parseRow(buffer: Uint8Array, from: number, end: number): number {
    const columns = this.#columns;
    const row = this.#rows + 1;
    let at = from;
    for (let field = 0; field < columns.length; field++) {
      const { text } = columns[field];
      const { bytes } = text;
      let to = text.length;
      let byte = buffer[at];
      while (byte !== END_OF_FIELD) {
        bytes[to++] = byte;
        byte = buffer[++at];
      }
      if (at >= end) return this.#undo(field);
      at++;
      text.length = to;
    }
    if (at >= end) return this.#undo(columns.length);
    if (buffer[at] !== END_OF_ROW) throw new PackedFormatError(`a row has more than ${columns.length} fields`);
    for (const column of columns) {
      if (row >= column.ends.length) column.ends = grown(column.ends);
      column.ends[row] = column.text.length;
    }
    return at + 1;
  }

  #undo(fields: number): -1 {
    for (let field = 0; field < fields; field++) {
      const column = this.#columns[field];
      column.text.length = column.ends[this.#rows];
    }
    return -1;
  }

  #startsGroup(row: number): boolean {
    if (this.#layout.group.length === 0) return true;
    return this.#layout.group.some((field) => {
      const { text, ends } = this.#columns[field];
      const before = withoutOuterBlanks(text.bytes, ends[row - 1], ends[row]);
      const here = withoutOuterBlanks(text.bytes, ends[row], ends[row + 1]);
      return Buffer.compare(before, here) !== 0;
    });
  }

  /** Hands out the first `rows` rows and keeps the rest, which starts the next batch. */
  #emit(rows: number): PackedBatch {
    const columns = this.#columns.map((column) => {
      const end = column.ends[rows];
      const vector = textVector(column.ends.slice(0, rows + 1), column.text.bytes.slice(0, end));
      for (let row = rows; row <= this.#rows; row++) column.ends[row - rows] = column.ends[row] - end;
      column.text.bytes.copyWithin(0, end, column.text.length);
      column.text.length -= end;
      return vector;
    });
    this.#rows -= rows;
    return { rows, columns };
  }
}

/** Outer blanks do not count in keys, and so not in groups. */
function withoutOuterBlanks(bytes: Uint8Array, from: number, to: number): Uint8Array {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  return bytes.subarray(start, end);
}

function grown(offsets: Int32Array): Int32Array {
  const larger = new Int32Array(offsets.length * 2);
  larger.set(offsets);
  return larger;
}
