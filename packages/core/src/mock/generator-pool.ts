import { Worker } from "node:worker_threads";
import type { Chunk, ChunkOrder } from "./chunk.js";
import type { GeneratorWorkerData } from "./generator-worker.js";

/** Patients of one order: enough to be worth a message, few enough to be held in memory by the dozen. */
const PATIENTS_A_CHUNK = 250;
/** Orders that each thread may be ahead of what has been written. */
const AHEAD = 2;

/**
 * Makes the patients on several threads and gives their rows in order. A thread that runs ahead waits, so that memory does
 * not grow with the number of patients.
 *
 * @throws Error of the first thread that fails
 */
export async function* makeChunks(data: GeneratorWorkerData, patients: number, threads: number): AsyncGenerator<Chunk> {
  const orders = Math.ceil(patients / PATIENTS_A_CHUNK);
  const finished = new Map<number, Chunk>();
  let wake = (): void => {};
  let failure: Error | undefined;
  const workers = Array.from({ length: Math.max(1, Math.min(threads, orders)) }, () => {
    const worker = new Worker(new URL("./generator-worker.js", import.meta.url), { workerData: data });
    worker.on("message", (chunk: Chunk) => {
      finished.set(chunk.number, chunk);
      wake();
    });
    worker.on("error", (error: Error) => {
      failure ??= error;
      wake();
    });
    return worker;
  });
  try {
    let given = 0;
    const give = (upTo: number): void => {
      for (; given < Math.min(orders, upTo); given += 1) {
        const from = given * PATIENTS_A_CHUNK;
        const order: ChunkOrder = { number: given, from, to: Math.min(patients, from + PATIENTS_A_CHUNK) };
        workers[given % workers.length].postMessage(order);
      }
    };
    for (let next = 0; next < orders; next += 1) {
      give(next + workers.length * AHEAD);
      while (!finished.has(next) && failure === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (failure !== undefined) throw failure;
      yield finished.get(next)!;
      finished.delete(next);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
