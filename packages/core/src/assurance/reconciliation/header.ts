import type { z } from "zod";
import { errors } from "../../errors/catalogue.js";
import { didYouMean } from "../../errors/did-you-mean.js";
import type { MigrationError } from "../../errors/migration-error.js";
import { schemaKeys } from "../../files/schema-keys.js";
import type { AssetFile } from "../../plugin/assets.js";

/** An SQL file with the words of its first lines. */
export interface WithHeader<T> {
  readonly header: T;
  readonly sql: string;
}

/**
 * Reads the `-- key: value` lines that an SQL file of the reconciliation starts with; a comment that is no such line ends
 * them. Faults name file and line.
 */
export function readHeader<T>(
  file: AssetFile,
  schema: z.ZodType<T>,
): { readonly value?: WithHeader<T>; readonly faults: readonly MigrationError[] } {
  const lines = file.text.split(/\r?\n/);
  const words = new Map<string, { readonly text: string; readonly line: number }>();
  for (const [i, line] of lines.entries()) {
    const [, key, text] = /^-- ([a-z-]+): (.+)$/.exec(line) ?? [];
    if (key === undefined) break;
    words.set(key, { text: text.trim(), line: i + 1 });
  }
  const parsed = schema.safeParse(Object.fromEntries([...words].map(([key, { text }]) => [key, text])));
  if (parsed.success) {
    const sql = lines.slice(words.size).join("\n").trim().replace(/;$/, "");
    return { value: { header: parsed.data, sql }, faults: [] };
  }
  const faults = parsed.error.issues.flatMap((issue) => {
    const place = (key: string) => ({ file: file.shownAs, line: words.get(key)?.line ?? 1 });
    if (issue.code !== "unrecognized_keys") {
      const key = String(issue.path[0]);
      return [errors.comparisonHeaderInvalid(`"-- ${key}:" is missing or not as expected`, "", place(key))];
    }
    return issue.keys.map((key) =>
      errors.comparisonHeaderInvalid(
        `"-- ${key}:" is not known here`,
        didYouMean(key, schemaKeys(schema as unknown as z.ZodType, [])),
        place(key),
      ),
    );
  });
  return { faults };
}
