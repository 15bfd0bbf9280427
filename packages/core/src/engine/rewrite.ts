import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { csvRow, type FinishedFile } from "../files/csv-writer.js";
import { type RecordView, readRecords } from "../intake/extract-reader.js";
import type { Closing, DroppedRow } from "./storage.js";

const FLUSH = 4 << 20;

/** Copies a staged file without the rows that closing drops, and with the fields emptied that it empties. */
export async function rewriteLoadFile(
  from: string,
  to: string,
  columns: readonly string[],
  closing: Closing,
  onDropped: DroppedRow,
): Promise<FinishedFile> {
  const emptiedAt = emptiedInOrder(closing);
  const handle = openSync(to, "w", 0o600);
  const hash = createHash("sha256");
  let waiting: Buffer[] = [Buffer.from(`${csvRow(columns)}\r\n`, "utf8")];
  let size = 0;
  let rows = 0;
  let bytes = 0;
  const flush = (): void => {
    const chunk = Buffer.concat(waiting);
    for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at, chunk.length - at);
    hash.update(chunk);
    bytes += chunk.length;
    waiting = [];
    size = 0;
  };
  const record = (view: RecordView): void => {
    const place = view.ordinal - 1;
    const drop = closing.dropped.get(place);
    const emptied = emptiedAt(place);
    if (drop !== undefined) {
      onDropped(Object.fromEntries(fieldValues(view).map((value, i) => [columns[i], value])), drop.reason, drop.source);
      return;
    }
    const line =
      emptied.length === 0
        ? Buffer.from(view.buffer.subarray(view.start, view.scanner.next))
        : Buffer.from(
            `${csvRow(fieldValues(view).map((value, i) => (emptied.includes(columns[i]) ? "" : value)))}\r\n`,
            "utf8",
          );
    waiting.push(line);
    size += line.length;
    rows++;
    if (size > FLUSH) flush();
  };
  try {
    const damaged = (): never => {
      throw new RangeError("a staged file of our own cannot be read");
    };
    await readRecords({ path: from, name: to, encoding: "utf-8" }, columns.length, { record, damaged });
    flush();
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { rows, bytes, sha256: hash.digest("hex") };
}

/** Says which fields closing empties at a place. To be asked for one place after the other. */
export function emptiedInOrder({ emptied }: Closing): (place: number) => readonly string[] {
  const fields = [...emptied].map(([field, places]) => ({ field, places, at: 0 }));
  return (place) => {
    const found: string[] = [];
    for (const cursor of fields) {
      while (cursor.places[cursor.at] < place) cursor.at++;
      if (cursor.places[cursor.at] === place) found.push(cursor.field);
    }
    return found;
  };
}

/** The values of a record, quotes undone. */
export function fieldValues({ buffer, scanner }: RecordView): readonly string[] {
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return Array.from({ length: scanner.fields }, (_, field) => {
    const value = bytes.toString("utf8", scanner.bounds[field * 2], scanner.bounds[field * 2 + 1]);
    return scanner.doubled[field] === 1 ? value.replaceAll('""', '"') : value;
  });
}
