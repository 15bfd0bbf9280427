import type { CompiledFeed, CompiledSource } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import { MigrationError, throwFaults } from "../errors/migration-error.js";
import { type ExtractFile, readHeader } from "./extract-reader.js";
import type { ExtractSource } from "./source.js";

/** A reference feed as the run's configuration names it. */
export interface FeedFile {
  readonly file: ExtractFile;
  readonly version: string;
  /** Headers in the file by the feed's column, where they differ. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A table whose file has been looked at, but not yet read. */
export interface PlannedTable {
  readonly schema: "source" | "feed";
  readonly table: string;
  /** Undefined when an optional table has no file: it counts as empty. */
  readonly file: ExtractFile | undefined;
  /** The catalogue's name for each column of the file; undefined where the catalogue knows none. */
  readonly columns: readonly (string | undefined)[];
  readonly headers: readonly string[];
  /** Catalogue columns to load. */
  readonly used: readonly string[];
  /** Used columns that the file does not have: they are empty in every row. */
  readonly absent: readonly string[];
  /** Widths in characters by file column, 0 where none is known. */
  readonly widths: readonly number[];
  readonly driving: boolean;
}

/**
 * Looks at every file's header before anything is written. Reports all faults at once.
 *
 * @throws MigrationError or MigrationFaults: missing required table, empty file, missing, blank or duplicate header
 */
export function planIntake(
  sources: readonly CompiledSource[],
  extracts: ExtractSource,
  feeds: readonly CompiledFeed[],
  feedFiles: Readonly<Record<string, FeedFile>>,
): readonly PlannedTable[] {
  const faults: MigrationError[] = [];
  const attempt = (plan: () => PlannedTable | undefined): PlannedTable[] => {
    try {
      const planned = plan();
      return planned === undefined ? [] : [planned];
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      faults.push(error);
      return [];
    }
  };
  const tables = sources.flatMap((source) => attempt(() => planSource(source, extracts, faults)));
  const fed = feeds.flatMap((feed) => attempt(() => planFeed(feed, feedFiles[feed.name], faults)));
  throwFaults(faults);
  return [...tables, ...fed];
}

function planSource(
  { definition, used, driving, mandatory, required }: CompiledSource,
  extracts: ExtractSource,
  faults: MigrationError[],
): PlannedTable {
  const { table, fields } = definition;
  const file = extracts.file(table);
  if (file === undefined && mandatory) throw errors.requiredTableMissing(table);
  const widths = Object.fromEntries(Object.entries(fields).map(([name, { size = 0 }]) => [name, size]));
  return planned(
    { schema: "source", table, file, known: Object.keys(fields), used, required, widths, driving, renamed: new Map() },
    faults,
  );
}

function planFeed(feed: CompiledFeed, given: FeedFile | undefined, faults: MigrationError[]): PlannedTable {
  const names = Object.keys(feed.columns);
  const required = names.filter((name) => feed.columns[name].required === true || feed.key.includes(name));
  const widths = Object.fromEntries(names.map((name) => [name, feed.columns[name].size ?? 0]));
  const renamed = new Map(Object.entries(given?.columns ?? {}).map(([column, header]) => [header, column]));
  return planned(
    {
      schema: "feed",
      table: feed.name,
      file: given?.file,
      known: names,
      used: names,
      required,
      widths,
      driving: true,
      renamed,
    },
    faults,
  );
}

interface Wanted {
  readonly schema: "source" | "feed";
  readonly table: string;
  readonly file: ExtractFile | undefined;
  readonly known: readonly string[];
  readonly used: readonly string[];
  readonly required: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly driving: boolean;
  /** Columns of a feed by the header that the configuration gives them. */
  readonly renamed: ReadonlyMap<string, string>;
}

function planned(wanted: Wanted, faults: MigrationError[]): PlannedTable {
  const { schema, table, file, known, used, required, driving } = wanted;
  if (file === undefined)
    return { schema, table, file, columns: [], headers: [], used, absent: used, widths: [], driving };
  const headers = readHeader(file);
  const caseless = new Map(known.map((name) => [name.toLowerCase(), name]));
  const columns = headers.map((header) => wanted.renamed.get(header) ?? caseless.get(header.toLowerCase()));
  const seen = new Map<string, number>();
  for (const [i, header] of headers.entries()) {
    const name = (columns[i] ?? header).toLowerCase();
    if (header === "") faults.push(errors.headerBlank(file.name, i + 1));
    else if (seen.has(name)) faults.push(errors.headerTwice(file.name, columns[i], seen.get(name)! + 1, i + 1));
    seen.set(name, i);
  }
  for (const name of required) {
    if (!columns.includes(name)) faults.push(errors.requiredColumnMissing(file.name, name));
  }
  return {
    schema,
    table,
    file,
    headers,
    columns,
    used,
    absent: used.filter((name) => !columns.includes(name)),
    widths: columns.map((name) => (name === undefined ? 0 : wanted.widths[name])),
    driving,
  };
}
