/** Bytes that grow at the end: the scratch space of every kernel that makes a column. */
export class ByteBuffer {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 1 << 16) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `more` bytes after the present end. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends `source[start..end]`. */
  append(source: Uint8Array, start = 0, end = source.length): void {
    const count = end - start;
    this.reserve(count);
    let at = this.length;
    if (count > 32) {
      this.bytes.set(source.subarray(start, end), at);
    } else {
      for (let i = start; i < end; i++) this.bytes[at++] = source[i];
    }
    this.length += count;
  }

  /** The bytes so far, as a copy of their exact size. */
  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
