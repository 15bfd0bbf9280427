import { createHash } from "node:crypto";
import { identifier, literal } from "./database.js";

/**
 * Record numbers are a pure function of the natural key, so a child can name its parent without a look-up:
 * `u64(MD5(utf8(T + US + part1 + US + part2 ...))) mod 10^18`. T is the load table's name, US the byte 0x1F; a part is
 * source text without outer U+0020; a null or empty part is the byte 0x1E; u64 is the digest's last 8 bytes,
 * little-endian; 0 becomes 10^18. `LOAD_PMI` with the one part `000000001` gives 360521616573822700.
 */
const UNIT_SEPARATOR = "\x1f";
const EMPTY_PART = "\x1e";
const MODULUS = 10n ** 18n;

/** A part of a natural key. An optional part that is empty is left out, so that keys of different lengths can share a table. */
export interface KeyColumn {
  readonly column: string;
  readonly optional: boolean;
}

/** Reads `column` or, for an optional part, `column?`. */
export function keyColumn(text: string): KeyColumn {
  return text.endsWith("?") ? { column: text.slice(0, -1), optional: true } : { column: text, optional: false };
}

/** The parts that count in a row's key. */
export function presentParts(key: readonly KeyColumn[], parts: readonly (string | null)[]): readonly (string | null)[] {
  return parts.filter((part, i) => !key[i].optional || keyPart(part) !== "");
}

/** A salt, where one is set for a table, stands behind the table's name; it exists to mend a collision. */
function keyDomain(table: string, salt: string | undefined): string {
  return salt === undefined ? table : `${table}${UNIT_SEPARATOR}${salt}`;
}

/** A part as it counts in a key: outer blanks removed. */
export function keyPart(part: string | null): string {
  return part === null ? "" : part.replace(/^ +| +$/g, "");
}

/** The record number of a natural key. */
export function recordNumber(table: string, parts: readonly (string | null)[], salt?: string): string {
  const text = parts.map((part) => keyPart(part) || EMPTY_PART).join(UNIT_SEPARATOR);
  const digest = createHash("md5")
    .update(`${keyDomain(table, salt)}${UNIT_SEPARATOR}${text}`, "utf8")
    .digest();
  const number = digest.readBigUInt64LE(8) % MODULUS;
  return String(number === 0n ? MODULUS : number);
}

/** The natural key as it stands in `external_system_id`. */
export function externalId(parts: readonly (string | null)[]): string {
  return parts.map(keyPart).join("|");
}

/** True when no part holds anything: such a key names nothing and stays empty. */
export function isBlankKey(parts: readonly (string | null)[]): boolean {
  return parts.every((part) => keyPart(part) === "");
}

/** An SQL expression for a part: outer blanks removed, null as ''. */
export function sqlPart(column: string): string {
  return `coalesce(trim(cast(${identifier(column)} as varchar), ' '), '')`;
}

/** An SQL expression for {@link recordNumber} over row source columns; '' when all parts are blank. */
export function sqlRecordNumber(table: string, key: readonly KeyColumn[], salt?: string): string {
  const parts = key.map(({ column, optional }) => {
    const part = sqlPart(column);
    return optional
      ? `case when ${part} = '' then '' else chr(31) || ${part} end`
      : `chr(31) || coalesce(nullif(${part}, ''), chr(30))`;
  });
  const text = [literal(keyDomain(table, salt)), ...parts].join(" || ");
  const number = `md5_number_lower(${text}) % ${MODULUS}`;
  const blank = key.map(({ column }) => `${sqlPart(column)} = ''`).join(" and ");
  return `case when ${blank} then '' else cast(coalesce(nullif(${number}, 0), ${MODULUS}) as varchar) end`;
}

/** An SQL expression for {@link externalId} over row source columns. */
export function sqlExternalId(key: readonly KeyColumn[]): string {
  return key
    .map(({ column, optional }, i) => {
      const part = sqlPart(column);
      const separated = i === 0 ? part : `'|' || ${part}`;
      return optional ? `case when ${part} = '' then '' else ${separated} end` : separated;
    })
    .join(" || ");
}
