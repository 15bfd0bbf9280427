import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { csvRow } from "../files/csv-writer.js";
import type { Chunk } from "./chunk.js";
import { type MockFile, mockFolders } from "./patient-rows.js";

/** What a finished file holds. */
export interface WrittenFile {
  readonly file: MockFile;
  readonly rows: number;
  readonly sha256: string;
}

interface OpenFile {
  readonly path: string;
  readonly handle: number;
  readonly hash: Hash;
  rows: number;
}

/** The files of a mock hospital while they grow. Each takes its own name when it is whole. */
export class MockFiles {
  readonly #files = new Map<MockFile, OpenFile>();

  constructor(folder: string, columns: ReadonlyMap<MockFile, readonly string[]>) {
    for (const name of mockFolders) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    for (const [file, names] of columns) {
      const path = join(folder, `${file}.csv`);
      const open = { path, handle: openSync(`${path}.part`, "w", 0o600), hash: createHash("sha256"), rows: 0 };
      this.#files.set(file, open);
      append(open, Buffer.from(`${csvRow(names)}\r\n`, "utf8"));
    }
  }

  /** Adds a run of patients. Runs come in order. */
  add({ parts }: Chunk): void {
    for (const { file, rows, bytes } of parts) {
      const open = this.#files.get(file)!;
      append(open, bytes);
      open.rows += rows;
    }
  }

  finish(): readonly WrittenFile[] {
    return [...this.#files].map(([file, { path, handle, hash, rows }]) => {
      closeSync(handle);
      renameSync(`${path}.part`, path);
      return { file, rows, sha256: hash.digest("hex") };
    });
  }
}

function append({ handle, hash }: OpenFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at);
  hash.update(bytes);
}
