/** What a text in a postcode field turned out to be. It never carries the text of an invalid one. */
export type PostcodeCheck =
  | { readonly kind: "blank" }
  /** `postcode` is upper case with one space before the last three characters: at most 8 characters. */
  | { readonly kind: "valid"; readonly postcode: string }
  /** ZZ99 stands for "no fixed abode", "not known" or a country: fit for an address, not for geography or matching. */
  | { readonly kind: "pseudo"; readonly postcode: string }
  | { readonly kind: "invalid" };

const INWARD_LENGTH = 3;
const OUTWARD = [
  "[0-9]{1,2}",
  "[A-HK-Y][0-9]",
  "[A-HK-Y][0-9][0-9]",
  "[0-9][A-HJKPS-UW]",
  "[A-HK-Y][0-9][ABEHMNPRV-Y]",
].join("|");
const POSTCODE = new RegExp(`^(?:GIR 0AA|[A-PR-UWYZ](?:${OUTWARD}) [0-9][ABD-HJLNP-UW-Z]{2})$`);
const PSEUDO = /^ZZ99 [0-9][A-Z]Z$/;

/**
 * Checks a UK postcode and writes it the national way: upper case, exactly one space before the last three characters
 * (NHS Data Dictionary, POSTCODE; rule PMI-23). Formatting a formatted postcode changes nothing.
 *
 * Blanks of any kind are passed over, for they tell nothing that the characters do not: "SW1A1AA", "sw1a 1aa" and the
 * eight-character "SE1  6LH" of older data sets are read. No character is ever changed for another (O for 0).
 *
 * The six national layouts and the customary exclusions of letters by position are checked, not whether Royal Mail has
 * issued the postcode. Pseudo postcodes are known by their shape, `ZZ99 nAZ`: there are about 130, of which the code
 * set `pseudo-postcodes` names the common ones.
 *
 * @param text the value as the source holds it; null and blanks alone are blank
 *
 * @example
 * formatPostcode("sw1a1aa"); // { kind: "valid", postcode: "SW1A 1AA" }
 * formatPostcode("ZZ993VZ"); // { kind: "pseudo", postcode: "ZZ99 3VZ" }
 */
export function formatPostcode(text: string | null): PostcodeCheck {
  const letters = upperAscii((text ?? "").replace(/\s+/g, ""));
  if (letters === "") return { kind: "blank" };
  const postcode = `${letters.slice(0, -INWARD_LENGTH)} ${letters.slice(-INWARD_LENGTH)}`;
  if (POSTCODE.test(postcode)) return { kind: "valid", postcode };
  if (PSEUDO.test(postcode)) return { kind: "pseudo", postcode };
  return { kind: "invalid" };
}

/** Only a to z: the Unicode rule would make "SS" of a sharp s, and so a postcode of what is none. */
function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
