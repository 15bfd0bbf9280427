import { csvRow } from "../files/csv-writer.js";
import type { MockRow, MockRows, MockTable, PatientRows } from "./domain.js";

/** The kinds of files that a mock hospital has, and the folders they are in. */
export const mockFolders = ["source", "expected", "feeds", "overlay/crosswalks"] as const;

export type MockFolder = (typeof mockFolders)[number];

/** `source/OPA`: a file by its folder and name. */
export type MockFile = `${MockFolder}/${string}`;

/** Columns of a crosswalk file. */
export const PAIR_COLUMNS = [
  "source_code",
  "source_description",
  "target_code",
  "target_description",
  "valid_from",
  "valid_to",
  "status",
  "owner",
  "approved_on",
] as const;

/** Rows of one patient, or of the hospital itself, before they are written. */
export class CollectedRows implements MockRows, PatientRows {
  readonly #rows = new Map<MockFile, MockRow[]>();
  readonly #damage = new Map<MockRow, (fields: readonly string[]) => string>();

  source<T extends MockTable>(table: T, row: object): void;
  source(table: string): MockRow[];
  source(table: MockTable | string, row?: object): MockRow[] | undefined {
    if (typeof table === "string") return this.#of(`source/${table}`);
    this.#of(`source/${table.name}`).push(row as MockRow);
    return undefined;
  }

  expect(table: MockTable, row: object): void {
    this.#of(`expected/${table.name}`).push(row as MockRow);
  }

  feed<T extends MockTable>(table: T, row: object): void;
  feed(name: string): MockRow[];
  feed(table: MockTable | string, row?: object): MockRow[] | undefined {
    if (typeof table === "string") return this.#of(`feeds/${table}`);
    this.#of(`feeds/${table.name}`).push(row as MockRow);
    return undefined;
  }

  pair(
    crosswalk: string,
    [source_code, source_description]: readonly [string, string],
    [target_code, target_description]: readonly [string, string],
  ): void {
    const decision = { status: "approved", owner: "data quality lead", approved_on: "2026-03-02" };
    const pair = { source_code, source_description, target_code, target_description, ...decision };
    this.#of(`overlay/crosswalks/${crosswalk}`).push(pair);
  }

  expected(table: string): MockRow[] {
    return this.#of(`expected/${table}`);
  }

  damage(row: MockRow, line: (fields: readonly string[]) => string): void {
    this.#damage.set(row, line);
  }

  /** Hands the rows out as lines of CSV, each with its line end. */
  write(columns: ReadonlyMap<MockFile, readonly string[]>, to: (file: MockFile, line: string) => void): void {
    for (const [file, rows] of this.#rows) {
      // A fault may look into files of a domain that is not there.
      if (rows.length === 0) continue;
      const names = columns.get(file);
      if (names === undefined) throw new Error(`a row for ${file}, which no domain declares`);
      for (const row of rows) {
        const fields = names.map((name) => row[name] ?? "");
        const damaged = this.#damage.size === 0 ? undefined : this.#damage.get(row);
        to(file, `${damaged === undefined ? csvRow(fields) : damaged(fields)}\r\n`);
      }
    }
  }

  #of(file: MockFile): MockRow[] {
    let rows = this.#rows.get(file);
    if (rows === undefined) {
      rows = [];
      this.#rows.set(file, rows);
    }
    return rows;
  }
}
