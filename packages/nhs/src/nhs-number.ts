/** Why a text is no NHS number: a code that can stand in a reject as it is. */
export type NhsNumberFault =
  /** It holds something other than digits, spaces and hyphens. */
  | "NHS_NUMBER_NOT_DIGITS"
  /** It has fewer or more than 10 digits. */
  | "NHS_NUMBER_WRONG_LENGTH"
  /** The first nine digits give the check value 10: no number starts with them. */
  | "NHS_NUMBER_CHECK_TEN"
  /** The tenth digit is not the check digit of the first nine. */
  | "NHS_NUMBER_CHECK_DIGIT"
  /** It is one digit ten times, a placeholder. */
  | "NHS_NUMBER_REPEATED_DIGIT";

/** What a text in an NHS number field turned out to be. It never carries the text of an invalid one. */
export type NhsNumberCheck =
  | { readonly kind: "blank" }
  | {
      readonly kind: "valid";
      /** 10 digits, without spaces. */
      readonly number: string;
      /** True in the range 999 000 0000 to 999 999 9999: test data only, never issued to a person. */
      readonly isTest: boolean;
    }
  | { readonly kind: "invalid"; readonly reason: NhsNumberFault };

const LENGTH = 10;
const NO_NUMBER = 10;
const BLANK: NhsNumberCheck = { kind: "blank" };

/**
 * Checks NHS numbers by the national rule (NHS Data Dictionary, NHS NUMBER; rule PMI-01).
 *
 * - Spaces (U+0020) and hyphens are passed over wherever they stand; any other character that is no digit 0 to 9 makes
 *   the text invalid. Nothing is repaired: no zero is put in front, no letter O is read as 0.
 * - Modulus 11: the first nine digits are weighted 10 down to 2 and added; the check value is 11 minus the sum modulo
 *   11, and 11 counts as 0. The tenth digit must equal it. A check value of 10 belongs to no number.
 * - Ten equal digits (0000000000 to 9999999999) pass modulus 11, and the national text does not rule them out. **They
 *   are not accepted here**: on a hospital's system they are placeholders, and one accepted would join strangers.
 *
 * The health numbers of Scotland (CHI) and Northern Ireland (H&C) follow the same rule and so are valid here.
 *
 * @example
 * const numbers = new NhsNumbers();
 * numbers.check("999 000 0018"); // { kind: "valid", number: "9990000018", isTest: true }
 * numbers.check("999 000 0019"); // { kind: "invalid", reason: "NHS_NUMBER_CHECK_DIGIT" }
 */
export class NhsNumbers {
  /**
   * Tells whether a text is an NHS number.
   *
   * @param text the value as the source holds it; null and spaces alone are blank, hyphens alone are not
   * @returns the first fault in the order characters, length, check value 10, check digit, repeated digit
   */
  check(text: string | null): NhsNumberCheck {
    if (text === null || /^ *$/.test(text)) return BLANK;
    const number = text.replace(/[ -]/g, "");
    if (/[^0-9]/.test(number)) return invalid("NHS_NUMBER_NOT_DIGITS");
    if (number.length !== LENGTH) return invalid("NHS_NUMBER_WRONG_LENGTH");
    const value = checkValue(number);
    if (value === NO_NUMBER) return invalid("NHS_NUMBER_CHECK_TEN");
    if (value !== Number(number[LENGTH - 1])) return invalid("NHS_NUMBER_CHECK_DIGIT");
    if (isRepeated(number)) return invalid("NHS_NUMBER_REPEATED_DIGIT");
    return { kind: "valid", number, isTest: number.startsWith("999") };
  }
}

/**
 * Completes nine digits to an NHS number. For generators of test data, which keep to nine digits starting 999; it is
 * no means to mend a number.
 *
 * @param first9 exactly nine digits
 * @returns the 10 digits, or null where no valid number starts so: the check value is 10, or all ten would be equal
 * @throws RangeError when it is given anything but nine digits
 */
export function withCheckDigit(first9: string): string | null {
  if (!/^[0-9]{9}$/.test(first9)) throw new RangeError("withCheckDigit takes exactly nine digits.");
  const value = checkValue(first9);
  if (value === NO_NUMBER) return null;
  const number = `${first9}${value}`;
  return isRepeated(number) ? null : number;
}

/** The check value of the first nine digits: 0 to 10. */
function checkValue(digits: string): number {
  let sum = 0;
  for (let i = 0; i < LENGTH - 1; i++) sum += Number(digits[i]) * (LENGTH - i);
  return (11 - (sum % 11)) % 11;
}

function isRepeated(number: string): boolean {
  return number === number[0].repeat(LENGTH);
}

function invalid(reason: NhsNumberFault): NhsNumberCheck {
  return { kind: "invalid", reason };
}
