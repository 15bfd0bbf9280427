import { createMigration, csvDirectory, type Migration, type MigrationOptions } from "@pas-migrate/core";
import { chainPlugin, chainSource } from "./chain.js";
import { csvText, temporaryFolder, writeFiles } from "./folders.js";

type Tables = Readonly<Record<string, Readonly<Record<string, readonly (string | null)[]>>>>;

/** Extracts of the chain's tables in a folder of their own. */
export function chainExtracts(tables: Tables = {}): string {
  const all: Tables = { ...chainSource, ...tables };
  return writeFiles(
    temporaryFolder(),
    Object.fromEntries(Object.entries(all).map(([table, columns]) => [`${table}.csv`, csvText(columns)])),
  );
}

/** A migration of the chain's tables from files to files, and its output folder. */
export function chainMigration(options: Partial<MigrationOptions> & { readonly extracts?: string } = {}): {
  readonly migration: Migration;
  readonly out: string;
} {
  const { extracts = chainExtracts(), output = temporaryFolder(), ...rest } = options;
  const migration = createMigration({
    plugins: [chainPlugin()],
    source: csvDirectory(extracts),
    snapshotAt: "2026-03-27T18:00",
    threads: 1,
    ...rest,
    output,
  });
  return { migration, out: output };
}

/** What a promise fails with. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<Error & { code?: string; fix?: string; faults?: readonly Error[] }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
