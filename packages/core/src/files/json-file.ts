import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/** Writes a JSON file beside its place and moves it there when it is whole. */
export function writeJson(path: string, value: unknown): void {
  const handle = openSync(`${path}.part`, "w", 0o600);
  const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`, "utf8");
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${path}.part`, path);
}
