import { combineText, type Derivation } from "@pas-migrate/core";

const YES: readonly (string | undefined)[] = ["Y", "YES", "1"];
const NO: readonly (string | undefined)[] = ["N", "NO", "0"];

/**
 * `iwl.agreed`: whether the patient accepted the offered date. A day of acceptance, or acceptance by telephone, is proof;
 * that nothing is held of it proves nothing. Sources: the flag, the day of acceptance, the flag for the telephone.
 */
export const agreed: Derivation = (columns, { reject }) =>
  combineText(columns, ([flag, day, telephone], row) => {
    const said = flag?.trim().toUpperCase() ?? "";
    const isProved = (day?.trim() ?? "") !== "" || YES.includes(telephone?.trim().toUpperCase());
    if (said !== "" && !YES.includes(said) && !NO.includes(said)) {
      reject(row, "AGREEMENT_UNREADABLE");
      return null;
    }
    if (NO.includes(said) && isProved) {
      reject(row, "AGREEMENT_CONTRADICTED");
      return null;
    }
    if (NO.includes(said)) return "N";
    return YES.includes(said) || isProved ? "Y" : null;
  });
