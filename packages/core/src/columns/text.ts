import { Data, makeData, makeVector, Utf8, type Vector } from "apache-arrow";

/**
 * The bytes of a text column: row `i` is `data[offsets[i]..offsets[i + 1]]`, UTF-8. A row of zero bytes has no value;
 * Arrow nulls are given as zero bytes.
 */
export interface TextBytes {
  readonly length: number;
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
}

const bytesOf = new WeakMap<Vector, TextBytes>();
const stringsOf = new WeakMap<Vector, readonly (string | null)[]>();
const utf8 = new Utf8();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Makes an Arrow Utf8 vector of `offsets.length - 1` rows without copying; rows of zero bytes are null. */
export function textVector(offsets: Int32Array, data: Uint8Array): Vector<Utf8> {
  const length = offsets.length - 1;
  const { bitmap, nullCount } = emptyRows(offsets, length);
  const vector = makeVector(
    makeData({ type: utf8, length, nullCount, nullBitmap: bitmap, valueOffsets: offsets, data }),
  ) as Vector<Utf8>;
  bytesOf.set(vector, { length, offsets, data });
  return vector;
}

/** A text column of `length` rows without any value. */
export function emptyText(length: number): Vector<Utf8> {
  return textVector(new Int32Array(length + 1), new Uint8Array(0));
}

/** A text column that holds the same value in every row. */
export function constantText(value: string, length: number): Vector<Utf8> {
  const bytes = Buffer.from(value, "utf8");
  const data = new Uint8Array(bytes.length * length);
  const offsets = new Int32Array(length + 1);
  for (let row = 0; row < length; row++) {
    data.set(bytes, row * bytes.length);
    offsets[row + 1] = (row + 1) * bytes.length;
  }
  return textVector(offsets, data);
}

/** Makes a text column from strings; null, undefined and "" are all "no value". */
export function textFrom(values: readonly (string | null | undefined)[]): Vector<Utf8> {
  const joined = values.join("");
  const bytes = Buffer.from(joined, "utf8");
  const offsets = new Int32Array(values.length + 1);
  const ascii = bytes.length === joined.length;
  let end = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? "";
    end += ascii ? value.length : Buffer.byteLength(value, "utf8");
    offsets[row + 1] = end;
  }
  return textVector(offsets, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/**
 * The bytes of a text vector, whatever its chunks and encoding (Utf8, or a dictionary of Utf8). Kept per vector.
 *
 * @throws TypeError when the vector holds no text
 */
export function textBytes(vector: Vector): TextBytes {
  const kept = bytesOf.get(vector);
  if (kept !== undefined) return kept;
  const bytes = plainUtf8(vector) ?? spelledOut(vector);
  bytesOf.set(vector, bytes);
  return bytes;
}

/** The column as strings, null where there is no value. Decoded once per vector. */
export function textStrings(vector: Vector): readonly (string | null)[] {
  const kept = stringsOf.get(vector);
  if (kept !== undefined) return kept;
  const { length, offsets, data } = textBytes(vector);
  const strings = new Array<string | null>(length);
  const all = decoder.decode(data.subarray(0, offsets[length]));
  const ascii = all.length === offsets[length];
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  for (let row = 0; row < length; row++) {
    const start = offsets[row];
    const end = offsets[row + 1];
    strings[row] = start === end ? null : ascii ? all.substring(start, end) : bytes.toString("utf8", start, end);
  }
  stringsOf.set(vector, strings);
  return strings;
}

/** The value of one row, or null. For single look-ups (a reject, a message), not for loops over a column. */
export function textAt(vector: Vector, row: number): string | null {
  const { offsets, data } = textBytes(vector);
  const start = offsets[row];
  const end = offsets[row + 1];
  return start === end ? null : decoder.decode(data.subarray(start, end));
}

/** How many rows have a value. */
export function filledRows(vector: Vector): number {
  const { length, offsets } = textBytes(vector);
  let filled = 0;
  for (let row = 0; row < length; row++) if (offsets[row] !== offsets[row + 1]) filled++;
  return filled;
}

/** True when the vector holds text (Utf8, or a dictionary of Utf8). */
export function isText(vector: Vector): boolean {
  return /^(Utf8|Dictionary<\w+, Utf8>)$/.test(String(vector.type));
}

function emptyRows(offsets: Int32Array, length: number): { bitmap: Uint8Array | null; nullCount: number } {
  let nullCount = 0;
  for (let row = 0; row < length; row++) if (offsets[row] === offsets[row + 1]) nullCount++;
  if (nullCount === 0) return { bitmap: null, nullCount };
  const bitmap = new Uint8Array((length + 7) >> 3);
  if (nullCount < length) {
    for (let row = 0; row < length; row++) if (offsets[row] !== offsets[row + 1]) bitmap[row >> 3] |= 1 << (row & 7);
  }
  return { bitmap, nullCount };
}

function plainUtf8(vector: Vector): TextBytes | undefined {
  if (String(vector.type) !== "Utf8" || vector.data.length !== 1) return undefined;
  const chunk = vector.data[0] as Data<Utf8>;
  const { length } = vector;
  const offsets = chunk.valueOffsets.subarray(0, length + 1);
  if (chunk.nullCount > 0 && hasBytesUnderNull(vector, offsets)) return undefined;
  return { length, offsets, data: chunk.values };
}

function hasBytesUnderNull(vector: Vector, offsets: Int32Array): boolean {
  for (let row = 0; row < vector.length; row++) {
    if (offsets[row] !== offsets[row + 1] && !vector.isValid(row)) return true;
  }
  return false;
}

function spelledOut(vector: Vector): TextBytes {
  if (!isText(vector)) throw new TypeError(`expected a text column, got ${String(vector.type)}`);
  return textBytes(textFrom([...vector] as (string | null)[]));
}
