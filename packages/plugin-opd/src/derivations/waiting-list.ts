import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";

/**
 * `opd.targetDate`: the day by which a follow-up is due. A follow-up without one is rejected: the loader asks for it, and
 * a month is no day. Sources: the day due, class and category of the appointment that is waited for.
 */
export const targetDate: Derivation = (columns, { reject }) =>
  combineText(columns, ([due, ...kinds], row) => {
    const held = due?.trim() ?? "";
    if (held === "") {
      const [appointmentClass, category] = kinds.map((kind) => kind?.trim().toUpperCase());
      if (appointmentClass === "2" || (!appointmentClass && category === "FOL")) reject(row, "FOLLOW_UP_WITHOUT_DATE");
      return null;
    }
    const moment = momentOf(held);
    if (moment === null) reject(row, "DATE_INVALID");
    return moment && formatMoment(moment, "DD/MM/YYYY");
  });
