import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMigration, csvDirectory, type MigrationOptions, type RunResult } from "@pas-migrate/core";
import { gatherOptions } from "../../dist/settings.js";

/** The example hospital, as the README's main job migrates it. */
export const hospital = fileURLToPath(new URL("../../../../examples/hospital", import.meta.url));

const made: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-hospital-"));
  made.push(folder);
  return folder;
}

// Not after a file's tests: the files of a process share the hospital that is migrated once.
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * Migrates the example hospital in this process, on one thread: tests run side by side.
 *
 * @returns the output folder and the result
 */
export async function migrateHospital(
  changed: Partial<MigrationOptions> & { readonly extracts?: string } = {},
): Promise<{ readonly out: string; readonly result: RunResult }> {
  const { extracts = join(hospital, "extracts"), ...rest } = changed;
  const { options, config } = await gatherOptions({
    config: join(hospital, "pas-migrate.config.yaml"),
    source: extracts,
  });
  const out = temporaryFolder();
  const source = csvDirectory(extracts, { encoding: config.source?.encoding, tables: config.source?.tables });
  return { out, result: await createMigration({ ...options, threads: 1, ...rest, source, output: out }).run() };
}

let migrated: ReturnType<typeof migrateHospital> | undefined;

/** The example hospital, migrated once for all tests that only look. */
export function migratedHospital(): ReturnType<typeof migrateHospital> {
  migrated ??= migrateHospital();
  return migrated;
}

/** A copy of the extracts, to be changed. */
export function copyOfExtracts(): string {
  const folder = temporaryFolder();
  cpSync(join(hospital, "extracts"), folder, { recursive: true });
  return folder;
}

/** Bytes of the files in a folder of a run, by name. */
export function filesIn(out: string, folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(join(out, folder))
      .filter((name) => name.endsWith(".csv"))
      .sort()
      .map((name) => [name, readFileSync(join(out, folder, name), "latin1")]),
  );
}
