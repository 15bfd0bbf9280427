import { readFileSync } from "node:fs";
import { z } from "zod";

const codeSchema = z.strictObject({
  code: z.string().min(1),
  meaning: z.string(),
  retired: z.literal(true).optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
});

const fileSchema = z
  .strictObject({
    id: z.string().min(1),
    nationalName: z.string().min(1),
    format: z.string().min(1),
    version: z.string().min(1),
    complete: z.boolean(),
    codes: z.array(codeSchema).min(1),
  })
  .refine(({ codes }) => new Set(codes.map(({ code }) => code)).size === codes.length, "a code occurs twice");

/** The content of one file in `nhs-code-sets/`. */
export type CodeSetFile = z.infer<typeof fileSchema>;

/**
 * Reads and validates the file of one code set.
 *
 * @param id a known id, which is the file's name without its ending
 * @throws Error when the file is missing, is no such file, or holds another set
 */
export function readCodeSetFile(id: string): CodeSetFile {
  const text = readFileSync(new URL(`../nhs-code-sets/${id}.json`, import.meta.url), "utf8");
  const parsed = fileSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`nhs-code-sets/${id}.json is damaged: ${z.prettifyError(parsed.error)}`);
  if (parsed.data.id !== id) throw new Error(`nhs-code-sets/${id}.json holds the set "${parsed.data.id}".`);
  return parsed.data;
}
