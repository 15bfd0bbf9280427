import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";
import { listed, nationalStatuses } from "./statuses.js";

/** A pathway number begins with its provider's code, filled up to five characters. */
const PROVIDER_WIDTH = 5;

/** The one status after which a pathway cannot go on. */
const DIED_BEFORE_TREATMENT = "36";

/** Statuses of a pathway that no clock is for: diagnostics before any referral, and what the measure does not apply to. */
const OUT_OF_MEASURE = ["92", "98"];

/** Statuses that are given in a clock period, or after one: after treatment, and during active monitoring. */
const IN_MEASURE = ["10", "11", "12", "20", "21", "30", "31", "32", "33", "34", "35", "36", "90", "91"];

/**
 * `rtt.pathwayId`: the pathway's identifier without its provider. Where the number names another provider than the
 * pathway does, neither is certain. Sources: the pathway number, the provider.
 */
export const pathwayId: Derivation = (columns, { reject }) =>
  combineText(columns, ([number, provider], row) => {
    if (number === null || number.trim() === "") return null;
    const id = number.slice(PROVIDER_WIDTH).trim();
    const named = number.slice(0, PROVIDER_WIDTH).trim();
    const held = provider?.trim() ?? "";
    if (id === "") reject(row, "PATHWAY_NUMBER_TOO_SHORT");
    else if (held !== "" && held !== named) reject(row, "PATHWAY_PROVIDER_DISAGREES");
    return id;
  });

/**
 * `rtt.pathwayEnd`: the last stop of the pathway's clocks where the patient died before treatment; nothing else that V83
 * holds proves an end. Sources: the last stop once all clocks have stopped, the statuses given at that moment.
 */
export const pathwayEnd: Derivation = (columns, context) => {
  const national = nationalStatuses(context);
  return combineText(columns, ([stop, statuses]) => {
    if (stop === null || !listed(statuses).some((code) => national(code) === DIED_BEFORE_TREATMENT)) return null;
    const moment = momentOf(stop);
    return moment && formatMoment(moment, "DD/MM/YYYY HH24:MI");
  });
};

/**
 * `rtt.pathwayType`: NON-RTT where something takes the pathway out of the measure, RTT where nothing does and a clock or a
 * status proves that it is in. A flag that is not held decides nothing. V83 marks neither maternity nor planned care nor
 * services without a consultant; what it has of them is that no clock ran and that the status says so.
 * Sources: private patient, overseas visitor, the pathway's status, whether a clock is recorded.
 */
export const pathwayType: Derivation = (columns, context) => {
  const national = nationalStatuses(context);
  return combineText(columns, ([isPrivate, overseas, status, clock], row) => {
    const flags = [isPrivate, overseas].map((cell) => cell?.trim() ?? "");
    if (flags.includes("1")) return "NON-RTT";
    const stands = status === null ? undefined : national(status);
    if (clock === null && isOneOf(OUT_OF_MEASURE, stands)) return "NON-RTT";
    if (flags.every((flag) => flag === "0")) {
      if (clock !== null || isOneOf(IN_MEASURE, stands)) return "RTT";
      context.reject(row, "PATHWAY_TYPE_NOT_PROVED");
      return null;
    }
    const other = flags.find((flag) => flag !== "0" && flag !== "");
    if (other === undefined) context.reject(row, "PATHWAY_TYPE_NOT_HELD");
    else context.reject(row, "PATHWAY_FLAG_UNKNOWN", other);
    return null;
  });
};

function isOneOf(statuses: readonly string[], national: string | undefined): boolean {
  return national !== undefined && statuses.includes(national);
}
