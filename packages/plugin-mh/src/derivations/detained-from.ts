import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";
import { listedStatuses } from "./status-list.js";

/** National codes of legal statuses under which nobody is detained: informal, and not applicable. */
const UNDETAINED = new Set(["01", "98"]);

/**
 * `mh.detainedFrom`: when a legal status began, for a detention or a transfer. Which statuses are no detention is said
 * twice, in the feed of legal statuses and in the crosswalk; where the crosswalk calls one informal that was taken for a
 * detention, the row is refused, for it would load a patient as detained who was not.
 * `with: { layout: DD/MM/YYYY | DD/MM/YYYY HH24:MI }`. Sources: the moment, the legal status or the list of them.
 */
export const detainedFrom: Derivation = (columns, { args, crosswalk, reject }) => {
  const layout = args.layout === "DD/MM/YYYY" ? "DD/MM/YYYY" : "DD/MM/YYYY HH24:MI";
  const statuses = crosswalk("legal_status");
  const isUndetained = (code: string): boolean => UNDETAINED.has(statuses.target(code) ?? "");
  return combineText(columns, ([text, codes], row) => {
    if (text === null || text.trim() === "") return null;
    const moment = momentOf(text);
    const fault = moment === null ? "DATE_INVALID" : moment.hasTime ? undefined : "TIME_MISSING";
    if (moment === null || fault !== undefined) {
      reject(row, fault ?? "DATE_INVALID");
      return null;
    }
    const held = (codes ?? "").includes("\x1f")
      ? listedStatuses(codes!).map(({ legalStatus }) => legalStatus)
      : [(codes ?? "").trim()];
    const undetained = held.find(isUndetained);
    if (undetained !== undefined) {
      reject(row, "STATUS_IS_NO_DETENTION", undetained);
      return null;
    }
    return formatMoment(moment, layout);
  });
};
