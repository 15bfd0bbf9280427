import { createHash } from "node:crypto";

/** Names the form and the hash, so that either can change without old hashes being misread. */
export const CANONICAL_FORM = "pas-contract-1/sha256";

/** JSON with sorted keys and without empty members: equal meanings give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** SHA-256, in lower-case hex, of a value's canonical JSON. */
export function meaningHash(value: unknown): string {
  return createHash("sha256")
    .update(`${CANONICAL_FORM}\n${canonicalJson(value)}`)
    .digest("hex");
}

/** SQL without its layout: comments dropped, white space folded; what stands in quotes stays as it is. */
export function canonicalSql(sql: string): string {
  const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1/.source;
  const layout = /(?:--[^\n]*|\/\*[\s\S]*?\*\/|\s)+/.source;
  return sql.replace(new RegExp(`${quoted}|${layout}`, "g"), (match) => (/^['"$]/.test(match) ? match : " ")).trim();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}
