import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string;

/** Gives the whole suite one folder for temporary files: worker processes end without a chance to tidy up. */
export function mochaGlobalSetup(): void {
  folder = mkdtempSync(join(tmpdir(), "pas-migrate-suite-"));
  process.env.TMPDIR = folder;
}

export function mochaGlobalTeardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
