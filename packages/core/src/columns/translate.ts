import type { Utf8, Vector } from "apache-arrow";
import { ByteBuffer } from "./byte-buffer.js";
import { textBytes, textVector } from "./text.js";

/** What became of a coded column: the target codes, and the rows whose code is in no pair. */
export interface Translation {
  readonly column: Vector<Utf8>;
  readonly missing: readonly number[];
}

interface Entry {
  readonly source: Uint8Array;
  readonly target: Uint8Array | null;
  readonly next: Entry | undefined;
}

const SLOTS = 1 << 12;
/** Free text in a coded field must not fill the memory: codes beyond this many are looked up again each time. */
const REMEMBERED = 1 << 16;
const SPACE = 0x20;

/**
 * Translates codes, each distinct code looked up once: the table is asked for a code's bytes, not a string per row.
 * Outer blanks do not count. Rows without a value stay so and are not missing.
 */
export class CodeTranslator {
  readonly #lookup: (code: string) => string | undefined;
  readonly #slots = new Array<Entry | undefined>(SLOTS);
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #remembered = 0;

  constructor(lookup: (code: string) => string | undefined) {
    this.#lookup = lookup;
  }

  translate(column: Vector): Translation {
    const { length, offsets, data } = textBytes(column);
    const out = new ByteBuffer(length * 4);
    const ends = new Int32Array(length + 1);
    const missing: number[] = [];
    for (let row = 0; row < length; row++) {
      let start = offsets[row];
      let end = offsets[row + 1];
      while (start < end && data[start] === SPACE) start++;
      while (end > start && data[end - 1] === SPACE) end--;
      if (start !== end) {
        const target = this.#find(data, start, end);
        if (target === null) missing.push(row);
        else out.append(target);
      }
      ends[row + 1] = out.length;
    }
    return { column: textVector(ends, out.take()), missing };
  }

  #find(data: Uint8Array, start: number, end: number): Uint8Array | null {
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + data[i]) | 0;
    const slot = (hash >>> 0) & (SLOTS - 1);
    for (let entry = this.#slots[slot]; entry !== undefined; entry = entry.next) {
      if (sameBytes(entry.source, data, start, end)) return entry.target;
    }
    const source = data.slice(start, end);
    const found = this.#lookup(this.#decoder.decode(source));
    const target = found === undefined ? null : this.#encoder.encode(found);
    if (this.#remembered++ < REMEMBERED) this.#slots[slot] = { source, target, next: this.#slots[slot] };
    return target;
  }
}

function sameBytes(known: Uint8Array, data: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== data[start + i]) return false;
  return true;
}
