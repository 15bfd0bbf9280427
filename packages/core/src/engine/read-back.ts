import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CompiledTable } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { readHeader, readRecords } from "../intake/extract-reader.js";
import { type Connection, identifier, literal } from "./database.js";

/** What stands in a delivered file, read again from its first byte to its last. */
export interface ReadBack {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * Reads a delivered file as the loader will find it and makes it `target.<TABLE>`, all columns as text.
 *
 * @param catalog the attached database in which the table is made
 * @throws MigrationError `LOAD_FILE_DAMAGED` when the file cannot be read as it was written
 */
export async function readBack(
  connection: Connection,
  catalog: string,
  table: CompiledTable,
  loadFolder: string,
): Promise<ReadBack> {
  const name = `${table.table}.csv`;
  const path = join(loadFolder, name);
  if (!existsSync(path)) throw errors.loadFileMissing(name);
  const columns = table.fields.map((field) => field.name);
  const file = { path, name, encoding: "utf-8" } as const;
  const header = readHeader(file);
  if (header.join() !== columns.join()) throw errors.loadFileDamaged(name, 1, "its header is not the table's columns");
  const hash = createHash("sha256");
  let quotedLineEnds = false;
  const { records, scanner } = await readRecords(file, columns.length, {
    chunk: (bytes) => hash.update(bytes),
    record: ({ scanner: { lines } }) => {
      if (lines > 1) quotedLineEnds = true;
    },
    damaged: ({ line }, reason) => {
      throw errors.loadFileDamaged(name, line, reason);
    },
  });
  if (scanner.seen.strayQuote > 0 || scanner.seen.loneCr > 0)
    throw errors.loadFileDamaged(name, 1, "quotes or line ends are out of place");
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(", ");
  const lineEnd = scanner.seen.lf > 0 && scanner.seen.crlf === 0 ? "'\\n'" : "'\\r\\n'";
  const place = `${catalog}.target.${identifier(table.table)}`;
  await connection.run(
    `create or replace table ${place} as select * from read_csv(${literal(path)}, auto_detect = false, header = true, delim = ',', ` +
      `quote = '"', escape = '"', new_line = ${lineEnd}, parallel = ${!quotedLineEnds}, columns = {${types}})`,
  );
  const loaded = Number(await connection.value(`select count(*) from ${place}`));
  if (loaded !== records) throw errors.hopLostRows(table.table, "delivered file to read-back", records, loaded);
  return { rows: records, sha256: hash.digest("hex") };
}

/** Proves that a delivered file is what was written. @throws MigrationError `HOP_LOST_ROWS`, `LOAD_FILE_CHANGED` */
export function checkDelivered(table: string, delivered: FinishedFile, found: ReadBack): void {
  if (found.rows !== delivered.rows)
    throw errors.hopLostRows(table, "delivered file to read-back", delivered.rows, found.rows);
  if (found.sha256 !== delivered.sha256) throw errors.loadFileChanged(`${table}.csv`);
}
