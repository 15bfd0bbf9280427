import { recordNumber } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";

/** What names a row of the answer key. */
export interface RowKey {
  readonly record_number: string;
  readonly system_code: string;
  readonly external_system_id: string;
}

/** The key columns of a row, from the parts of its natural key. */
export function rowKey(table: string, ...parts: readonly string[]): RowKey {
  return { record_number: recordNumber(table, ...parts), system_code: "V83", external_system_id: parts.join("|") };
}

/** What ties a row to its patient. */
export interface PatientKey {
  readonly loadpmi_record_number: string;
  readonly main_crn: string;
}

/** The patient under whom every row is loaded, whatever number it was recorded under. */
export function patientKey({ numbers: [inUse] }: Life): PatientKey {
  return { loadpmi_record_number: recordNumber("LOAD_PMI", inUse.internal), main_crn: inUse.district };
}

/** National codes of sex. */
export function nationalSex(sex: "M" | "F"): string {
  return sex === "M" ? "1" : "2";
}
