import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const history = (number: string, seq: string, gp: string, from: string, to: string | null, more = {}) => ({
  InternalPatientNumber: number,
  SeqNo: seq,
  GpCode: gp,
  FromDate: from,
  ToDate: to,
  ...more,
});

const source = {
  GP: table(
    { GpCode: "SMI", DohCode: "G1234567", PracticeCode: "A12345", Postcode: "se16lh" },
    { GpCode: "JON", DohCode: "G7654321", PracticeCode: "B54321" },
  ),
  PATDATA: table(patient("1", { GpCode: "JON" }), patient("2", { GpCode: "JON" }), patient("3"), patient("4")),
  GPHISTORY: table(
    history("1", "1", "SMI", "01/01/2000", "31/12/2004", { Practice: "C11111", Postcode: "sw1a1aa" }),
    history("1", "2", "SMI", "01/01/2005", null),
    history("1", "3", "JON", "01/06/2010", null),
    history("2", "1", "SMI", "01/01/2005", null),
    history("3", "1", "GON", "01/01/2005", "31/02/2006", { Practice: "12" }),
    history("4", "1", "SMI", "01/13/2005", null),
    history("9", "1", "SMI", "01/01/2005", "01/01/2006"),
  ),
};

describe("LOAD_PMIGPAUDIT", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("carries earlier registrations, ending one that was never closed the day before the next began", () => {
    expect(filledRows(result, "LOAD_PMIGPAUDIT")).to.deep.equal([
      {
        external_system_id: "1|1",
        main_crn: "D1",
        gp_national_code: "G1234567",
        practice_national_code: "C11111",
        practice_post_code: "SW1A 1AA",
        applies_start: "01/01/2000",
        applies_end: "31/12/2004",
      },
      {
        external_system_id: "1|2",
        main_crn: "D1",
        gp_national_code: "G1234567",
        practice_national_code: "A12345",
        practice_post_code: "SE1 6LH",
        applies_start: "01/01/2005",
        applies_end: "31/05/2010",
      },
      { external_system_id: "3|1", main_crn: "D3", applies_start: "01/01/2005" },
      {
        external_system_id: "4|1",
        main_crn: "D4",
        gp_national_code: "G1234567",
        practice_national_code: "A12345",
        practice_post_code: "SE1 6LH",
      },
    ]);
  });

  it("leaves the open registration with the present GP to LOAD_PMI", () => {
    expect(result.table("LOAD_PMI").column("practice_applies_from")).to.deep.equal(["01/06/2010", null, null, null]);
    expect(result.ledger.GPHISTORY).to.deep.equal({ loaded: 4, split: 0, merged: 1, excluded: 0, rejected: 2 });
  });

  it("rejects what contradicts the present GP, GPs and practices without national codes, and impossible dates", () => {
    expect(refusals(result, "LOAD_PMIGPAUDIT")).to.deep.equal([
      "1|2 applies_end REGISTRATION_END_FROM_NEXT",
      "2|1 REGISTRATION_WITHOUT_END",
      "3|1 applies_end DATE_INVALID",
      "3|1 gp_national_code GP_UNKNOWN GON",
      "3|1 practice_national_code PRACTICE_CODE_NOT_NATIONAL 12",
      "4|1 applies_start DATE_INVALID",
      "9|1 PATIENT_UNKNOWN",
    ]);
  });
});
