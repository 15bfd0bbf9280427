import { z } from "zod";

/** The six mapping classes. Each target column carries exactly one; the class fixes what else has to be said. */
export const mappingClasses = [
  "DIRECT_SOURCE",
  "DERIVED",
  "LOOKUP_TRANSLATION",
  "SURROGATE_ETL",
  "REFERENCE_MASTER_FEED",
  "OUT_OF_SCOPE",
] as const;

export type MappingClass = (typeof mappingClasses)[number];

/** How a value is written into the target: see `docs/reference/contract.md`. */
export const directForms = [
  "text",
  "verbatim",
  "upper",
  "integer",
  "date",
  "datetime",
  "datetime-seconds",
  "time",
] as const;

export type DirectForm = (typeof directForms)[number];

const isoDate = z.iso.date("a date is written YYYY-MM-DD");
const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

/** What every class may say. */
const common = {
  /** The state in which an empty value is right ("open episode"); other empty values are counted as unexplained. */
  emptyWhen: z.string().optional(),
  /** The loader cannot take the row without this value: a row that lacks it is rejected. */
  required: z.literal(true).optional(),
  confidence: z.enum(["high", "medium", "low"]).optional(),
  decision: z.enum(["pending", "approved"]).optional(),
  owner: z.string().min(1).optional(),
  on: isoDate.optional(),
  notes: z.string().optional(),
};

const form = {
  as: z.enum(directForms).optional(),
  /** Writes 00:00 where the source holds a date without a time; without it such a value is rejected. */
  midnight: z.literal(true).optional(),
};

const directSource = z.strictObject({
  class: z.literal("DIRECT_SOURCE"),
  source: names.optional(),
  column: z.string().optional(),
  ...form,
  ...common,
});

const derived = z.strictObject({
  class: z.literal("DERIVED"),
  rule: z.string().optional(),
  /** Source columns that the value depends on. */
  sources: names.optional(),
  /** Row source columns that the rule is given, in order; those of `sources` unless said otherwise. */
  columns: names.optional(),
  with: z.record(z.string(), z.json()).optional(),
  ...common,
});

const lookupTranslation = z.strictObject({
  class: z.literal("LOOKUP_TRANSLATION"),
  source: names.optional(),
  column: z.string().optional(),
  crosswalk: z.string().optional(),
  onMissing: z.enum(["reject", "reject-row"]).optional(),
  /** The source is free text that happens to match codes: what does not match is kept out of the rejects file. */
  freeText: z.literal(true).optional(),
  ...common,
});

const surrogateEtl = z.strictObject({
  class: z.literal("SURROGATE_ETL"),
  /** `self`, `external` (the natural key itself), or the load table whose row is named. */
  key: z.string().optional(),
  of: names.optional(),
  parentMissing: z.enum(["quarantine", "empty"]).optional(),
  ...common,
});

const referenceMasterFeed = z.strictObject({
  class: z.literal("REFERENCE_MASTER_FEED"),
  feed: z.string().optional(),
  column: z.string().optional(),
  ...form,
  ...common,
});

const outOfScope = z.strictObject({
  class: z.literal("OUT_OF_SCOPE"),
  reason: z.string().optional(),
  ...common,
});

/** One field's definition. Duties that a class leaves undone are found by the compiler, which knows what to suggest. */
export const fieldSchema = z.discriminatedUnion("class", [
  directSource,
  derived,
  lookupTranslation,
  surrogateEtl,
  referenceMasterFeed,
  outOfScope,
]);

const rowsSchema = z.strictObject({
  /** Driving tables: the extract has to hold them, and every row of these is accounted for. */
  from: names.optional(),
  /** Driving tables of areas that not every site uses: accounted for in the same way, but the file may be missing. */
  optional: names.optional(),
  /** The reference feed whose records are the rows, instead of source tables. */
  feed: z.string().optional(),
  /** The natural key: columns of the row source, in order. `column?` is left out of the key where it is empty. */
  key: z.array(z.string()).min(1),
  /** Leading key columns whose rows stay in one batch; the first key column unless said otherwise. */
  group: z.array(z.string()).optional(),
  /** One driving row may give several target rows. */
  split: z.literal(true).optional(),
  /** How many leading key parts rejects may show; all unless said otherwise. */
  keyInReports: z.int().nonnegative().optional(),
  /** The parent table whose row, with all that hangs on it, goes when a row of this table is rejected. */
  closes: z.string().optional(),
  /** Parents that no column of the table names, but without which its rows mean nothing. */
  parents: z.array(z.strictObject({ key: z.string(), of: names, parentMissing: z.enum(["quarantine"]) })).optional(),
});

/** `contract/<TABLE>.yaml`. */
export const contractSchema = z.strictObject({
  table: z.string(),
  rows: rowsSchema,
  fields: z.record(z.string(), fieldSchema),
});

/** Who changed a packaged definition, why and when. */
export const overrideSchema = z.strictObject({
  reason: z.string().min(1).optional(),
  owner: z.string().min(1).optional(),
  on: isoDate.optional(),
});

/** A file of an overlay folder: single fields defined anew, each with its override. */
export const overlaySchema = z.strictObject({
  table: z.string(),
  fields: z.record(z.string(), z.strictObject({ set: fieldSchema, override: overrideSchema.optional() })),
});

export type FieldDefinition = z.output<typeof fieldSchema>;
export type RowsDefinition = z.output<typeof rowsSchema>;
export type ContractFile = z.output<typeof contractSchema>;
export type OverlayFile = z.output<typeof overlaySchema>;
export type Override = z.output<typeof overrideSchema>;
