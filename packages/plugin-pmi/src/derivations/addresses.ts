import { combineText, type Derivation, mapText } from "@pas-migrate/core";
import { formatPostcode } from "@pas-migrate/nhs";

const LINES = 4;

/** A postcode in its usual form. What is no postcode stays as it was written: it is still part of the address. */
function tidyPostcode(text: string | null): string | null {
  const check = formatPostcode(text);
  return check.kind === "valid" || check.kind === "pseudo" ? check.postcode : text?.trim() || null;
}

/** `pmi.postcode`: a postcode in its usual form. Sources: the postcode. */
export const postcode: Derivation = ([text]) => mapText(text, tidyPostcode);

interface Home {
  readonly lines: readonly string[];
  readonly postcode: string | null;
}

/**
 * The permanent address is held twice: five lines of 35 characters, and four of 20, cut. The long one counts where it
 * is filled and its postcode is the short one's, or the short one is blank; otherwise the short one.
 *
 * @param cells five long lines, long postcode, four short lines, short postcode
 */
function homeOf(cells: readonly (string | null)[]): Home {
  const [long, longPostcode] = [cells.slice(0, 5), tidyPostcode(cells[5])];
  const [short, shortPostcode] = [cells.slice(6, 10), tidyPostcode(cells[10])];
  const longHeld = long.some(isHeld);
  const shortHeld = short.some(isHeld) || shortPostcode !== null;
  const useLong = longHeld && (!shortHeld || longPostcode === shortPostcode);
  return useLong
    ? { lines: inFourLines(long), postcode: longPostcode ?? shortPostcode }
    : { lines: short.map(trimmed), postcode: shortPostcode ?? (shortHeld ? null : longPostcode) };
}

/** `pmi.homeAddressLine`: a line of the permanent address. `with: { line: 1..4 }`. Sources: as {@link homeOf}. */
export const homeAddressLine: Derivation = (columns, { args }) =>
  combineText(columns, (cells) => homeOf(cells).lines[Number(args.line) - 1] || null);

/** `pmi.homePostcode`: its postcode, or the pseudo postcode where there is none. Sources: as {@link homeOf}, pseudo. */
export const homePostcode: Derivation = (columns) =>
  combineText(columns, (cells) => homeOf(cells).postcode ?? tidyPostcode(cells[11]));

/**
 * `pmi.contactAddressLine`: a line of a contact's address. A carer's address is one text, whose commas part its lines.
 * `with: { line: 1..4 }`. Sources: four lines, whole address.
 */
export const contactAddressLine: Derivation = (columns, { args }) =>
  combineText(columns, (cells) => {
    const lines = cells.slice(0, LINES);
    const whole = trimmed(cells[LINES]);
    const used = whole === "" ? lines.map(trimmed) : inFourLines(whole.split(",").map((part) => part.trim()).filter(isHeld));
    return used[Number(args.line) - 1] || null;
  });

/** Lines beyond the fourth join it. */
function inFourLines(lines: readonly (string | null)[]): readonly string[] {
  const kept = lines.map(trimmed);
  return [...kept.slice(0, LINES - 1), kept.slice(LINES - 1).filter(isHeld).join(", ")];
}

function trimmed(text: string | null | undefined): string {
  return text?.trim() ?? "";
}

function isHeld(text: string | null): boolean {
  return trimmed(text) !== "";
}
