import { type Derivation, mapText } from "@pas-migrate/core";
import { tidyName } from "./names.js";

/** A contact's name in its parts. */
export interface ContactName {
  readonly title: string | null;
  readonly first: string | null;
  readonly family: string;
}

/** Gives the target code of a title, or undefined for what is none. */
type Titles = (title: string) => string | undefined;

/**
 * Parts the name of a contact, which V83 holds as one text, only where that is certain: at a comma (`SMITH, JOHN`), or
 * behind a known title with one word (`MRS SMITH`) or two (`MRS JOAN SMITH`). Otherwise it stays whole.
 */
export function partContactName(written: string, titles: Titles): ContactName {
  const name = tidyName(written);
  const comma = name.indexOf(",");
  if (comma > 0) {
    const family = name.slice(0, comma).trim();
    const rest = takeTitle(name.slice(comma + 1).trim(), titles);
    return { title: rest.title, first: rest.name || null, family };
  }
  const { title, name: rest } = takeTitle(name, titles);
  const words = rest.split(" ");
  if (title !== null && words.length === 2) return { title, first: words[0], family: words[1] };
  return rest === "" ? { title: null, first: null, family: name } : { title, first: null, family: rest };
}

/**
 * `pmi.contactName`: a part of a contact's name. Titles are those of the crosswalk. `with: { part: title | first |
 * family, crosswalk }`. Sources: the name.
 */
export const contactName: Derivation = ([name], { args, crosswalk }) => {
  const part = args.part as keyof ContactName;
  const titles = crosswalk(String(args.crosswalk));
  return mapText(name, (value) => partContactName(value, (title) => titles.target(title))[part] || null);
};

function takeTitle(name: string, titles: Titles): { readonly title: string | null; readonly name: string } {
  const [first, ...rest] = name.split(" ");
  const plain = first.replace(/\.$/, "");
  const known = titles(plain) ?? titles(plain.toUpperCase());
  return known === undefined ? { title: null, name } : { title: known, name: rest.join(" ") };
}
