import { combineText, type Derivation } from "@pas-migrate/core";

/**
 * `opd.clockAction`: what an appointment did to its clock. Where clocks moved at its moment and the appointment is not
 * proved to be the cause of one move, nothing is said, and that is noted. Sources: the action, `Y` where not proved.
 */
export const clockAction: Derivation = (columns, { note }) =>
  combineText(columns, ([action, unproved], row) => {
    if (unproved === "Y") note(row, "CLOCK_NOT_PROVED");
    return action;
  });
