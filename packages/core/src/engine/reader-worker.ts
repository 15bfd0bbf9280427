import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { type PackedBatch, PackedReader, textBytes } from "../columns/index.js";
import type { ReaderReply, ReaderRequest } from "./reader-thread.js";

// Runs in a thread of its own: cuts packed rows into columns while the main thread works on the batch before.
let batches: Iterator<PackedBatch> | undefined;

parentPort?.on("message", (request: ReaderRequest) => {
  try {
    if (request.kind === "open") batches = readAndRemove(request);
    else sendNext();
  } catch (error) {
    send({ kind: "failed", name: (error as Error).name, code: (error as NodeJS.ErrnoException).code }, []);
  }
});

function sendNext(): void {
  const next = batches?.next();
  if (next === undefined || next.done) {
    send({ kind: "end" }, []);
    return;
  }
  const columns = next.value.columns.map((column) => textBytes(column));
  const parts = columns.map(({ offsets, data }) => ({ offsets, data }));
  const buffers = parts.flatMap(({ offsets, data }) => [offsets.buffer as ArrayBuffer, data.buffer as ArrayBuffer]);
  send({ kind: "batch", rows: next.value.rows, columns: parts }, buffers);
}

/** Packed rows hold patients' values: the file goes as soon as it has been read. */
function* readAndRemove({ path, layout }: Extract<ReaderRequest, { kind: "open" }>): Generator<PackedBatch> {
  const file = openSync(path, "r");
  try {
    yield* new PackedReader((buffer, at, room) => readSync(file, buffer, at, room, null), layout).batches();
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

function send(reply: ReaderReply, buffers: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(reply, buffers);
}
