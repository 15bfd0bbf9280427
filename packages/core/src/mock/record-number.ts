import { hash } from "node:crypto";

/**
 * The record number of a row that the answer key expects: worked out from the published recipe alone (the last eight
 * bytes of an MD5 over table and natural key, modulo 10^18), so that it can contradict the engine.
 */
export function recordNumber(table: string, ...parts: readonly string[]): string {
  let text = table;
  for (const part of parts) text += `\u001f${withoutBlanks(part) || "\u001e"}`;
  const digest = hash("md5", text, "buffer");
  const number = digest.readBigUInt64LE(8) % 10n ** 18n;
  return String(number === 0n ? 10n ** 18n : number);
}

/** Keys are written often, and seldom with blanks around them. */
function withoutBlanks(part: string): string {
  return part.startsWith(" ") || part.endsWith(" ") ? part.replace(/^ +| +$/g, "") : part;
}
