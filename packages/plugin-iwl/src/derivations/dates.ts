import { combineText, type Derivation, formatMoment, type Moment, momentOf } from "@pas-migrate/core";

/**
 * `iwl.waitingDate`: the day on which the wait began. The original date counts, and the present one only where no original
 * is held. Two tables that contradict each other, or a date that never was, prove nothing, and then no other date steps
 * in: it would shorten the wait. Sources: the original date in two tables, the present one in two tables.
 */
export const waitingDate: Derivation = (columns, { reject }) =>
  combineText(columns, ([original, otherOriginal, present, otherPresent], row) => {
    const originals = held(original, otherOriginal);
    const dates = originals.length > 0 ? originals : held(present, otherPresent);
    const days = dates.map((text) => {
      const moment = momentOf(text);
      return moment && show(moment);
    });
    if (days.includes(null)) {
      reject(row, "DATE_INVALID");
      return null;
    }
    if (new Set(days).size > 1) {
      reject(row, "WAITING_DATE_CONTRADICTED");
      return null;
    }
    return days[0] ?? null;
  });

/** `iwl.deferralEnd`: the end of a suspension, with what people should know of it. Sources: the end, the reason of a note. */
export const deferralEnd: Derivation = (columns, { note, reject }) =>
  combineText(columns, ([end, reason], row) => {
    if (reason !== null && reason !== "") note(row, reason);
    if (held(end).length === 0) return null;
    const moment = momentOf(end!);
    if (moment === null) reject(row, "DATE_INVALID");
    return moment && show(moment);
  });

function held(...texts: readonly (string | null)[]): readonly string[] {
  return texts.filter((text): text is string => text !== null && text.trim() !== "");
}

function show(moment: Moment): string {
  return formatMoment(moment, "DD/MM/YYYY");
}
