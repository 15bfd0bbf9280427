import { type Derivation, mapText } from "@pas-migrate/core";

/** A number, and what was written around it. */
interface Phone {
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
  const runs = [...written.matchAll(NUMBER)];
  const run = runs.find(([digits]) => digits.replace(/\D/g, "").length >= MIN_DIGITS);
  if (run === undefined) return { number: null, text: tidy(written) };
  const number = run[0].replace(/^\+44\s*(\(0\))?\s*/, "0").trim();
  return { number, text: tidy(`${written.slice(0, run.index)} ${written.slice(run.index + run[0].length)}`) };
}

/** `pmi.phone`: the number of a phone field; the words around it are loaded as comments. Sources: the field. */
export const phone: Derivation = ([field]) => mapText(field, (value) => partPhone(value).number);

function tidy(text: string): string | null {
  return text.replace(/\s+/g, " ").trim() || null;
}
