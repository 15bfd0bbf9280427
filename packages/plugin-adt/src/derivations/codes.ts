import { combineText, type Derivation, momentNumber, momentOf, textStrings } from "@pas-migrate/core";
import { isConsultantCode, isGmcNumber } from "@pas-migrate/nhs";

/** ICD-10 came into use for hospital episodes that ended on or after this day. */
const ICD_10_FROM = 19950401_0000;

/**
 * `adt.clinicalCode`: a diagnosis or procedure code as the row SQL gives it, without its point. One that the extract's
 * own master file lacks is noted: retired codes are right for history, and a code is never replaced. Sources: the code,
 * N where it is lacking.
 */
export const clinicalCode: Derivation = (columns, { note }) =>
  combineText(columns, ([code, inMaster], row) => {
    const held = code?.trim() || null;
    if (held !== null && inMaster === "N") note(row, "CODE_NOT_IN_MASTER");
    return held;
  });

/**
 * `adt.description`: what a code means, in the words of the extract's own master file. A code without words is
 * rejected. Sources: the code, its description.
 */
export const description: Derivation = (columns, { reject }) =>
  combineText(columns, ([code, words], row) => {
    const held = code?.trim() ?? "";
    if (held === "") return null;
    if (words === null || words.trim() === "") {
      reject(row, "CODE_NOT_DESCRIBED", held);
      return null;
    }
    return words.trim();
  });

/**
 * `adt.diagnosisScheme`: the scheme of an episode's diagnoses by the day it ended. Empty where none was coded. Sources:
 * the episode's end, then codes.
 */
export const diagnosisScheme: Derivation = ([end, ...codes]) => {
  const cells = codes.map(textStrings);
  return combineText([end], ([text], row) => {
    const moment = text === null ? null : momentOf(text);
    if (moment === null || cells.every((column) => !column[row]?.trim())) return null;
    return momentNumber(moment) >= ICD_10_FROM ? "ICD-10" : "ICD-9";
  });
};

/** `adt.procedureScheme`: OPCS-4, the only scheme V83 codes procedures in, where any was coded. Sources: codes. */
export const procedureScheme: Derivation = (columns) =>
  combineText(columns, (codes) => (codes.some((code) => code?.trim()) ? "OPCS-4" : null));

/**
 * `adt.gmcCode`: a consultant's national code (C and seven digits, or a national default) or GMC number. Anything else
 * is rejected. Sources: the code, the trust's own code for the consultant.
 */
export const gmcCode: Derivation = (columns, { reject }) =>
  combineText(columns, ([national, local], row) => {
    const code = national?.trim() ?? "";
    if (code === "" && !local?.trim()) return null;
    if (isConsultantCode(code) || isGmcNumber(code)) return code;
    reject(row, "GMC_CODE_NOT_NATIONAL", local?.trim() || undefined);
    return null;
  });
