import { type TransformField, textAt } from "@pas-migrate/core";

/** Records each transfer that does not say to which legal status it leads: an empty code is in no crosswalk's reach. */
export const statusHeld: TransformField = (column, { row, reject }) => {
  const codes = row("LegalStatus");
  for (let at = 0; at < codes.length; at++) {
    if ((textAt(codes, at) ?? "").trim() === "") reject(at, "LEGAL_STATUS_MISSING");
  }
  return column;
};
