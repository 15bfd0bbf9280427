import type { Vector } from "apache-arrow";
import { ByteBuffer } from "./byte-buffer.js";
import { textBytes, textVector } from "./text.js";

const SPACE = 0x20;

/** Removes leading and trailing U+0020, nothing else. Returns the same vector when no row has any. */
export function trimText(column: Vector): Vector {
  const { length, offsets, data } = textBytes(column);
  if (!hasOuterBlank(length, offsets, data)) return column;
  const out = new ByteBuffer(offsets[length] - offsets[0]);
  const trimmed = new Int32Array(length + 1);
  for (let row = 0; row < length; row++) {
    let start = offsets[row];
    let end = offsets[row + 1];
    while (start < end && data[start] === SPACE) start++;
    while (end > start && data[end - 1] === SPACE) end--;
    out.append(data, start, end);
    trimmed[row + 1] = out.length;
  }
  return textVector(trimmed, out.take());
}

function hasOuterBlank(length: number, offsets: Int32Array, data: Uint8Array): boolean {
  for (let row = 0; row < length; row++) {
    const start = offsets[row];
    const end = offsets[row + 1];
    if (start !== end && (data[start] === SPACE || data[end - 1] === SPACE)) return true;
  }
  return false;
}
