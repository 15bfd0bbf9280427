import { z } from "zod";
import { errors } from "../../errors/catalogue.js";
import type { MigrationError } from "../../errors/migration-error.js";
import { readLocatedYaml } from "../../files/located-yaml.js";
import type { AssetFile, AssetTree } from "../../plugin/assets.js";
import { readHeader } from "./header.js";

/** One side of a comparison: a SELECT, and the tables of its schema that it reads. */
export interface ComparisonSide {
  readonly file: string;
  readonly sql: string;
  /** Source tables for the source side, load tables for the target side. */
  readonly tables: readonly string[];
}

interface Named {
  readonly plugin: string;
  readonly name: string;
  readonly title: string;
}

/** A day-one list: its members as the source holds them and as the delivered files do, to be compared key by key. */
export interface ListDefinition extends Named {
  /** Columns that together name a member: the leading parts of the natural key of `loadTable`. */
  readonly key: readonly string[];
  /** The load table whose account and rejects explain a member that is on one side only. */
  readonly loadTable: string;
  /** Fields that decide whether a row is on the list: a refused value in one of them explains an absence. */
  readonly decidedBy: readonly string[];
  readonly source: ComparisonSide;
  readonly target: ComparisonSide;
}

/** Numbers of both sides by cell: members of a list counted by some of its columns, or two queries of their own. */
export type MeasureDefinition = Named &
  (
    | { readonly list: string; readonly by: readonly string[] }
    | { readonly source: ComparisonSide; readonly target: ComparisonSide }
  );

/** Hops from row to row, each a key column: `LOAD_CHILD.column`. */
export interface ChainDefinition extends Named {
  readonly hops: readonly string[];
}

/** Patients of one kind that the sample has to hold, if there are any; the kind `patient` is all of them. */
export interface SampleDefinition extends Named {
  readonly source: ComparisonSide;
  /** The source column with the patient's number, in every table that has it; said once, with the kind `patient`. */
  readonly patientColumn?: string;
}

/** What a plugin brings along for the reconciliation. */
export interface Comparisons {
  readonly lists: readonly ListDefinition[];
  readonly measures: readonly MeasureDefinition[];
  readonly chains: readonly ChainDefinition[];
  readonly samples: readonly SampleDefinition[];
}

export const NO_COMPARISONS: Comparisons = { lists: [], measures: [], chains: [], samples: [] };

const names = z.string().transform((text) => text.split(",").map((name) => name.trim()));
const sourceOfList = z.strictObject({
  title: z.string(),
  tables: names,
  key: names,
  "load-table": z.string(),
  "decided-by": names.default([]),
});
const sourceOfMeasure = z.strictObject({ title: z.string(), tables: names });
const targetSide = z.strictObject({ tables: names });
const sample = z.strictObject({ title: z.string(), tables: names, "patient-column": z.string().optional() });
const countOfList = z.strictObject({ title: z.string(), list: z.string(), by: z.array(z.string()).min(1) });
const chain = z.strictObject({ title: z.string(), hops: z.array(z.string().regex(/^LOAD_[A-Z0-9_]+\.\w+$/)).min(1) });

