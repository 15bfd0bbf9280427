import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";

/**
 * `opd.targetDate`: the day by which a follow-up is due. One that waits without such a day is rejected: the loader asks for
 * it, and a month is no day. Of entries that were taken off the list V83 keeps the month alone, and nobody waits by it any
 * more. Sources: the day due, class and category of the appointment that is waited for, and the entry's state.
 */
export const targetDate: Derivation = (columns, { reject }) =>
  combineText(columns, ([due, kindOfClass, kindOfCategory, state], row) => {
    const held = due?.trim() ?? "";
    if (held === "") {
      const [appointmentClass, category] = [kindOfClass, kindOfCategory].map((kind) => kind?.trim().toUpperCase());
      const isFollowUp = appointmentClass === "2" || (!appointmentClass && category === "FOL");
      if (isFollowUp && state?.startsWith("REMOVED") !== true) reject(row, "FOLLOW_UP_WITHOUT_DATE");
      return null;
    }
    const moment = momentOf(held);
    if (moment === null) reject(row, "DATE_INVALID");
    return moment && formatMoment(moment, "DD/MM/YYYY");
  });
