import { parentPort, workerData } from "node:worker_threads";
import { type ChunkOrder, type ChunkSettings, patientChunk } from "./chunk.js";
import type { SceneModule, SceneOptions } from "./scene.js";

/** What a worker is told at its start. */
export interface GeneratorWorkerData {
  /** URL of the module that gives the scene. */
  readonly scene: string;
  readonly options: SceneOptions;
  readonly settings: ChunkSettings;
}

const { scene: url, options, settings } = workerData as GeneratorWorkerData;
const { openScene } = (await import(url)) as SceneModule;
const scene = openScene(options);

parentPort?.on("message", (order: ChunkOrder) => {
  const chunk = patientChunk(scene, settings, order);
  parentPort?.postMessage(
    chunk,
    chunk.parts.map(({ bytes }) => bytes.buffer),
  );
});
