import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";

/** What the extract's own `control.csv` says of a table's file. */
export interface ControlEntry {
  readonly table: string;
  /** Data records, damaged ones included; undefined where the cell is empty. */
  readonly rows: number | undefined;
  /** SHA-256 of the file's bytes, lower-case hex; undefined where the cell is empty. */
  readonly sha256: string | undefined;
  /** When the file was extracted, `YYYY-MM-DDTHH:MM`; undefined where the file does not say. */
  readonly extractedAt: string | undefined;
  readonly line: number;
}

const schema = z.object({
  table: z.string().min(1),
  rows: z.string().regex(/^\d*$/, "rows is a whole number"),
  sha256: z.string().regex(/^([0-9a-f]{64})?$/, "sha256 is 64 lower-case hex digits"),
  extracted_at: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/, "extracted_at is YYYY-MM-DDTHH:MM")
    .default(""),
});

/** Reads `control.csv` (`table,rows,sha256`, and `extracted_at` if it is known). @throws MigrationError `CONTROL_UNREADABLE` with the line */
export function readControl(path: string): readonly ControlEntry[] {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(readFileSync(path), {
      columns: true,
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      record_delimiter: ["\r\n", "\n"],
    }) as never;
  } catch (error) {
    throw errors.controlUnreadable((error as { lines?: number }).lines ?? 1, (error as Error).message);
  }
  return records.map(({ record, info: { lines: line } }) => {
    const parsed = schema.safeParse(record);
    if (!parsed.success) throw errors.controlUnreadable(line, parsed.error.issues[0].message);
    const { table, rows, sha256, extracted_at } = parsed.data;
    return {
      table: table.toUpperCase(),
      rows: rows === "" ? undefined : Number(rows),
      sha256: sha256 || undefined,
      extractedAt: extracted_at || undefined,
      line,
    };
  });
}

/**
 * A fault for each table whose file is not what `control.csv` says it should be, or is not there at all.
 *
 * @param wanted tables that the contract reads; other entries are no business of this run
 */
export function checkControl(
  entries: readonly ControlEntry[],
  taken: ReadonlyMap<string, { readonly rows: number; readonly sha256: string }>,
  wanted: ReadonlySet<string>,
): readonly MigrationError[] {
  return entries.flatMap(({ table, rows, sha256, line }) => {
    const file = taken.get(table);
    if (file === undefined) return wanted.has(table) ? [errors.controlFileMissing(table, line)] : [];
    const faults: MigrationError[] = [];
    if (rows !== undefined && rows !== file.rows) faults.push(errors.controlRowsDiffer(table, rows, file.rows, line));
    if (sha256 !== undefined && sha256 !== file.sha256) faults.push(errors.controlChecksumDiffers(table, line));
    return faults;
  });
}
