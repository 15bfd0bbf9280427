import { z } from "zod";
import type { CompiledContract } from "../contract/model.js";
import type { MigrationOptions } from "../engine/options.js";
import { DEFAULT_SETTINGS } from "../engine/options.js";
import type { FinishedFile } from "../files/csv-writer.js";
import { tableFile } from "../files/table-file.js";
import type { RuleBook } from "../gates/rule.js";
import { rulesHash } from "../gates/rule-sql.js";
import { type Boot, CORE_VERSION } from "../plugin/boot.js";
import type { InputResult } from "./run-report.js";

const fileEntry = z.object({ file: z.string(), rows: z.int(), sha256: z.string() });

/** `manifest.json`: what went in and what came out, to the byte. Equal inputs give equal bytes. */
export const manifestSchema = z.object({
  format: z.literal("pas-migrate-run-1"),
  engine: z.string(),
  contract: z.string(),
  /** SHA-256 over the meaning of all rules in files, with what overlays change about rules. */
  rules: z.string(),
  snapshotAt: z.string().nullable(),
  plugins: z.array(z.object({ id: z.string(), version: z.string(), options: z.json() })),
  settings: z.record(z.string(), z.string()),
  salts: z.record(z.string(), z.string()),
  inputs: z.array(
    fileEntry.extend({
      table: z.string(),
      encoding: z.string(),
      bytes: z.int(),
      damaged: z.int(),
      version: z.string().optional(),
      /** When the file was extracted, where `control.csv` says so. */
      extracted_at: z.string().optional(),
    }),
  ),
  load: z.array(fileEntry),
  rejects: z.array(fileEntry),
});

export type Manifest = z.output<typeof manifestSchema>;

export interface ManifestParts {
  readonly boot: Boot;
  readonly contract: CompiledContract;
  readonly rules: RuleBook;
  readonly options: MigrationOptions;
  readonly inputs: readonly InputResult[];
  /** When each table's file was extracted, where `control.csv` says so. */
  readonly extractedAt: ReadonlyMap<string, string>;
  readonly load: ReadonlyMap<string, FinishedFile>;
  readonly rejects: ReadonlyMap<string, FinishedFile>;
}

/** Draws up the manifest. Nothing in it depends on time, threads, batches or the machine. */
export function drawManifest({
  boot,
  contract,
  rules,
  options,
  inputs,
  extractedAt,
  load,
  rejects,
}: ManifestParts): Manifest {
  return {
    format: "pas-migrate-run-1",
    engine: CORE_VERSION,
    contract: contract.hash,
    rules: rulesHash(rules),
    snapshotAt: boot.clock.isSet ? boot.clock.iso() : null,
    plugins: boot.plugins.map(({ manifest, version, options: own }) => ({
      id: manifest.id,
      version,
      options: toJson(own),
    })),
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    salts: { ...options.salts },
    inputs: inputs.flatMap(({ plan, name, taken }) =>
      taken === undefined || plan.file === undefined
        ? []
        : [
            {
              table: name,
              file: plan.file.name,
              encoding: plan.file.encoding,
              rows: taken.records + taken.damaged,
              damaged: taken.damaged,
              bytes: taken.bytes,
              sha256: taken.sha256,
              ...(extractedAt.has(name) ? { extracted_at: extractedAt.get(name) } : {}),
              ...(plan.schema === "feed" ? { version: options.feeds?.[plan.table]?.version } : {}),
            },
          ],
    ),
    load: entries("load", load),
    rejects: entries("rejects", rejects),
  };
}

function entries(folder: string, files: ReadonlyMap<string, FinishedFile>): Manifest["load"] {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, { rows, sha256 }]) => ({ file: `${folder}/${tableFile(table)}.csv`, rows, sha256 }));
}

function toJson(value: unknown): z.core.util.JSONType {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
