import { type Derivation, mapText } from "@pas-migrate/core";

/** Parts of LOAD_PMI in which forenames go. */
const PLACES = 3;

/** A name as it was written, in Unicode's composed form, with single blanks: case, accents and apostrophes stay. */
export function tidyName(name: string): string {
  return name.normalize("NFC").trim().replace(/ {2,}/g, " ");
}

/** `pmi.personName`: a surname. Sources: the name. */
export const personName: Derivation = ([name]) => mapText(name, (value) => tidyName(value) || null);

/**
 * `pmi.forename`: one of the three forenames; names beyond the third stay with it. `with: { part: 1 | 2 | 3 }`.
 * Sources: all forenames in one text.
 */
export const forename: Derivation = ([forenames], { args }) => {
  const part = Number(args.part);
  return mapText(forenames, (value) => {
    const names = tidyName(value).split(" ");
    return (part < PLACES ? names[part - 1] : names.slice(PLACES - 1).join(" ")) || null;
  });
};
