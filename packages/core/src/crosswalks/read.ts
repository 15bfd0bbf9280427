import { type CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import { readLocatedYaml } from "../files/located-yaml.js";
import type { AssetFile } from "../plugin/assets.js";
import type { CrosswalkDefinition, CrosswalkPair } from "./crosswalk.js";

/** The columns of `crosswalks/<name>.csv`, in order. */
export const crosswalkColumns = [
  "source_code",
  "source_description",
  "target_code",
  "target_description",
  "valid_from",
  "valid_to",
  "status",
  "owner",
  "approved_on",
] as const;

const date = z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/, "a date is written YYYY-MM-DD");

const pairSchema = z.object({
  source_code: z.string().trim().min(1, "a pair needs a source_code"),
  source_description: z.string(),
  target_code: z.string().trim().min(1, "a pair needs a target_code"),
  target_description: z.string(),
  valid_from: date,
  valid_to: date,
  status: z.enum(["draft", "approved", "retired"]),
  owner: z.string(),
  approved_on: date,
});

const sidecarSchema = z.strictObject({
  crosswalk: z.string(),
  title: z.string(),
  codeSet: z.string().optional(),
  master: z
    .strictObject({
      table: z.string().optional(),
      view: z
        .string()
        .regex(/^[a-z][a-z0-9-]*\.[a-z_]+$/, "a view is named plugin.view")
        .optional(),
      code: z.string(),
      description: z.string(),
      target: z.string().optional(),
      targetDescription: z.string().optional(),
    })
    .refine(
      ({ table, view }) => (table === undefined) !== (view === undefined),
      "a master is a table or a view, one of the two",
    )
    .optional(),
});

/** Reads `crosswalks/<name>.csv`. Every fault is named with its line; rows that cannot be read are left out of the pairs. */
export function readCrosswalkCsv(file: AssetFile): {
  readonly pairs: readonly CrosswalkPair[];
  readonly faults: readonly MigrationError[];
} {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  let header: readonly string[] = [];
  try {
    records = parse(file.text, {
      columns: (names: string[]) => {
        header = names;
        return names;
      },
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      record_delimiter: ["\r\n", "\n"],
    }) as never;
  } catch (error) {
    const { lines, message } = error as CsvError & { lines?: number };
    return { pairs: [], faults: [errors.crosswalkUnreadable({ file: file.shownAs, line: lines }, message)] };
  }
  const missing = crosswalkColumns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    return { pairs: [], faults: [errors.crosswalkColumnsMissing({ file: file.shownAs, line: 1 }, missing)] };
  }
  const pairs: CrosswalkPair[] = [];
  const faults: MigrationError[] = [];
  const firstLine = new Map<string, number>();
  for (const { record, info } of records) {
    const where: Place = { file: file.shownAs, line: info.lines };
    const parsed = pairSchema.safeParse(record);
    if (!parsed.success) {
      faults.push(
        ...parsed.error.issues.map((issue) => errors.crosswalkPairInvalid(where, String(issue.path[0]), issue.message)),
      );
      continue;
    }
    const pair = toPair(parsed.data);
    if (pair.sourceDescription === "" || pair.targetDescription === "")
      faults.push(errors.crosswalkPairUndescribed(where, pair.sourceCode));
    const before = firstLine.get(pair.sourceCode);
    if (before !== undefined && pair.status !== "retired")
      faults.push(errors.crosswalkCodeTwice(where, pair.sourceCode, before));
    if (pair.status !== "retired") firstLine.set(pair.sourceCode, info.lines);
    if (pair.status === "approved" && (pair.owner === "" || pair.approvedOn === "")) {
      faults.push(errors.crosswalkApprovalIncomplete(where, pair.sourceCode));
    }
    pairs.push(pair);
  }
  return { pairs, faults };
}

/** Reads `crosswalks/<name>.yaml`: the master file a crosswalk is built from, and the code set its targets come from. */
export function readCrosswalkSidecar(file: AssetFile): {
  readonly definition?: Omit<CrosswalkDefinition, "pairs">;
  readonly place?: Place;
  readonly faults: readonly MigrationError[];
} {
  const { yaml, faults } = readLocatedYaml(file.text, file.shownAs, sidecarSchema);
  if (yaml === undefined) return { faults };
  const { crosswalk, master, codeSet } = yaml.value;
  return { definition: { name: crosswalk, master, codeSet }, place: yaml.at(["master"]), faults: [] };
}

function toPair(row: z.output<typeof pairSchema>): CrosswalkPair {
  return {
    sourceCode: row.source_code,
    sourceDescription: row.source_description,
    targetCode: row.target_code,
    targetDescription: row.target_description,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    status: row.status,
    owner: row.owner,
    approvedOn: row.approved_on,
  };
}
