import { combineText, type Derivation, mapText, textStrings } from "@pas-migrate/core";
import type { NhsNumbers } from "@pas-migrate/nhs";

const TRACE_REQUIRED = "03";
/** Statuses that say that a number is present: verified, and not yet traced. */
const PRESENT = new Set(["01", "02"]);

/**
 * `pmi.nhsNumber`: the number as ten digits. One that cannot be right is left out and rejected, never mended.
 * Sources: the number as written.
 */
export function nhsNumber(numbers: NhsNumbers): Derivation {
  return ([written], { reject }) => {
    textStrings(written).forEach((value, row) => {
      const check = numbers.check(value);
      if (check.kind === "invalid") reject(row, check.reason);
    });
    return mapText(written, (value) => {
      const check = numbers.check(value);
      return check.kind === "valid" ? check.number : null;
    });
  };
}

/**
 * `pmi.nhsNumberStatus`: the status, taken back to "trace required" (03) where the number is invalid, or where it is
 * said to be present and is not. Never raised; each change is noted. Sources: the status, the number as written.
 */
export function nhsNumberStatus(
  numbers: NhsNumbers,
  statuses: { meaning(code: string): string | undefined },
): Derivation {
  return ([status, written], { reject, note }) =>
    combineText([status, written], ([code, number], row) => {
      const given = code?.trim() ?? "";
      const { kind } = numbers.check(number);
      if (kind === "invalid" || (kind === "blank" && PRESENT.has(given))) {
        if (given !== TRACE_REQUIRED) note(row, "NHS_NUMBER_STATUS_LOWERED");
        return TRACE_REQUIRED;
      }
      if (given === "" || statuses.meaning(given) !== undefined) return given;
      reject(row, "NHS_NUMBER_STATUS_UNKNOWN", given);
      return null;
    });
}
