import { csvDirectory, type MigrationOptions, type SourceEncoding } from "@pas-migrate/core";
import { type Config, readConfig } from "./config.js";
import { choosePlugins } from "./plugins.js";

/** Options that several commands share, as the command line gives them. */
export interface SharedOptions {
  readonly config?: string;
  readonly plugins?: string;
  readonly json?: boolean;
  readonly snapshotAt?: string;
}

export interface RunSettings extends SharedOptions {
  readonly source?: string;
  readonly out?: string;
  readonly encoding?: SourceEncoding;
  readonly profile?: string;
  readonly sampleSeed?: string;
  readonly threads?: number;
  readonly memory?: string;
  readonly batchRows?: number;
  readonly slices?: number;
  /** The folder of another run over the same inputs, for `check`. */
  readonly compareRun?: string;
  /** The manifest of the signed rehearsal, for `check`. */
  readonly rehearsal?: string;
}

/** What the command line and the configuration file say together; the command line wins. */
export async function gatherOptions(given: RunSettings): Promise<{ options: MigrationOptions; config: Config }> {
  const config = readConfig(given.config);
  const plugins = await choosePlugins(given.plugins, config);
  const directory = given.source ?? config.source?.directory;
  const options: MigrationOptions = {
    plugins,
    source:
      directory === undefined
        ? undefined
        : csvDirectory(directory, {
            encoding: given.encoding ?? config.source?.encoding,
            tables: config.source?.tables,
          }),
    output: given.out ?? config.output,
    overlays: config.overlays,
    feeds: config.feeds,
    settings: config.settings,
    snapshotAt: given.snapshotAt ?? config.snapshotAt,
    salts: config.salts,
    threads: given.threads,
    memoryLimit: given.memory,
    batchRows: given.batchRows,
    slices: given.slices,
  };
  return { options, config };
}
