import { combineText, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";

/**
 * `adt.archiveComments`: codes for which the archive has no column left, which is noted, and the day on the waiting
 * list, for which it has none. Sources: further diagnoses, further procedures, the day on the list.
 */
export const archiveComments: Derivation = (columns, { note, reject }) =>
  combineText(columns, (cells, row) => {
    const [diagnoses, procedures, listed] = cells.map((cell) => cell?.trim() ?? "");
    if (diagnoses !== "" || procedures !== "") note(row, "CODES_BEYOND_COLUMNS");
    const day = listed === "" ? null : momentOf(listed);
    if (listed !== "" && day === null) reject(row, "DATE_INVALID");
    const parts = [
      diagnoses === "" ? "" : `Further diagnoses: ${diagnoses}`,
      procedures === "" ? "" : `Further procedures: ${procedures}`,
      day === null ? "" : `On the waiting list from ${formatMoment(day, "DD/MM/YYYY")}`,
    ];
    return parts.filter((part) => part !== "").join("; ") || null;
  });