/** Reads `lists/`, `measures/`, `chains/` and `samples/` of a plugin. Faults are collected, not thrown. */
export function readComparisons(
  plugin: string,
  tree: AssetTree,
): { readonly comparisons: Comparisons; readonly faults: readonly MigrationError[] } {
  const faults: MigrationError[] = [];
  const take = <T>({ value, faults: found }: { value?: T; faults: readonly MigrationError[] }): readonly T[] => {
    faults.push(...found);
    return value === undefined ? [] : [value];
  };
  const pairs = (folder: string) => {
    const { found, faults: alone } = sidesOf(folder, tree);
    faults.push(...alone);
    return found;
  };
  const yaml = <T>(folder: string, schema: z.ZodType<T>) =>
    tree.list(folder, ".yaml").flatMap((file) => {
      const { yaml: read, faults: found } = readLocatedYaml(file.text, file.shownAs, schema);
      return take({ value: read?.value, faults: found }).map((value) => ({ name: baseName(file.path), ...value }));
    });

  const listFiles = pairs("lists");
  const known = listFiles.map(([name]) => name);
  const lists = listFiles.flatMap(([name, source, target]): ListDefinition[] =>
    take(readHeader(source, sourceOfList)).flatMap(({ sql, header }) =>
      take(readHeader(target, targetSide)).map((other) => ({
        plugin,
        name,
        title: header.title,
        key: header.key,
        loadTable: header["load-table"],
        decidedBy: header["decided-by"],
        source: { file: source.shownAs, sql, tables: header.tables },
        target: { file: target.shownAs, sql: other.sql, tables: other.header.tables },
      })),
    ),
  );
  const queries = pairs("measures").flatMap(([name, source, target]): MeasureDefinition[] =>
    take(readHeader(source, sourceOfMeasure)).flatMap(({ sql, header }) =>
      take(readHeader(target, targetSide)).map((other) => ({
        plugin,
        name,
        title: header.title,
        source: { file: source.shownAs, sql, tables: header.tables },
        target: { file: target.shownAs, sql: other.sql, tables: other.header.tables },
      })),
    ),
  );
  const counts = yaml("measures", countOfList).map((count): MeasureDefinition => ({ plugin, ...count }));
  for (const { name, ...count } of counts) {
    if ("list" in count && !known.includes(count.list))
      faults.push(errors.comparisonUnknownList(name, count.list, known));
  }
  const samples = tree.list("samples", ".sql").flatMap((file) =>
    take(readHeader(file, sample)).map(({ sql, header }) => ({
      plugin,
      name: baseName(file.path),
      title: header.title,
      source: { file: file.shownAs, sql, tables: header.tables },
      patientColumn: header["patient-column"],
    })),
  );
  const chains = yaml("chains", chain).map((hops) => ({ plugin, ...hops }));
  return { comparisons: { lists, measures: [...counts, ...queries], chains, samples }, faults };
}

/** All plugins' comparisons in one, sorted by name. */
export function mergeComparisons(parts: readonly Comparisons[]): Comparisons {
  const all = <T extends Named>(of: (part: Comparisons) => readonly T[]) =>
    parts.flatMap(of).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    lists: all((part) => part.lists),
    measures: all((part) => part.measures),
    chains: all((part) => part.chains),
    samples: all((part) => part.samples),
  };
}

/** Every query over `source.*`, whose columns the run has to keep. */
export function sourceQueries({ lists, measures, samples }: Comparisons): readonly ComparisonSide[] {
  return [...lists, ...measures, ...samples].flatMap((comparison) =>
    "source" in comparison ? [comparison.source] : [],
  );
}

/** The two halves of each pair of files, by name. */
function sidesOf(
  folder: string,
  tree: AssetTree,
): {
  readonly found: readonly (readonly [string, AssetFile, AssetFile])[];
  readonly faults: readonly MigrationError[];
} {
  const faults: MigrationError[] = [];
  const halves = new Map<string, Partial<Record<"source" | "target", AssetFile>>>();
  for (const file of tree.list(folder, ".sql")) {
    const [, name, side] = /([^/]+)\.(source|target)\.sql$/.exec(file.path) ?? [];
    if (side === undefined) faults.push(errors.comparisonHalfMissing(file.shownAs, "a side in its name"));
    else halves.set(name, { ...halves.get(name), [side]: file });
  }
  const found = [...halves].flatMap(([name, { source, target }]) => {
    if (source !== undefined && target !== undefined) return [[name, source, target] as const];
    const [there, missing] = source === undefined ? [target!, "source"] : [source, "target"];
    faults.push(errors.comparisonHalfMissing(there.shownAs, `its other side, ${name}.${missing}.sql`));
    return [];
  });
  return { found, faults };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z]+$/, "");
}
