import { type MockRows, onDay, v83 } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { loanKey } from "./records.js";
import { CASENOTEDETS, CASENOTELINK, CASENOTELOAN } from "./tables.js";

const DAYS_OF_A_LOAN = 14;

/** Case notes, where they are, who had them, and every number that leads to the patient. */
export function casenoteRows({ casenotes, numbers, person }: Life, rows: MockRows): void {
  const link = (patient: string, key: string, type: string, number: string): void =>
    rows.source(CASENOTELINK, {
      InternalPatientNumber: patient,
      EntityTypeKey: key,
      EntityType: type,
      ExternalNumber: number,
      ExternalNumberKey: number,
    });
  for (const { internal, district } of numbers) {
    link(internal, "2", "DISTRICT NUMBER", district);
    if (person.nhsNumber !== undefined) link(internal, "3", "NHS NUMBER", person.nhsNumber);
  }
  for (const casenote of casenotes) {
    const patient = casenote.number.internal;
    link(patient, "1", "CASENOTE NUMBER", casenote.casenote);
    rows.source(CASENOTEDETS, {
      InternalPatientNumber: patient,
      PtCasenoteIdPhyskey: casenote.casenote,
      Allocated: v83.dateInt(casenote.openedOn),
      Location: casenote.location.code,
      PtCsNtLocDat: v83.dateInt(casenote.locatedOn),
      Status: "CURRENT",
      Comment: casenote.comment,
    });
    for (const loan of casenote.loans) {
      const { at, returnedAt } = loan;
      rows.source(CASENOTELOAN, {
        InternalPatientNumber: patient,
        PtCasenoteIdPhyskey: casenote.casenote,
        CntPatientFileLoanDatesequenceNoKey: loanKey(casenote, loan),
        CntLoanTimeHhmm: v83.timeInt(at),
        CntExpectedReturnDateNeutral: v83.dateInt(onDay(at) + DAYS_OF_A_LOAN),
        CntActualReturnDateNeutral: returnedAt === undefined ? "" : v83.dateInt(onDay(returnedAt)),
        CntReturnTimeHhmm: v83.timeInt(returnedAt),
        Borrower: loan.borrower.code,
        ReasonForLoan: loan.reason,
        Comments: loan.comment,
      });
    }
  }
}
