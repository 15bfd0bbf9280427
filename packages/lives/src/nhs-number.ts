/** Mock numbers: the range 999 is issued for tests only. */
const RANGE = "999";
/** Of ten numbers in a row at most one has no check digit. */
const VALID_IN_TEN = 9;
const CAPACITY = 900_000;

/**
 * The NHS number of the patient with this index: ten digits with a valid check digit, no two alike.
 *
 * @returns undefined beyond the 900,000 numbers that the range holds
 */
export function nhsNumberOf(index: number): string | undefined {
  if (index >= CAPACITY) return undefined;
  let left = index % VALID_IN_TEN;
  const ten = Math.floor(index / VALID_IN_TEN);
  for (let last = 0; ; last += 1) {
    const digits = RANGE + String(ten * 10 + last).padStart(6, "0");
    const check = checkDigit(digits);
    if (check === 10) continue;
    if (left === 0) return digits + check;
    left -= 1;
  }
}

/** Eleven less the weighted sum modulo eleven; 10 means that there is none. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += (digits.charCodeAt(i) - 48) * (10 - i);
  return (11 - (sum % 11)) % 11;
}
