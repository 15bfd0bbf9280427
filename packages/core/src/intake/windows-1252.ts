/**
 * The characters of the bytes 80 to 9F, by the WHATWG and Unicode tables; from A0 on a byte is its own code point. They
 * are written out because `TextDecoder("windows-1252")` decodes these bytes as Latin-1 in several releases of Node.
 * 81, 8D, 8F, 90 and 9D have no character (a blank here) and never get this far.
 */
const C1 =
  "\u20ac \u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152 \u017d  \u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153 \u017e\u0178";

const table: readonly Uint8Array[] = Array.from({ length: 128 }, (_, i) =>
  new TextEncoder().encode(i < C1.length ? C1[i] : String.fromCharCode(i + 0x80)),
);

/** The UTF-8 bytes for a Windows-1252 byte of 0x80 or more. */
export function windows1252Bytes(byte: number): Uint8Array {
  return table[byte - 0x80];
}
