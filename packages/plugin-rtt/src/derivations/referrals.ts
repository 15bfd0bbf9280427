import { combineText, type Derivation, mapText } from "@pas-migrate/core";
import { listed, nationalStatuses } from "./statuses.js";

const ENCOUNTER_TYPES: Readonly<Record<string, string>> = { OP: "O", COMMUNITY: "U" };

/** `rtt.encounterType`: the loader's letter for the kind of referral. Sources: the kind, which is the driving table's. */
export const encounterType: Derivation = ([kind]) => mapText(kind, (value) => ENCOUNTER_TYPES[value] ?? null);

/** Statuses with which a referral starts a clock: the first activity, or a decision to refer directly. */
const STARTED_BY_REFERRAL: readonly (string | undefined)[] = ["10", "12"];

/**
 * `rtt.referralStartsClock`: Y where the clock started on the day the referral was received, with a status that a
 * referral gives. Sources: the day of the start, the day of receipt, the statuses given on the day of the start.
 */
export const referralStartsClock: Derivation = (columns, context) => {
  const national = nationalStatuses(context);
  return combineText(columns, ([start, received, statuses]) => {
    if (start === null || start !== received) return null;
    return listed(statuses).some((code) => STARTED_BY_REFERRAL.includes(national(code))) ? "Y" : null;
  });
};
