import { combineText, type Derivation, formatMoment, mapText, momentOf, textStrings } from "@pas-migrate/core";
import { dayBefore } from "./days.js";

/** National codes of general practitioners and of those who stand in for one: a letter and seven digits. */
const PRACTITIONER = /^[A-Z][0-9]{7}$/;

/** National codes of practices: a letter and five digits. */
const PRACTICE = /^[A-Z][0-9]{5}$/;

/**
 * `pmi.gpNationalCode`: the national code of a GP, where the master file holds it whole. A code that lacks its letter or
 * last digit is rejected: the register, not a guess, has to complete it. Sources: two candidates, the local code.
 */
export const gpNationalCode: Derivation = (columns, { reject }) =>
  combineText(columns, ([...cells], row) => {
    const local = cells.pop()?.trim() ?? "";
    const candidates = cells.map((cell) => cell?.trim() ?? "").filter((cell) => cell !== "");
    if (local === "" && candidates.length === 0) return null;
    const whole = candidates.find((candidate) => PRACTITIONER.test(candidate));
    if (whole === undefined) reject(row, candidates.length === 0 ? "GP_UNKNOWN" : "GP_CODE_NOT_NATIONAL", local);
    return whole ?? null;
  });

/** `pmi.practiceCode`: the national code of a practice; anything else is rejected. Sources: the code. */
export const practiceCode: Derivation = ([code], { reject }) => {
  textStrings(code).forEach((value, row) => {
    if (value !== null && value.trim() !== "" && !PRACTICE.test(value.trim()))
      reject(row, "PRACTICE_CODE_NOT_NATIONAL", value.trim());
  });
  return mapText(code, (value) => (PRACTICE.test(value.trim()) ? value.trim() : null));
};

/**
 * `pmi.registrationEnd`: the end of a GP registration; where V83 never closed it and another one follows, the day before
 * that one began, which is noted. Sources: the end as held, the start of the next registration as CCYYMMDD.
 */
export const registrationEnd: Derivation = (columns, { reject, note }) =>
  combineText(columns, ([end, next], row) => {
    const held = end?.trim() ?? "";
    if (held === "" && next !== null) {
      note(row, "REGISTRATION_END_FROM_NEXT");
      return dayBefore(next);
    }
    if (held === "") return null;
    const moment = momentOf(held);
    if (moment === null) reject(row, "DATE_INVALID");
    return moment && formatMoment(moment, "DD/MM/YYYY");
  });
