import { combineText, type Derivation, mapText, textStrings } from "@pas-migrate/core";
import type { NhsNumbers } from "@pas-migrate/nhs";

/** Statuses that claim nothing of a number that is not there; any other says that one is present. */
const TRACE_REQUIRED = "03";
const PRESENT_AND_VERIFIED = "01";

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
 * said to be verified and is not there. Never raised. Sources: the status, the number as written.
 */
export function nhsNumberStatus(numbers: NhsNumbers, statuses: { meaning(code: string): string | undefined }): Derivation {
  return ([status, written], { reject }) =>
    combineText([status, written], ([code, number], row) => {
      const check = numbers.check(number);
      if (check.kind === "invalid") return TRACE_REQUIRED;
      const given = code?.trim();
      if (given === undefined || given === "") return null;
      if (given === PRESENT_AND_VERIFIED && check.kind === "blank") return TRACE_REQUIRED;
      if (statuses.meaning(given) !== undefined) return given;
      reject(row, "NHS_NUMBER_STATUS_UNKNOWN");
      return null;
    });
}
