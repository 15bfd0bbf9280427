import { type Derivation, textFrom, textStrings } from "@pas-migrate/core";
import type { Vector } from "apache-arrow";

/** A number, and what was written around it. */
export interface Phone {
  readonly number: string | null;
  readonly text: string | null;
}

const NUMBER = /\+?\(?[0-9][0-9 ()/-]*[0-9]/g;
const MIN_DIGITS = 5;

/**
 * Parts a phone field into its number and the words that were written beside it. The first run of at least five digits
 * is the number; +44 becomes 0.
 */
export function partPhone(written: string): Phone {
  if (isPlainNumber(written)) return { number: written.trim(), text: null };
  const runs = [...written.matchAll(NUMBER)];
  const run = runs.find(([digits]) => digits.replace(/\D/g, "").length >= MIN_DIGITS);
  if (run === undefined) return { number: null, text: tidy(written) };
  const number = run[0].replace(/^\+44\s*(\(0\))?\s*/, "0").trim();
  return { number, text: tidy(`${written.slice(0, run.index)} ${written.slice(run.index + run[0].length)}`) };
}

const parted = new WeakMap<Vector, readonly (Phone | null)[]>();

/** A column of phone fields, each in its parts, null where there is nothing. Worked out once a batch. */
export function partPhones(column: Vector): readonly (Phone | null)[] {
  const known = parted.get(column);
  if (known !== undefined) return known;
  const made = textStrings(column).map((value) => (value === null ? null : partPhone(value)));
  parted.set(column, made);
  return made;
}

/** `pmi.phone`: the number of a phone field; the words around it are loaded as comments. Sources: the field. */
export const phone: Derivation = ([field]) => textFrom(partPhones(field).map((phone) => phone?.number));

/** Digits and blanks alone, and enough digits: nothing to part. */
function isPlainNumber(text: string): boolean {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if (code !== 0x20) return false;
  }
  return digits >= MIN_DIGITS;
}

function tidy(text: string): string | null {
  return text.replace(/\s+/g, " ").trim() || null;
}
