import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { errors } from "../errors/catalogue.js";
import type { ExtractFile } from "./extract-reader.js";
import type { SourceEncoding } from "./record-scanner.js";

/** How one table's file is written, where it differs from the rest. */
export interface TableFileOptions {
  readonly encoding?: SourceEncoding;
}

export interface CsvDirectoryOptions {
  /** UTF-8 unless said otherwise. */
  readonly encoding?: SourceEncoding;
  readonly tables?: Readonly<Record<string, TableFileOptions>>;
}

/** A set of extracts: one file a table. */
export interface ExtractSource {
  /** The file of a table, or undefined when there is none. */
  file(table: string): ExtractFile | undefined;
  /** `control.csv`, when the extract has one. */
  readonly control: string | undefined;
}

/**
 * Extracts as `<DIR>/<TABLE>.csv`. File names are matched without regard to case, since some systems change it.
 *
 * @throws MigrationError `SOURCE_NO_FOLDER` when there is no such folder
 */
export function csvDirectory(
  directory: string,
  { encoding = "utf-8", tables = {} }: CsvDirectoryOptions = {},
): ExtractSource {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw errors.sourceFolderMissing(directory);
  const files = new Map<string, string>();
  for (const name of readdirSync(directory).sort()) {
    const table = /^(.+)\.csv$/i.exec(name)?.[1].toUpperCase();
    if (table === undefined) continue;
    const other = files.get(table);
    if (other !== undefined) throw errors.sourceFileTwice(table, other, name);
    files.set(table, name);
  }
  const control = files.get("CONTROL");
  return {
    file(table) {
      const name = files.get(table.toUpperCase());
      return name === undefined
        ? undefined
        : { path: join(directory, name), name, encoding: tables[table]?.encoding ?? encoding };
    },
    control: control && join(directory, control),
  };
}
