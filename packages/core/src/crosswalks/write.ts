import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CsvWriter } from "../files/csv-writer.js";
import type { BuiltCrosswalk } from "./build.js";
import type { CrosswalkPair } from "./crosswalk.js";
import { crosswalkColumns } from "./read.js";

/** Writes every crosswalk as this run used it, so that each translated value can be looked up later. */
export function writeCrosswalkFiles(folder: string, built: ReadonlyMap<string, BuiltCrosswalk>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, { crosswalk }] of built) {
    const file = new CsvWriter(join(folder, `${name}.csv`), crosswalkColumns);
    for (const pair of crosswalk.pairs) file.write(pairRow(pair));
    file.finish();
  }
}

/** A pair as a row of its file. */
export function pairRow(pair: CrosswalkPair): readonly string[] {
  return [
    pair.sourceCode,
    pair.sourceDescription,
    pair.targetCode,
    pair.targetDescription,
    pair.validFrom,
    pair.validTo,
    pair.status,
    pair.owner,
    pair.approvedOn,
  ];
}
