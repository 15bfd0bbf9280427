import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { type TestMigrationOptions, type TestResult, testMigration } from "./kit.js";
import type { LiteralTable } from "./literal-tables.js";

/** `story.yaml`: what a story sets besides its tables. */
const storySchema = z.strictObject({
  snapshotAt: z.string().optional(),
  settings: z.record(z.string(), z.string()).optional(),
});

/** The columns of `expected/rejects.csv`. */
const rejectColumns = ["table", "field", "reason", "key"] as const;

/** One patient's story: source rows in, the load rows that must come out, written by hand. */
export interface Story {
  /** The folder's name in words. */
  readonly title: string;
  /** Runs the story. Gives every difference between what came out and what was expected; none is a pass. */
  differences(options: Omit<TestMigrationOptions, "source">): Promise<readonly string[]>;
}

/**
 * The stories in a folder, one a sub-folder:
 *
 * - `source/<TABLE>.csv`: source rows; columns that are left out are empty. `feed.<name>.csv` is a feed
 * - `expected/<LOAD_TABLE>.csv`: every row of that table, in order of delivery, in the columns that the header names
 * - `expected/rejects.csv`: every reject, as `table,field,reason,key`, in any order; without the file there must be none
 * - `story.yaml`, if need be: `snapshotAt`, `settings`
 *
 * @throws Error when a story has no source or nothing expected, or a file has no header or rows of unequal length
 */
export function stories(folder: URL | string): readonly Story[] {
  const root = folder instanceof URL ? fileURLToPath(folder) : folder;
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readStory(join(root, name)));
}

function readStory(folder: string): Story {
  const source = Object.fromEntries(
    csvFiles(join(folder, "source")).map((name) => [
      name.startsWith("feed.") ? `feed:${name.slice(5)}` : name,
      literalTable(join(folder, "source", `${name}.csv`)),
    ]),
  );
  const expected = csvFiles(join(folder, "expected"));
  if (Object.keys(source).length === 0) throw new Error(`${folder} has no source/<TABLE>.csv`);
  if (expected.length === 0) throw new Error(`${folder} has no expected/<LOAD_TABLE>.csv`);
  const settings = join(folder, "story.yaml");
  const own = existsSync(settings) ? storySchema.parse(parseYaml(readFileSync(settings, "utf8"))) : {};
  return {
    title: basename(folder).replaceAll("-", " "),
    async differences(options) {
      const result = await testMigration({ gates: false, ...options, ...own, source });
      const tables = expected.filter((name) => name !== "rejects");
      return [
        ...tables.flatMap((name) => tableDifferences(name, readRows(join(folder, "expected", `${name}.csv`)), result)),
        ...rejectDifferences(
          expected.includes("rejects") ? readRows(join(folder, "expected", "rejects.csv")) : [[...rejectColumns]],
          result,
        ),
      ];
    },
  };
}

function tableDifferences(
  name: string,
  [columns, ...wanted]: readonly (readonly string[])[],
  result: TestResult,
): readonly string[] {
  const table = result.table(name);
  const got = table.rows.map((row) =>
    columns.map((column) => {
      if (!(column in row)) throw new RangeError(`${name} has no column ${column}`);
      return row[column] ?? "";
    }),
  );
  if (table.rows.length === 0) for (const column of columns) table.column(column);
  const differences: string[] = [];
  for (let row = 0; row < Math.max(got.length, wanted.length); row++) {
    if (got[row] === undefined) differences.push(`${name} row ${row + 1} is missing: ${wanted[row].join("|")}`);
    else if (wanted[row] === undefined) differences.push(`${name} row ${row + 1} is too many: ${got[row].join("|")}`);
    else {
      for (const [i, column] of columns.entries()) {
        if (got[row][i] !== wanted[row][i])
          differences.push(`${name} row ${row + 1} ${column}: got "${got[row][i]}", expected "${wanted[row][i]}"`);
      }
    }
  }
  return differences;
}

function rejectDifferences([header, ...rows]: readonly (readonly string[])[], result: TestResult): readonly string[] {
  if (header.join() !== rejectColumns.join()) throw new Error(`expected/rejects.csv has the columns ${rejectColumns}`);
  const wanted = rows.map((row) => row.join("|")).sort();
  const got = result.rejects.map(({ table, field, reason, key }) => [table, field, reason, key].join("|")).sort();
  return [
    ...without(wanted, got).map((reject) => `reject is missing: ${reject}`),
    ...without(got, wanted).map((reject) => `reject was not expected: ${reject}`),
  ];
}

/** What the first list holds more often than the second. */
function without(these: readonly string[], those: readonly string[]): readonly string[] {
  const rest = [...those];
  return these.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function csvFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => name.slice(0, -4))
    .sort();
}

function literalTable(path: string): LiteralTable {
  const [header, ...rows] = readRows(path);
  return Object.fromEntries(header.map((column, i) => [column, rows.map((row) => row[i])]));
}

/** The header and the rows, all of equal length. */
function readRows(path: string): readonly (readonly string[])[] {
  const rows: string[][] = parse(readFileSync(path), { bom: true, skip_empty_lines: true });
  if (rows.length === 0) throw new Error(`${path} has no header`);
  return rows;
}
