import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { CsvWriter } from "../files/csv-writer.js";
import { writeJson } from "../files/json-file.js";
import { type ChunkSettings, columnsOf, masterChunk } from "./chunk.js";
import type { RuleDecision } from "./domain.js";
import { makeChunks } from "./generator-pool.js";
import { MockFiles, type WrittenFile } from "./mock-files.js";
import type { NamedFault } from "./plant.js";
import type { DefectChoice, SceneModule, SceneOptions } from "./scene.js";

export interface GenerateOptions {
  /** URL of a module that exports `openScene`. */
  readonly scene: URL;
  /** The folder to write to. Files of an earlier hospital in it are replaced. */
  readonly out: string;
  /** Patients; those that were merged into them come on top. */
  readonly patients: number;
  readonly seed: number;
  /** `YYYY-MM-DDTHH:MM`. */
  readonly snapshotAt: string;
  readonly defects?: DefectChoice;
  readonly encoding?: "utf-8" | "windows-1252";
  /** What the configuration of a migration of this hospital says besides its sources and feeds. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Threads that make patients; the bytes are the same for any number. */
  readonly threads?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** What was made. */
export interface GeneratedHospital {
  readonly patients: number;
  readonly sourceRows: number;
  readonly expectedRows: number;
  readonly faults: number;
  readonly files: readonly WrittenFile[];
}

/**
 * Makes a mock hospital: `source/*.csv` and `source/control.csv` (extracts), `expected/*.csv` (the answer key),
 * `feeds/*.csv`, `overlay/` (what the trust has decided), `defects.csv` (what was planted), `pas-migrate.config.yaml` (how to migrate it) and `manifest.json`.
 *
 * Equal options give equal bytes, whatever the number of threads; more patients leave the first ones as they are.
 */
export async function generateHospital(options: GenerateOptions): Promise<GeneratedHospital> {
  const { scene: url, out, patients, seed, snapshotAt, encoding = "utf-8", defects = "none", threads = 2 } = options;
  const sceneOptions: SceneOptions = { seed, snapshotAt };
  const settings: ChunkSettings = { seed, defects, encoding };
  const { openScene } = (await import(url.href)) as SceneModule;
  const scene = openScene(sceneOptions);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const files = new MockFiles(out, columnsOf(scene.domains));
  const faults = new FaultFile(join(out, "defects.csv"));
  files.add(masterChunk(scene, settings));
  const worker = { scene: url.href, options: sceneOptions, settings };
  let done = 0;
  for await (const chunk of makeChunks(worker, patients, threads)) {
    files.add(chunk);
    for (const fault of chunk.faults) faults.write(fault);
    done += chunk.patients;
    options.onProgress?.(done, patients);
  }
  const written = files.finish();
  const planted = faults.finish();
  writeControl(out, written);
  const rules: Readonly<Record<string, RuleDecision>> = Object.assign(
    {},
    ...scene.domains.map((domain) => domain.rules),
  );
  const hasRules = Object.keys(rules).length > 0;
  if (hasRules) writeDecisions(out, rules);
  const hasOverlay = hasRules || written.some(({ file }) => file.startsWith("overlay/"));
  writeConfig(out, options, written, hasOverlay);
  writeJson(join(out, "manifest.json"), {
    seed,
    patients,
    snapshotAt,
    defects,
    encoding,
    files: written.map(({ file, rows, sha256 }) => ({ file: `${file}.csv`, rows, sha256 })),
    planted,
  });
  const rows = (folder: string) =>
    written.filter(({ file }) => file.startsWith(folder)).reduce((sum, file) => sum + file.rows, 0);
  return { patients, sourceRows: rows("source/"), expectedRows: rows("expected/"), faults: planted, files: written };
}

/** `defects.csv`: what is wrong where, and what should come of it. */
class FaultFile {
  readonly #file: CsvWriter;
  readonly #ids = new Set<string>();

  constructor(path: string) {
    this.#file = new CsvWriter(path, ["id", "defect", "rule", "verdict", "table", "key", "field", "before", "after"]);
  }

  write({ id, defect, rule, verdict, table, key, field, before, after }: NamedFault): void {
    this.#ids.add(id);
    this.#file.write([id, defect, rule, verdict, table, key, field, before, after]);
  }

  /** @returns how many faults were planted; one may have several truths */
  finish(): number {
    this.#file.finish();
    return this.#ids.size;
  }
}

function writeControl(out: string, written: readonly WrittenFile[]): void {
  const control = new CsvWriter(join(out, "source", "control.csv"), ["table", "rows", "sha256"]);
  for (const { file, rows, sha256 } of written)
    if (file.startsWith("source/")) control.write([file.slice("source/".length), String(rows), sha256]);
  control.finish();
}

function writeDecisions(out: string, rules: Readonly<Record<string, RuleDecision>>): void {
  const overlay = join(out, "overlay");
  mkdirSync(overlay, { recursive: true, mode: 0o700 });
  const title = "# What this mock hospital has decided about rules.\n";
  writeFileSync(join(overlay, "gates.yaml"), title + stringify({ rules }), { mode: 0o600 });
}

function writeConfig(
  out: string,
  options: GenerateOptions,
  written: readonly WrittenFile[],
  hasOverlay: boolean,
): void {
  const feeds = written
    .filter(({ file }) => file.startsWith("feeds/"))
    .map(({ file }) => [file.slice("feeds/".length), { file: `${file}.csv`, version: options.snapshotAt.slice(0, 7) }]);
  const config = {
    source: { directory: "source", encoding: options.encoding ?? "utf-8" },
    snapshotAt: options.snapshotAt,
    settings: options.settings,
    overlays: hasOverlay ? ["overlay"] : undefined,
    feeds: feeds.length === 0 ? undefined : Object.fromEntries(feeds),
  };
  const title = "# How to migrate this mock hospital. Paths are relative to this file.\n";
  writeFileSync(join(out, "pas-migrate.config.yaml"), title + stringify(config), { mode: 0o600 });
}
