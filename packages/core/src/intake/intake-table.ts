import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { errors } from "../errors/catalogue.js";
import { isCanonical, type Shape, writeCanonical } from "./canonical.js";
import { type ExtractFile, readRecords } from "./extract-reader.js";
import type { PlannedTable } from "./preflight.js";
import type { DamageReason, RecordScanner } from "./record-scanner.js";

/** A damaged record, as it goes to quarantine. */
export interface DamagedRecord {
  readonly reason: DamageReason;
  /** The column at which the damage was found, where that is known. */
  readonly column: string | undefined;
  readonly line: number;
  readonly ordinal: number;
  /** The record's bytes as they stand in the file, line end left out. */
  readonly bytes: Uint8Array;
}

/** A table's file, read from end to end. */
export interface TakenTable {
  readonly plan: PlannedTable;
  readonly sha256: string;
  readonly bytes: number;
  /** Whole records: what DuckDB has to find. */
  readonly records: number;
  readonly damaged: number;
  readonly blankLines: number;
  /** Values wider than the catalogue says, by column. They are kept. */
  readonly tooWide: Readonly<Record<string, number>>;
  /** Stray quotes, lone CRs, mixed line ends: kept to the byte, and worth knowing. */
  readonly oddities: Readonly<Record<string, number>>;
  /** What DuckDB reads: the file itself, or its canonical copy, which starts with the record's ordinal. */
  readonly canonical: { readonly path: string; readonly isCopy: boolean; readonly lineEnd: "\r\n" | "\n" };
  /** A quoted value holds a line end: a reader that starts in mid-file could take it for a record's. */
  readonly quotedLineEnds: boolean;
  /** Bytes of the longest record in what DuckDB reads. */
  readonly longestRecord: number;
}

/**
 * Reads a table's file once, from the first byte to the last, and makes sure that DuckDB's reader will find in it what
 * we found: where the file is not canonical, a canonical copy of its whole records is written to `work`.
 *
 * @param quarantine takes each damaged record
 */
export async function takeTable(
  plan: PlannedTable & { readonly file: ExtractFile },
  work: string,
  quarantine: (record: DamagedRecord) => void,
): Promise<TakenTable> {
  const { file, headers, columns, widths } = plan;
  const hash = createHash("sha256");
  const widthOf = Int32Array.from(widths, (width) => width || 0x7fffffff);
  const tooWide = new Map<number, number>();
  let ascii = true;
  let longestRecord = 0;
  const { scanner, ...counts } = await readRecords(file, headers.length, {
    chunk: (bytes) => {
      hash.update(bytes);
      if (file.encoding === "windows-1252" && ascii) ascii = isAscii(bytes);
    },
    record: ({ buffer, scanner, start }) => {
      if (scanner.next - start > longestRecord) longestRecord = scanner.next - start;
      for (let field = 0; field < widthOf.length; field++) {
        const size = scanner.bounds[field * 2 + 1] - scanner.bounds[field * 2];
        if (size > widthOf[field] && isTooWide(buffer, scanner, field, widthOf[field], file)) {
          tooWide.set(field, (tooWide.get(field) ?? 0) + 1);
        }
      }
    },
    damaged: ({ buffer, scanner, start, line, ordinal }, reason) => {
      const column = columns[scanner.damagedField];
      quarantine({ reason, column, line, ordinal, bytes: new Uint8Array(buffer.subarray(start, scanner.end)) });
    },
  });
  const shape: Shape = {
    damaged: counts.damaged,
    blankLines: counts.blankLines,
    peculiarities: scanner.seen,
    isUtf8: ascii,
  };
  return {
    plan,
    ...counts,
    sha256: hash.digest("hex"),
    tooWide: Object.fromEntries(
      [...tooWide].sort(([a], [b]) => a - b).map(([field, count]) => [columns[field] ?? headers[field], count]),
    ),
    oddities: oddities(shape),
    ...(await canonicalFile(plan, shape, { records: counts.records, longestRecord }, work)),
    quotedLineEnds: scanner.seen.quotedLineEnd > 0,
  };
}

async function canonicalFile(
  { schema, table, file, headers }: PlannedTable & { readonly file: ExtractFile },
  shape: Shape,
  { records, longestRecord }: Pick<TakenTable, "records" | "longestRecord">,
  work: string,
): Promise<Pick<TakenTable, "canonical" | "longestRecord">> {
  if (isCanonical(shape)) {
    const lineEnd = shape.peculiarities.lf > 0 ? "\n" : "\r\n";
    return { canonical: { path: file.path, isCopy: false, lineEnd }, longestRecord };
  }
  const path = join(work, `${schema}.${table}.canonical.csv`);
  const written = await writeCanonical(file, headers.length, path);
  if (written.records !== records)
    throw errors.hopLostRows(table, "intake to canonical copy", records, written.records);
  return { canonical: { path, isCopy: true, lineEnd: "\r\n" }, longestRecord: written.longestRecord };
}

/** Widths are in characters; only a value of more bytes than that is worth a closer look. */
function isTooWide(
  buffer: Uint8Array,
  scanner: RecordScanner,
  field: number,
  width: number,
  { encoding }: ExtractFile,
): boolean {
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const text = bytes.toString(
    encoding === "utf-8" ? "utf8" : "latin1",
    scanner.bounds[field * 2],
    scanner.bounds[field * 2 + 1],
  );
  const value = scanner.doubled[field] === 1 ? text.replaceAll('""', '"') : text;
  return [...value].length > width;
}

function oddities({ peculiarities: { crlf, lf, loneCr, strayQuote }, blankLines }: Shape): Record<string, number> {
  const found = { blankLines, loneCr, strayQuotes: strayQuote, mixedLineEnds: Math.min(crlf, lf) };
  return Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0));
}
