import iconv from "iconv-lite";
import type { MockDomain } from "./domain.js";
import { CollectedRows, type MockFile, PAIR_COLUMNS } from "./patient-rows.js";
import { type NamedFault, plantFaults } from "./plant.js";
import type { DefectChoice, Scene } from "./scene.js";

/** A run of patients, and how they are to be written. */
export interface ChunkOrder {
  readonly number: number;
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

export interface ChunkSettings {
  readonly seed: number;
  readonly defects: DefectChoice;
  readonly encoding: "utf-8" | "windows-1252";
}

/** The lines that a run of patients adds to each file. */
export interface Chunk {
  readonly number: number;
  readonly patients: number;
  readonly parts: readonly {
    readonly file: MockFile;
    readonly rows: number;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }[];
  readonly faults: readonly NamedFault[];
}

/** The columns of every file that the domains declare. */
export function columnsOf(domains: readonly MockDomain[]): ReadonlyMap<MockFile, readonly string[]> {
  const columns = new Map<MockFile, readonly string[]>();
  for (const { sources, loads, feeds = [], crosswalks = [] } of domains) {
    for (const { name, columns: names } of sources) columns.set(`source/${name}`, names);
    for (const { name, columns: names } of loads) columns.set(`expected/${name}`, names);
    for (const name of crosswalks) columns.set(`overlay/crosswalks/${name}`, PAIR_COLUMNS);
    for (const { name, columns: names } of feeds) columns.set(`feeds/${name}`, names);
  }
  return columns;
}

/** Master files, and what comes from them. */
export function masterChunk(scene: Scene, settings: ChunkSettings): Chunk {
  const writer = new ChunkWriter(scene, settings);
  const rows = new CollectedRows();
  for (const domain of scene.domains) domain.masters(scene.hospital, rows);
  writer.add(rows);
  return writer.finish(-1, 0, []);
}

/** The rows of a run of patients. */
export function patientChunk(scene: Scene, settings: ChunkSettings, { number, from, to }: ChunkOrder): Chunk {
  const writer = new ChunkWriter(scene, settings);
  const faults: NamedFault[] = [];
  for (let index = from; index < to; index += 1) {
    const life = scene.lifeOf(index);
    const rows = new CollectedRows();
    for (const domain of scene.domains) {
      domain.source(life, scene.hospital, rows);
      domain.expected(life, scene.hospital, rows);
    }
    faults.push(...plantFaults(scene, settings.defects, settings.seed, index, life, rows));
    writer.add(rows);
  }
  return writer.finish(number, to - from, faults);
}

class ChunkWriter {
  readonly #columns: ReadonlyMap<MockFile, readonly string[]>;
  readonly #lines = new Map<MockFile, string[]>();

  constructor(
    scene: Scene,
    private readonly settings: ChunkSettings,
  ) {
    this.#columns = columnsOf(scene.domains);
  }

  add(rows: CollectedRows): void {
    rows.write(this.#columns, (file, line) => {
      const lines = this.#lines.get(file);
      if (lines === undefined) this.#lines.set(file, [line]);
      else lines.push(line);
    });
  }

  finish(number: number, patients: number, faults: readonly NamedFault[]): Chunk {
    const parts = [...this.#lines].map(([file, lines]) => {
      const encoding = file.startsWith("source/") ? this.settings.encoding : "utf-8";
      const encoded =
        encoding === "utf-8" ? Buffer.from(lines.join(""), "utf8") : iconv.encode(lines.join(""), "win1252");
      return { file, rows: lines.length, bytes: new Uint8Array(encoded) };
    });
    return { number, patients, parts, faults };
  }
}
