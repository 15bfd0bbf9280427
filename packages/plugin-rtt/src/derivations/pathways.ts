import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";
import { listed, nationalStatuses } from "./statuses.js";

/** A pathway number begins with its provider's code, filled up to five characters. */
const PROVIDER_WIDTH = 5;

/** The one status after which a pathway cannot go on. */
const DIED_BEFORE_TREATMENT = "36";

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
 * `rtt.pathwayType`: NON-RTT where either flag takes the pathway out of the measure, RTT where both leave it in. A flag
 * that is not held decides nothing. Sources: private patient, overseas visitor.
 */
export const pathwayType: Derivation = (columns, { reject }) =>
  combineText(columns, (cells, row) => {
    const flags = cells.map((cell) => cell?.trim() ?? "");
    if (flags.includes("1")) return "NON-RTT";
    if (flags.every((flag) => flag === "0")) return "RTT";
    const other = flags.find((flag) => flag !== "0" && flag !== "");
    if (other === undefined) reject(row, "PATHWAY_TYPE_NOT_HELD");
    else reject(row, "PATHWAY_FLAG_UNKNOWN", other);
    return null;
  });
