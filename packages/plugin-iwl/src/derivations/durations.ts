import { type Derivation, mapText, textStrings } from "@pas-migrate/core";

const WHOLE_NUMBER = /^[0-9]+$/;

/**
 * `iwl.hoursOfDays`: the hours of a number of days. None is no hours: V83 counts nights, and a stay without one has hours
 * that nobody wrote down. Sources: the days.
 */
export const hoursOfDays: Derivation = ([days], { reject }) => {
  textStrings(days).forEach((value, row) => {
    if (value !== null && value.trim() !== "" && !WHOLE_NUMBER.test(value.trim())) reject(row, "NUMBER_INVALID");
  });
  return mapText(days, (value) => {
    const count = WHOLE_NUMBER.test(value.trim()) ? Number(value) : 0;
    return count > 0 ? String(count * 24) : null;
  });
};
