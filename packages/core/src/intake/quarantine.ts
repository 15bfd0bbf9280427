import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { CsvWriter } from "../files/csv-writer.js";
import { tableFile } from "../files/table-file.js";
import { reasonOf } from "../rejects/reasons.js";
import type { Reject } from "../rejects/reject.js";
import { rejectId } from "../rejects/reject.js";
import type { DamagedRecord } from "./intake-table.js";

const columns = ["reject_id", "file", "line", "ordinal", "offset", "length", "reason_code"] as const;

/**
 * Keeps damaged records as they were, byte for byte: `quarantine/<TABLE>.records` holds them one after the other, each
 * ended by a line feed of ours, and `quarantine/<TABLE>.records.csv` says where each one is and where it came from.
 */
export class RecordQuarantine {
  readonly #folder: string;
  readonly #open = new Map<string, { handle: number; index: CsvWriter; offset: number }>();
  readonly #seen = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Puts a record away and gives its reject. Records that are equal to the byte are told apart by their count. */
  add(table: string, file: string, record: DamagedRecord): Reject {
    const content = createHash("sha256").update(`${table}\n${record.reason}\n`).update(record.bytes).digest("hex");
    const copies = (this.#seen.get(content) ?? 0) + 1;
    this.#seen.set(content, copies);
    const { severity, message } = reasonOf(record.reason);
    const reject: Reject = {
      severity,
      stage: "intake",
      table,
      field: record.column ?? "",
      recordNumber: "",
      externalSystemId: "",
      sourceTable: table,
      sourceRow: record.line,
      reasonCode: record.reason,
      sourceCode: "",
      crosswalk: "",
      message,
      identity: `${content}#${copies}`,
    };
    const files = this.#files(table);
    const bytes = Buffer.concat([record.bytes, Buffer.from("\n")]);
    writeSync(files.handle, bytes);
    files.index.write(
      [rejectId(reject), file, record.line, record.ordinal, files.offset, record.bytes.length, record.reason].map(
        String,
      ),
    );
    files.offset += bytes.length;
    return reject;
  }

  finish(): void {
    for (const { handle, index } of this.#open.values()) {
      closeSync(handle);
      index.finish();
    }
  }

  #files(table: string): { handle: number; index: CsvWriter; offset: number } {
    const known = this.#open.get(table);
    if (known !== undefined) return known;
    const path = join(this.#folder, `${tableFile(table)}.records`);
    const files = { handle: openSync(path, "w", 0o600), index: new CsvWriter(`${path}.csv`, columns), offset: 0 };
    this.#open.set(table, files);
    return files;
  }
}
