import type { SourceEncoding } from "../intake/record-scanner.js";
import type { CsvDirectoryOptions, ExtractSource } from "../intake/source.js";
import type { MigrationHooks } from "../plugin/hooks.js";
import type { PluginChoice } from "../plugin/plugin.js";
import type { ServiceProvider } from "../plugin/services.js";
import type { OnProgress } from "../report/progress.js";

export type { CsvDirectoryOptions };

/** A reference feed: a CSV file that is read as an extract is. */
export interface FeedOptions {
  /** Path of the file, from the working directory. */
  readonly file: string;
  /** What the file's owner calls this state of it; it is recorded, not interpreted. */
  readonly version: string;
  readonly encoding?: SourceEncoding;
  /** The file's header for a column of the feed, where they differ. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** Values that a trust settles once for all tables. */
export interface Settings {
  /** `system_code` of every row; `V83` unless said otherwise. */
  readonly systemCode?: string;
  /** `main_crn_type` of every row; `DISTRICT` unless said otherwise. */
  readonly mainCrnType?: string;
  /**
   * The live / archive cut-off, `YYYY-MM-DD`: activity that ended before this day goes to the archive tables, all other
   * to the live ones. Unless it is given, the archive tables stay empty.
   */
  readonly archiveBefore?: string;
}

export interface MigrationOptions {
  readonly plugins: readonly PluginChoice[];
  /** The extracts; needed to run, not to check a contract. */
  readonly source?: ExtractSource;
  /** The folder of the run. An earlier run in it is replaced. */
  readonly output?: string;
  /** Folders with the trust's own decisions; a later one wins over an earlier one. */
  readonly overlays?: readonly string[];
  readonly feeds?: Readonly<Record<string, FeedOptions>>;
  /** T, the instant of the extract: `YYYY-MM-DDTHH:MM`, local time. */
  readonly snapshotAt?: string;
  readonly settings?: Settings;
  /** Services that take the place of the plugins' own. */
  readonly services?: readonly ServiceProvider[];
  /** Hooks of a script, without a plugin around them. Reports call their owner `inline`. */
  readonly hooks?: (hooks: MigrationHooks) => void;
  /** By load table, a word that goes into its record numbers: only ever set to mend a collision. */
  readonly salts?: Readonly<Record<string, string>>;
  /** Threads of the database; as many as there are processors unless said otherwise. No result depends on it. */
  readonly threads?: number;
  /**
   * Memory of the database, as DuckDB writes it; `400MB` unless said otherwise, `1200MB` for a check. A migration needs
   * about 600 MB beside it.
   */
  readonly memoryLimit?: string;
  /**
   * Into how many slices the patients are cut, for SQL that takes patient by patient; as many as the extract's records ask
   * for unless said otherwise. No result depends on it.
   */
  readonly slices?: number;
  /** Rows of a batch, about; 8,192 unless said otherwise. No result depends on it. */
  readonly batchRows?: number;
}

export interface RunOptions {
  /** For a check: chooses the patients that are compared field by field; the contract's hash unless given. */
  readonly sampleSeed?: string;
  readonly onProgress?: OnProgress;
}

export const DEFAULT_SETTINGS: Settings & Readonly<Record<string, string>> = {
  systemCode: "V83",
  mainCrnType: "DISTRICT",
};
export const DEFAULT_MEMORY = "400MB";
export const DEFAULT_BATCH_ROWS = 8192;
