import { type Derivation, mapText } from "@pas-migrate/core";
import { tidyName } from "./names.js";

/** Titles that make the split of a name certain. */
const TITLES = new Set(["MR", "MRS", "MISS", "MS", "MX", "DR", "REV", "PROF", "SIR", "LADY", "LORD", "DAME", "FR", "SISTER"]);

interface ContactName {
  readonly title: string | null;
  readonly first: string | null;
  readonly family: string;
}

/**
 * Parts the name of a contact, which V83 holds as one text, only where that is certain: at a comma (`SMITH, JOHN`), or
 * behind a known title with one word (`MRS SMITH`) or two (`MRS JOAN SMITH`). Otherwise it stays whole.
 */
export function partContactName(written: string): ContactName {
  const name = tidyName(written);
  const comma = name.indexOf(",");
  if (comma > 0) {
    const family = name.slice(0, comma).trim();
    const rest = takeTitle(name.slice(comma + 1).trim());
    return { title: rest.title, first: rest.name || null, family };
  }
  const { title, name: rest } = takeTitle(name);
  const words = rest.split(" ");
  if (title !== null && words.length === 2) return { title, first: words[0], family: words[1] };
  return rest === "" ? { title: null, first: null, family: name } : { title, first: null, family: rest };
}

/** `pmi.contactName`: a part of a contact's name. `with: { part: title | first | family }`. Sources: the name. */
export const contactName: Derivation = ([name], { args }) => {
  const part = args.part as keyof ContactName;
  return mapText(name, (value) => partContactName(value)[part] || null);
};

function takeTitle(name: string): { readonly title: string | null; readonly name: string } {
  const [first, ...rest] = name.split(" ");
  const known = TITLES.has(first.replace(/\.$/, "").toUpperCase());
  return known ? { title: first.replace(/\.$/, ""), name: rest.join(" ") } : { title: null, name };
}
