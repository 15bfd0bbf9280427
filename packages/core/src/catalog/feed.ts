import { z } from "zod";

/** A reference feed as a plugin's `feeds/<name>.yaml` describes it: a CSV file that no source table holds. */
export const feedSchema = z.strictObject({
  feed: z.string().regex(/^[a-z][a-z0-9-]*$/, "a feed's name is in lower case"),
  title: z.string(),
  /** Columns that together name one record. */
  key: z.array(z.string()).min(1),
  columns: z.record(
    z.string(),
    z.strictObject({
      size: z.int().positive().optional(),
      required: z.literal(true).optional(),
      note: z.string().optional(),
    }),
  ),
});

export type Feed = z.output<typeof feedSchema>;
