import { z } from "zod";
import type { DateLayout } from "../columns/index.js";

export const dateLayouts = [
  "DD/MM/YYYY",
  "DD/MM/YYYY HH24:MI",
  "DD/MM/YYYY HH24:MI:SS",
  "HH24:MI",
] as const satisfies readonly DateLayout[];

const targetColumn = z.strictObject({
  type: z.enum(["VARCHAR2", "NUMBER", "DATE"]),
  /** Characters (VARCHAR2) or digits (NUMBER); a DATE's form is its `format`. */
  length: z.int().positive().optional(),
  format: z.enum(dateLayouts).optional(),
  /** The only values the loader takes. */
  allowed: z.array(z.string()).optional(),
  /** The load table whose `record_number` this column holds. */
  references: z.string().optional(),
  /** `TABLE.column` in which the same value has to stand. */
  matches: z.string().optional(),
  /** The PAS code type through which the loader maps the value. */
  codeType: z.int().optional(),
  upperCase: z.boolean().optional(),
});

/** One load table as a plugin's `target/<TABLE>.yaml` describes it: all its columns, in file order. */
export const targetTableSchema = z.strictObject({
  table: z.string().regex(/^LOAD_[A-Z0-9_]+$/, "a load table's name starts with LOAD_ and is in upper case"),
  title: z.string(),
  /** The place in the loader's fixed order of tables. */
  order: z.int().positive(),
  columns: z.record(z.string(), targetColumn),
});

export type TargetColumn = z.output<typeof targetColumn>;
export type TargetTable = z.output<typeof targetTableSchema>;
