import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** The rows that break a rule, as one value that a waiver can name. */
export interface RowSet {
  /** SHA-256, lower-case hex, of the sorted lines. */
  readonly hash: string;
  readonly rows: number;
}

/**
 * The row set of a failures file: its lines after the header, whatever their columns, sorted by their bytes, each ended
 * by a line feed. The order in which a check found the rows does not count; one row more, less or other does.
 *
 * @returns undefined when the file is not there or lists no row
 */
export function readRowSet(path: string): RowSet | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path)
    .toString("latin1")
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .sort();
  if (lines.length === 0) return undefined;
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${line}\n`, "latin1");
  return { hash: hash.digest("hex"), rows: lines.length };
}
