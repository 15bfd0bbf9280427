import { type MockRows, onDay, v83 } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { PATIENTNEEDS, PMISPECIALREG } from "./tables.js";

/** Registers that the patient is on, and needs. */
export function warningRows({ person, numbers: [{ internal }] }: Life, rows: MockRows): void {
  for (const { register, at } of person.specialRegisters) {
    rows.source(PMISPECIALREG, {
      InternalPatientNumber: internal,
      SpecialRegister: register.code,
      ActivityDateTime: v83.dateTimeInt(at),
      SpecialRegisterDescription: register.description,
      DateEntered: v83.date(onDay(at)),
    });
  }
  person.needs.forEach(({ need, comment }, i) => {
    rows.source(PATIENTNEEDS, {
      InternalPatientNumber: internal,
      SeqNo: String(i + 1),
      PatientNeed: need.code,
      PatientNeedDesc: need.description,
      PatientNeedsComments: comment,
      RequiredFor: "A",
    });
  });
}
