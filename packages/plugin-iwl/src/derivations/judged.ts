import { combineText, type Derivation } from "@pas-migrate/core";

/**
 * `iwl.judged`: a value that the row source has already judged. Where it found a fault the value is rejected with it;
 * what people should know of is noted. Sources: the value, the reason of the fault, the reasons of the notes parted by
 * commas; any others only go to quarantine.
 */
export const judged: Derivation = ([values, faults, notes], { reject, note }) =>
  combineText([values, faults, notes], ([value, fault, reasons], row) => {
    for (const reason of (reasons ?? "").split(",")) if (reason !== "") note(row, reason);
    if (fault === null || fault === "") return value;
    reject(row, fault);
    return null;
  });
