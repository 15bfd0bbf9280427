import type { Defect, MockRow, PatientRows, PlantedFault } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";

export type PmiDefect = Defect<Hospital, Life>;

/** Load tables that tell who the patient was and where: a fault in that would spread to them. */
const ARCHIVES = ["LOAD_OPD_ARCHIVE", "LOAD_ADT_ARCHIVE", "LOAD_DETENTION_ARCHIVE", "LOAD_CPA_ARCHIVE"];

/** The record of the number in use, and its row of the answer key. */
export interface InUse {
  readonly number: string;
  readonly record: MockRow;
  readonly answer: MockRow;
}

export function inUse(rows: PatientRows, { numbers: [{ internal }] }: Life): InUse {
  return {
    number: internal,
    record: rows.source("PATDATA").find((row) => row.InternalPatientNumber === internal)!,
    answer: rows.expected("LOAD_PMI").find((row) => row.external_system_id === internal)!,
  };
}

/** True when nothing but the patient's own row tells of name, birth, sex and address. */
export function isToldOnce(rows: PatientRows, { numbers }: Life): boolean {
  return numbers.length === 1 && ARCHIVES.every((table) => rows.expected(table).length === 0);
}

/** What a fault changed. */
export interface Change {
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

/** The truth that a rule must list a record: the source table's natural key. */
export function listed(rule: string, table: string, key: string, { field, before, after }: Change): PlantedFault {
  return { rule, verdict: "gate", table, key, field, before: before ?? "", after: after ?? "" };
}

/** The truth that a value, or without a field a row, of a load table must be among the rejects. */
export function refused(
  rule: string,
  table: string,
  key: string,
  field: string,
  { before, after }: Omit<Change, "field">,
): PlantedFault {
  return { rule, verdict: "reject", table, key, field, before: before ?? "", after: after ?? "" };
}

/** Writes a cell of a record. @returns what was changed */
export function put(record: MockRow, field: string, after: string): Change {
  const before = record[field];
  record[field] = after;
  return { field, before, after };
}
