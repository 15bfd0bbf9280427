import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const note = (number: string, casenote: string, location: string, since: string | null, more = {}) => ({
  InternalPatientNumber: number,
  PtCasenoteIdPhyskey: casenote,
  Location: location,
  PtCsNtLocDat: since,
  ...more,
});

const loan = (number: string, casenote: string, key: string, borrower: string, returned: string | null, more = {}) => ({
  InternalPatientNumber: number,
  PtCasenoteIdPhyskey: casenote,
  CntPatientFileLoanDatesequenceNoKey: key,
  Borrower: borrower,
  CntActualReturnDateNeutral: returned,
  ...more,
});

const source = {
  CASENLOC: table(
    { Location: "LIB", LocationName: "LIBRARY", MfRecStsInd: "0" },
    { Location: "OLD", LocationName: "OLD STORE", MfRecStsInd: "-1" },
    { Location: "ODD", LocationName: "ODD STORE", MfRecStsInd: "7" },
    { Location: "B2", LocationName: "BAY 2" },
  ),
  BORROWER: table(
    { BorrowerCode: "SEC", BorrowerSurname: "FENN", BorrowerTitleAndInitials: "MR A", MfRecStsInd: "0" },
    { BorrowerCode: "B2", BorrowerSurname: "GREY" },
  ),
  PATDATA: table(patient("1"), patient("2"), patient("3")),
  CASENOTEDETS: table(
    note("1", "CN1", "LIB", "20260101", { Status: "FILED", Comment: "TORN" }),
    note("2", "CN2", "LIB", "20260101"),
    note("2", "CN3", "NOWHER", "20260101"),
    note("3", "CN4", "LIB", "20260301"),
    note("9", "CN9", "LIB", "20260101"),
  ),
  CASENOTELOAN: table(
    // 79739788 is 99999999 less 20260211.
    loan("1", "CN1", "79739788001", "SEC", "20260215", {
      CntLoanTimeHhmm: "0930",
      CntReturnTimeHhmm: "16:05",
      ReasonForLoan: "CLINIC",
      Comments: "BY HAND",
    }),
    loan("1", "CN1", "20260301001", "SEC", null),
    loan("2", "CN2", "20260231001", "SEC", "20260301"),
    loan("2", "CN2", "20260305001", "B2", "20260306"),
    loan("3", "CN4", "20260201001", "SEC", null),
  ),
};

describe("LOAD_CASENOTELOCS and LOAD_PMICASENOTEHISTORY", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("list places and borrowers, in use or not", () => {
    expect(filledRows(result, "LOAD_CASENOTELOCS")).to.deep.equal([
      { external_system_id: "BORROWER|SEC", user_code: "SEC", description: "MR A FENN", active_flag: "Y" },
      { external_system_id: "PLACE|B2", user_code: "B2", description: "BAY 2" },
      { external_system_id: "PLACE|LIB", user_code: "LIB", description: "LIBRARY", active_flag: "Y" },
      { external_system_id: "PLACE|ODD", user_code: "ODD", description: "ODD STORE" },
      { external_system_id: "PLACE|OLD", user_code: "OLD", description: "OLD STORE", active_flag: "N" },
    ]);
  });

  it("reject a borrower with the code of a place, and a status that is none", () => {
    expect(refusals(result, "LOAD_CASENOTELOCS")).to.deep.equal([
      "BORROWER|B2 LOCATION_CODE_TWICE",
      "PLACE|ODD active_flag CODE_NOT_MAPPED 7",
    ]);
  });

  it("follow a case note from place to loan and back, without gaps, the last movement open", () => {
    const rows = result
      .table("LOAD_PMICASENOTEHISTORY")
      .rows.filter(({ id_number }) => id_number === "CN1")
      .map((row) => [row.location_code, row.start_date, row.end_date, row.short_note, row.comment_1]);
    expect(rows.sort((a, b) => (a[1]!.slice(3, 5) + a[1] < b[1]!.slice(3, 5) + b[1] ? -1 : 1))).to.deep.equal([
      ["LIB", "01/01/2026 00:00", "11/02/2026 09:30", "FILED", "TORN"],
      ["SEC", "11/02/2026 09:30", "15/02/2026 16:05", "CLINIC", "BY HAND"],
      ["LIB", "15/02/2026 16:05", "01/03/2026 00:00", "FILED", "TORN"],
      ["SEC", "01/03/2026 00:00", null, null, null],
    ]);
  });

  it("name the case note as LOAD_PMIIDS does", () => {
    const [row] = result.table("LOAD_PMICASENOTEHISTORY").rows.filter(({ id_number }) => id_number === "CN1");
    expect([row.id_type, row.id_number, row.volume]).to.deep.equal(["CASENOTE", "CN1", "1"]);
    expect(row.external_system_id).to.equal("1|CN1|20260301001");
    expect(row.record_number).to.equal(recordNumber("LOAD_PMICASENOTEHISTORY", ["1", "CN1", "20260301001"]));
  });

  it("keep a movement whose start never was, and reject the date", () => {
    const [row] = result
      .table("LOAD_PMICASENOTEHISTORY")
      .rows.filter(({ external_system_id }) => external_system_id === "2|CN2|20260231001");
    expect([row.start_date, row.end_date]).to.deep.equal([null, "01/03/2026 00:00"]);
  });

  it("reject movements to unknown locations and of unknown patients, and print no case note number", () => {
    expect(refusals(result, "LOAD_PMICASENOTEHISTORY")).to.deep.equal([
      "2 location_code CODE_NOT_MAPPED BORROWER:B2",
      "2 location_code CODE_NOT_MAPPED PLACE:NOWHER",
      "2 start_date DATE_INVALID",
      "9 PARENT_NOT_MIGRATED",
    ]);
  });

  it("exclude the stay of a note that was out before its place began, and count it", () => {
    const rows = result.table("LOAD_PMICASENOTEHISTORY").rows.filter(({ id_number }) => id_number === "CN4");
    expect(rows.map((row) => [row.location_code, row.start_date, row.end_date])).to.deep.equal([
      ["SEC", "01/02/2026 00:00", null],
    ]);
  });
});
