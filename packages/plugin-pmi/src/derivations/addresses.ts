import { combineText, type Derivation, mapText, textFrom, textStrings } from "@pas-migrate/core";
import { formatPostcode } from "@pas-migrate/nhs";
import type { Vector } from "apache-arrow";

const LINES = 4;

/** A postcode in its usual form. What is no postcode stays as it was written: it is still part of the address. */
function tidyPostcode(text: string | null): string | null {
  const check = formatPostcode(text);
  return check.kind === "valid" || check.kind === "pseudo" ? check.postcode : text?.trim() || null;
}

/** `pmi.postcode`: a postcode in its usual form. Sources: the postcode. */
export const postcode: Derivation = ([text]) => mapText(text, tidyPostcode);

/** Lines of an address, and its postcode. */
export interface Home {
  readonly lines: readonly string[];
  readonly postcode: string | null;
  /** True when both forms are filled and their postcodes differ. */
  readonly isContradicted?: boolean;
}

/**
 * The permanent address is held twice: five lines of 35 characters, and four of 20, cut. The long one counts where it
 * is filled and its postcode is the short one's, or the short one is blank; otherwise the short one.
 *
 * @param cells five long lines, long postcode, four short lines, short postcode
 */
function homeOf(cells: readonly (string | null)[]): Home {
  const long = cells.slice(0, 5);
  const short = cells.slice(6, 10);
  const longPostcode = tidyPostcode(cells[5]);
  const shortPostcode = cells[5] === cells[10] ? longPostcode : tidyPostcode(cells[10]);
  const shortHeld = short.some(isHeld) || shortPostcode !== null;
  const longHeld = long.some(isHeld);
  if (longHeld && (!shortHeld || longPostcode === shortPostcode))
    return { lines: inFourLines(long), postcode: longPostcode ?? shortPostcode };
  return {
    lines: short.map(trimmed),
    postcode: shortPostcode ?? (shortHeld ? null : longPostcode),
    isContradicted: longHeld,
  };
}

/** Five fields are made of one address: it is worked out once a batch. */
const homes = new WeakMap<Vector, readonly Home[]>();

function homesOf(columns: readonly Vector[]): readonly Home[] {
  const [first] = columns;
  const known = homes.get(first);
  if (known !== undefined) return known;
  const sources = columns.slice(0, 11).map(textStrings);
  const made = sources[0].map((_, row) => homeOf(sources.map((source) => source[row])));
  homes.set(first, made);
  return made;
}

/** `pmi.homeAddressLine`: a line of the permanent address. `with: { line: 1..4 }`. Sources: as {@link homeOf}. */
export const homeAddressLine: Derivation = (columns, { args }) => {
  const line = Number(args.line) - 1;
  return textFrom(homesOf(columns).map(({ lines }) => lines[line]));
};

/** `pmi.homePostcode`: its postcode, or the pseudo postcode where there is none. Sources: as {@link homeOf}, pseudo. */
export const homePostcode: Derivation = (columns, { note }) => {
  const pseudo = textStrings(columns[11]);
  return textFrom(
    homesOf(columns).map(({ postcode: held, isContradicted }, row) => {
      if (isContradicted) note(row, "ADDRESSES_DISAGREE");
      return held ?? tidyPostcode(pseudo[row]);
    }),
  );
};

/**
 * `pmi.contactAddressLine`: a line of a contact's address. A carer's address is one text, whose commas part its lines.
 * `with: { line: 1..4 }`. Sources: four lines, whole address.
 */
export const contactAddressLine: Derivation = (columns, { args }) =>
  combineText(columns, (cells) => {
    const whole = trimmed(cells[LINES]);
    const used = whole === "" ? cells.slice(0, LINES).map(trimmed) : partAddress(whole).lines;
    return used[Number(args.line) - 1] || null;
  });

/** `pmi.contactPostcode`: a contact's postcode, or the one at the end of its address. Sources: postcode, whole address. */
export const contactPostcode: Derivation = (columns) =>
  combineText(columns, ([held, whole]) => tidyPostcode(held) ?? partAddress(trimmed(whole)).postcode);

/** An address in one text: its commas part its lines, and a postcode may stand at its end. */
export function partAddress(whole: string): Home {
  const ending = /^(.*?)[, ]*([A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2})$/s.exec(whole);
  const check = formatPostcode(ending?.[2] ?? null);
  const isCoded = check.kind === "valid" || check.kind === "pseudo";
  const text = isCoded ? ending![1] : whole;
  const lines = text.split(",").map((part) => part.trim());
  return { lines: inFourLines(lines.filter(isHeld)), postcode: isCoded ? check.postcode : null };
}

/** Lines beyond the fourth join it. */
function inFourLines(lines: readonly (string | null)[]): readonly string[] {
  const kept = lines.map(trimmed);
  return [
    ...kept.slice(0, LINES - 1),
    kept
      .slice(LINES - 1)
      .filter(isHeld)
      .join(", "),
  ];
}

function trimmed(text: string | null | undefined): string {
  return text?.trim() ?? "";
}

function isHeld(text: string | null): boolean {
  return trimmed(text) !== "";
}
