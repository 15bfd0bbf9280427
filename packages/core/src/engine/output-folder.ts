import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { errors } from "../errors/catalogue.js";
import { makeFolders, type RunFolders } from "./file-storage.js";

export const MANIFEST = "manifest.json";

/** Everything a run writes into its folder; nothing else there is ever touched. */
const OURS = ["load", "rejects", "quarantine", "reports", "work", MANIFEST, "run.duckdb"];

/** A file that marks a folder as a run's from its first moment, so that a run that was killed can be replaced. */
const MARK = ".pas-migrate";

/**
 * Makes the folders of a run. An earlier run there, whole or not, is removed: its manifest first, so that what is left
 * of it can never be taken for a finished run.
 *
 * @throws MigrationError `OUTPUT_NOT_OURS` when the folder holds something else
 */
export function takeOutputFolder(folders: RunFolders): void {
  const { out } = folders;
  const found = existsSync(out) ? readdirSync(out) : [];
  if (found.length > 0 && !found.includes(MARK) && !found.includes(MANIFEST)) throw errors.outputNotOurs(out);
  for (const name of [MANIFEST, ...OURS]) rmSync(join(out, name), { recursive: true, force: true });
  makeFolders(folders);
}

export { MARK as RUN_MARK };
