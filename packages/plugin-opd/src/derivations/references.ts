import { combineText, type Derivation, mapText, textStrings } from "@pas-migrate/core";

/** Unique booking reference numbers of the national service have twelve digits. */
const UBRN = /^[0-9]{12}$/;

/** `opd.ubrn`: the booking reference of the national service, blanks passed over. Sources: the reference. */
export const ubrn: Derivation = ([reference], { reject }) => {
  textStrings(reference).forEach((value, row) => {
    if (value !== null && value.trim() !== "" && !UBRN.test(digits(value))) reject(row, "UBRN_INVALID");
  });
  return mapText(reference, (value) => (UBRN.test(digits(value)) ? digits(value) : null));
};

function digits(value: string): string {
  return value.replaceAll(" ", "");
}

/**
 * `opd.clinicalCode`: a diagnosis or procedure code as the target writes it, without the dot. One that the extract's own
 * master file does not have is loaded and noted. Sources: the code, `N` where the master file lacks it.
 */
export const clinicalCode: Derivation = (columns, { note }) =>
  combineText(columns, ([code, unknown], row) => {
    const written = code?.trim().replaceAll(".", "") ?? "";
    if (written === "") return null;
    if (unknown === "N") note(row, "CODE_NOT_IN_MASTER_FILE");
    return written;
  });
