import { join } from "node:path";
import type { Quarantined } from "../engine/storage.js";
import { CsvWriter, type FinishedFile } from "../files/csv-writer.js";
import { tableFile } from "../files/table-file.js";
import { rejectColumns, rejectId, rejectRow } from "./reject.js";
import { RejectTally } from "./reject-tally.js";

const quarantineColumns = ["reject_id", "column", "value"] as const;

/** Writes `rejects/<TABLE>.csv`, and beside it, for few to see, what the refused values were. */
export class RejectFiles {
  readonly tally = new RejectTally();
  readonly #rejects: string;
  readonly #quarantine: string;
  readonly #open = new Map<string, { rejects: CsvWriter; values?: CsvWriter }>();

  constructor(rejects: string, quarantine: string) {
    this.#rejects = rejects;
    this.#quarantine = quarantine;
  }

  /** Opens the file of a table, so that a table without rejects has one with a header and nothing else. */
  open(table: string): { rejects: CsvWriter; values?: CsvWriter } {
    const known = this.#open.get(table);
    if (known !== undefined) return known;
    const files = { rejects: new CsvWriter(join(this.#rejects, `${tableFile(table)}.csv`), rejectColumns) };
    this.#open.set(table, files);
    return files;
  }

  add({ reject, raw }: Quarantined): void {
    const files = this.open(reject.table);
    const id = rejectId(reject);
    files.rejects.write(rejectRow(reject, id));
    this.tally.add(reject);
    if (raw.length === 0) return;
    files.values ??= new CsvWriter(join(this.#quarantine, `${tableFile(reject.table)}.values.csv`), quarantineColumns);
    for (const [column, value] of raw) files.values.write([id, column, value]);
  }

  /** Closes all files. Gives the reject files by table, in order of names. */
  finish(): ReadonlyMap<string, FinishedFile> {
    const finished = new Map<string, FinishedFile>();
    for (const table of [...this.#open.keys()].sort()) {
      const { rejects, values } = this.#open.get(table)!;
      finished.set(table, rejects.finish());
      values?.finish();
    }
    return finished;
  }
}
