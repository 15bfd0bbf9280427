import { z } from "zod";

/** How a source field is written, as far as the dictionary tells. Parsing goes by content, never by this. */
export const sourceFieldTypes = [
  "id",
  "code",
  "text",
  "flag",
  "number",
  "date",
  "date-int",
  "date-short",
  "datetime",
  "datetime-int",
  "datetime-short",
  "datetime-reversed",
  "time",
  "month",
  "month-int",
  "unknown",
] as const;

const sourceField = z.strictObject({
  /** External width in characters; some of the dictionary's widths are wrong, so a wider value is reported and kept. */
  size: z.int().positive().optional(),
  type: z.enum(sourceFieldTypes).default("unknown"),
  /** The field that holds the same fact in the other form (display or internal). */
  pair: z.string().optional(),
  /** A number that people know the patient by: it stands in no key of a report. */
  personal: z.boolean().optional(),
  note: z.string().optional(),
});

/** The field in which V83's tables have the patient's number. */
export const PATIENT_NUMBER = "InternalPatientNumber";

/** One source table as a plugin's `source/<TABLE>.yaml` describes it: all its fields, with size and format. */
export const sourceTableSchema = z.strictObject({
  table: z.string().regex(/^[A-Z][A-Z0-9_]*$/, "a source table's name is in upper case"),
  title: z.string(),
  /** Fields that together name one row. */
  key: z.array(z.string()).min(1),
  /** Fields of a row that hold several numbers of one and the same patient. */
  samePatient: z.array(z.string()).min(2).optional(),
  fields: z.record(z.string(), sourceField),
});

export type SourceFieldType = (typeof sourceFieldTypes)[number];
export type SourceField = z.output<typeof sourceField>;
export type SourceTable = z.output<typeof sourceTableSchema>;
