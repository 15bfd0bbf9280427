import { parentPort } from "node:worker_threads";
import { textVector } from "../columns/index.js";
import { LoadFileWriter } from "./load-file.js";
import type { WriterReply, WriterRequest } from "./writer-thread.js";

// Runs in a thread of its own: turns columns into the bytes of CSV files while the main thread works on the next batch.
const files = new Map<string, LoadFileWriter>();

parentPort?.on("message", (request: WriterRequest) => {
  try {
    parentPort?.postMessage(answer(request));
  } catch (error) {
    const reply: WriterReply = {
      kind: "failed",
      name: (error as Error).name,
      code: (error as NodeJS.ErrnoException).code,
    };
    parentPort?.postMessage(reply);
  }
});

function answer(request: WriterRequest): WriterReply {
  switch (request.kind) {
    case "open":
      files.set(request.path, new LoadFileWriter(request.path, request.columns));
      return { kind: "done" };
    case "append": {
      const { leftOut } = request;
      const columns = new Map(request.columns.map(({ offsets, data }, i) => [String(i), textVector(offsets, data)]));
      files.get(request.path)!.append(columns, leftOut === undefined ? () => false : (row) => leftOut[row] === 1);
      return { kind: "done" };
    }
    case "finish": {
      const file = files.get(request.path)!.finish();
      files.delete(request.path);
      return { kind: "finished", file };
    }
  }
}
