import { Worker } from "node:worker_threads";
import { type Columns, textBytes } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";
import type { FinishedFile } from "../files/csv-writer.js";

/** What the main thread asks of the writer. Columns travel as copies of their bytes. */
export type WriterRequest =
  | { readonly kind: "open"; readonly path: string; readonly columns: readonly string[] }
  | {
      readonly kind: "append";
      readonly path: string;
      readonly columns: readonly { readonly offsets: Int32Array; readonly data: Uint8Array }[];
      /** 1 for rows that are not written; undefined when all are. */
      readonly leftOut: Uint8Array | undefined;
    }
  | { readonly kind: "finish"; readonly path: string };

export type WriterReply =
  | { readonly kind: "done" }
  | { readonly kind: "finished"; readonly file: FinishedFile }
  | { readonly kind: "failed"; readonly name: string; readonly code: string | undefined };

/** Batches that may wait for the writer before the main thread waits for it. */
const MAX_WAITING = 4;

/** Writes CSV files in a thread of its own. Requests are answered in order; a failure is met at the next request. */
export class WriterThread {
  readonly #worker = new Worker(new URL("./writer-worker.js", import.meta.url));
  readonly #waiting: { resolve: (reply: WriterReply) => void; reject: (error: Error) => void }[] = [];
  #pending: Promise<unknown>[] = [];

  constructor() {
    this.#worker.on("message", (reply: WriterReply) => {
      const waiting = this.#waiting.shift();
      if (reply.kind === "failed") waiting?.reject(errors.writeFailed(reply.name, reply.code));
      else waiting?.resolve(reply);
    });
    this.#worker.on("error", (error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(errors.writeFailed(error.name, undefined));
    });
  }

  async open(path: string, columns: readonly string[]): Promise<void> {
    await this.#ask({ kind: "open", path, columns });
  }

  /** Hands over a batch; waits only when the writer is behind. */
  async append(path: string, columns: Columns, leftOut: ReadonlyMap<number, unknown>): Promise<void> {
    const rows = [...columns.values()].map((column) => textBytes(column));
    const asked = this.#ask({
      kind: "append",
      path,
      columns: rows.map(({ offsets, data }) => ({ offsets, data: data.subarray(0, offsets[offsets.length - 1]) })),
      leftOut: leftOut.size === 0 ? undefined : maskOf(rows[0].length, leftOut),
    });
    // A failure is met where it is awaited; until then it must not count as unhandled.
    asked.catch(() => {});
    this.#pending.push(asked);
    if (this.#pending.length > MAX_WAITING) await this.#pending.shift();
  }

  async finish(path: string): Promise<FinishedFile> {
    for (const pending of this.#pending) await pending;
    this.#pending = [];
    const reply = await this.#ask({ kind: "finish", path });
    return (reply as Extract<WriterReply, { kind: "finished" }>).file;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(request: WriterRequest): Promise<WriterReply> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }
}

function maskOf(length: number, rows: ReadonlyMap<number, unknown>): Uint8Array {
  const mask = new Uint8Array(length);
  for (const row of rows.keys()) mask[row] = 1;
  return mask;
}
