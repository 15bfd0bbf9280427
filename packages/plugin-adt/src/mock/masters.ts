import type { MockRows } from "@pas-migrate/core/mock";
import type { Code, Hospital } from "@pas-migrate/lives";
import { DOD, MOD, SOAD } from "./tables.js";
import { atLength } from "./words.js";

/** Writes how patients come and go. */
export function writeMasters({ codes }: Hospital, rows: MockRows): void {
  for (const method of codes.dischargeMethods)
    rows.source(MOD, { MethodOfDischarge: method.code, ...meaningOf(method) });
  for (const source of codes.admissionSources) rows.source(SOAD, { SourceOfAdm: source.code, ...meaningOf(source) });
  for (const destination of codes.dischargeDestinations)
    rows.source(DOD, { DestinationCode: destination.code, ...meaningOf(destination) });
}

function meaningOf({ description, national }: Code) {
  return {
    Description: description,
    FullDescription: atLength[description],
    InternalValue: national,
    MfRecStsInd: "0",
  };
}
