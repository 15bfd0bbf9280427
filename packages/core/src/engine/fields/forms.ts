import type { Vector } from "apache-arrow";
import { type DateLayout, formatDates, mapText, textStrings, trimText } from "../../columns/index.js";
import type { DirectForm } from "../../contract/schema.js";
import type { BatchReject } from "./field.js";

/** What a form asks for, and where its rejects belong. */
export interface FormRequest {
  readonly as: DirectForm;
  readonly midnight: boolean;
  readonly field: number;
  /** The name under which a refused value is kept. */
  readonly rawName: string;
}

const LAYOUTS: Partial<Record<DirectForm, DateLayout>> = {
  date: "DD/MM/YYYY",
  datetime: "DD/MM/YYYY HH24:MI",
  "datetime-seconds": "DD/MM/YYYY HH24:MI:SS",
  time: "HH24:MI",
};

const WHOLE_NUMBER = /^ *(-?)0*(\d+) *$/;

/** Writes a source column in the form the target asks for. Text keeps every character but outer blanks. */
export function inForm(column: Vector, request: FormRequest, reject: (reject: BatchReject) => void): Vector {
  const refuse = (rows: readonly number[], reason: string): void => {
    for (const row of rows) {
      reject({ row, field: request.field, stage: "fields", reason, raw: new Map([[request.rawName, column]]) });
    }
  };
  const layout = LAYOUTS[request.as];
  if (layout !== undefined) {
    const dates = formatDates(column, layout, request.midnight);
    refuse(
      dates.invalid.filter((row) => !isBlank(column, row)),
      "DATE_INVALID",
    );
    refuse(dates.timeless, "TIME_MISSING");
    return dates.column;
  }
  switch (request.as) {
    case "verbatim":
      return column;
    case "upper":
      return mapText(trimText(column), (value) => value.toUpperCase());
    case "integer":
      return integers(column, refuse);
    default:
      return trimText(column);
  }
}

function integers(column: Vector, refuse: (rows: readonly number[], reason: string) => void): Vector {
  const trimmed = trimText(column);
  const numbers = mapText(trimmed, (value) => value.replace(WHOLE_NUMBER, "$1$2"));
  const invalid: number[] = [];
  textStrings(trimmed).forEach((value, row) => {
    if (value !== null && !WHOLE_NUMBER.test(value)) invalid.push(row);
  });
  if (invalid.length === 0) return numbers;
  refuse(invalid, "NUMBER_INVALID");
  return mapText(trimmed, (value) => (WHOLE_NUMBER.test(value) ? value.replace(WHOLE_NUMBER, "$1$2") : null));
}

function isBlank(column: Vector, row: number): boolean {
  return (textStrings(column)[row] ?? "").trim() === "";
}
