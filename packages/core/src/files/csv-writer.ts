import { createHash, type Hash } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

const FLUSH = 1 << 16;

/** What a finished file is: its rows without the header, its size and checksum. */
export interface FinishedFile {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** One row in RFC 4180, without its line end. */
export function csvRow(values: readonly string[]): string {
  return values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",");
}

/**
 * Writes a CSV file of strings (UTF-8, CRLF, header) beside its place and moves it there when it is whole, so that a
 * file with its final name is never half a file.
 */
export class CsvWriter {
  readonly #path: string;
  readonly #handle: number;
  readonly #hash: Hash = createHash("sha256");
  #waiting: string[] = [];
  #size = 0;
  #bytes = 0;
  #rows = 0;

  constructor(path: string, header: readonly string[]) {
    this.#path = path;
    this.#handle = openSync(`${path}.part`, "w", 0o600);
    this.#push(csvRow(header));
  }

  write(values: readonly string[]): void {
    this.#push(csvRow(values));
    this.#rows++;
  }

  finish(): FinishedFile {
    this.#flush();
    fsyncSync(this.#handle);
    closeSync(this.#handle);
    renameSync(`${this.#path}.part`, this.#path);
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  #push(line: string): void {
    this.#waiting.push(line, "\r\n");
    this.#size += line.length + 2;
    if (this.#size > FLUSH) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting.join(""), "utf8");
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at, bytes.length - at);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#waiting = [];
    this.#size = 0;
  }
}
