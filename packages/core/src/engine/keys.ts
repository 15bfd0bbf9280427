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
  const digest = createHash("md5").update(`${keyDomain(table, salt)}${UNIT_SEPARATOR}${text}`, "utf8").digest();
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
export function sqlRecordNumber(table: string, columns: readonly string[], salt?: string): string {
  const parts = columns.map((column) => `coalesce(nullif(${sqlPart(column)}, ''), chr(30))`);
  const text = [literal(keyDomain(table, salt)), ...parts].join(" || chr(31) || ");
  const number = `md5_number_lower(${text}) % ${MODULUS}`;
  const blank = columns.map((column) => `${sqlPart(column)} = ''`).join(" and ");
  return `case when ${blank} then '' else cast(coalesce(nullif(${number}, 0), ${MODULUS}) as varchar) end`;
}

/** An SQL expression for {@link externalId} over row source columns. */
export function sqlExternalId(columns: readonly string[]): string {
  return columns.map(sqlPart).join(" || '|' || ");
}
