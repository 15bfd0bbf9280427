import { Worker } from "node:worker_threads";
import { type PackedBatch, type PackedLayout, textVector } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";

/** What the main thread asks of the reader: to open a file of packed rows, then for one batch after the other. */
export type ReaderRequest =
  | { readonly kind: "open"; readonly path: string; readonly layout: PackedLayout }
  | { readonly kind: "next" };

export type ReaderReply =
  | {
      readonly kind: "batch";
      readonly rows: number;
      readonly columns: readonly { readonly offsets: Int32Array; readonly data: Uint8Array }[];
    }
  | { readonly kind: "end" }
  | { readonly kind: "failed"; readonly name: string; readonly code: string | undefined };

/** Batches that the reader works ahead. */
const AHEAD = 2;

/** Reads packed rows in a thread of its own. One file at a time; the bytes of a batch are handed over, not copied. */
export class ReaderThread {
  readonly #worker = new Worker(new URL("./reader-worker.js", import.meta.url));
  readonly #waiting: { resolve: (reply: ReaderReply) => void; reject: (error: Error) => void }[] = [];

  constructor() {
    this.#worker.on("message", (reply: ReaderReply) => {
      const waiting = this.#waiting.shift();
      if (reply.kind === "failed") waiting?.reject(errors.readFailed(reply.name, reply.code));
      else waiting?.resolve(reply);
    });
    this.#worker.on("error", (error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(errors.readFailed(error.name, undefined));
    });
  }

  /** The batches of a file, which is removed when it has been read. */
  async *batches(path: string, layout: PackedLayout): AsyncGenerator<PackedBatch> {
    this.#worker.postMessage({ kind: "open", path, layout } satisfies ReaderRequest);
    const ahead = Array.from({ length: AHEAD }, () => this.#next());
    for (;;) {
      const reply = await ahead.shift();
      if (reply?.kind !== "batch") break;
      ahead.push(this.#next());
      yield { rows: reply.rows, columns: reply.columns.map(({ offsets, data }) => textVector(offsets, data)) };
    }
    await Promise.all(ahead);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #next(): Promise<ReaderReply> {
    const asked = new Promise<ReaderReply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage({ kind: "next" } satisfies ReaderRequest);
    });
    // A failure is met where it is awaited; until then it must not count as unhandled.
    asked.catch(() => {});
    return asked;
  }
}
