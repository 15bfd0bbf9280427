import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const source = {
  PATDATA: table(
    patient("1", {
      Surname: "Jones",
      Forenames: "Ann",
      BirthName: "O'Hara",
      PreviousSurname1: "Smith-Lee",
      PreviousSurname2: "JONES",
      PreviousSurname3: "smith-lee",
      PreferredName: "Annie",
    }),
    patient("2", { Surname: "Bell" }),
  ),
  PREVSURNAME: table(
    {
      InternalPatientNumber: "1",
      SeqNo: "1",
      Surname: "SMITH-LEE",
      Forenames: "Ann Zoë Jo Lee",
      InternalDateOfBirth: "19700102",
      PtPrevSexInt: "2",
    },
    { InternalPatientNumber: "1", SeqNo: "2", Surname: "Gray", InternalDateOfBirth: "19700231", PtPrevSexInt: "7" },
    { InternalPatientNumber: "2", SeqNo: "1" },
    { InternalPatientNumber: "9", SeqNo: "1", Surname: "Lost" },
  ),
};

describe("LOAD_PMIALIASES", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("gives a row to each other name, the present one and repeats left out", () => {
    expect(filledRows(result, "LOAD_PMIALIASES")).to.deep.equal([
      { external_system_id: "1|BIRTH", main_crn: "D1", pat_name_family: "O'Hara" },
      { external_system_id: "1|PREFERRED", main_crn: "D1", pat_name_1: "Annie", pat_name_family: "Jones" },
      {
        external_system_id: "1|PREV|1",
        main_crn: "D1",
        sex: "2",
        pat_name_1: "Ann",
        pat_name_2: "Zoë",
        pat_name_3: "Jo Lee",
        pat_name_family: "SMITH-LEE",
        date_of_birth: "02/01/1970",
      },
      { external_system_id: "1|PREV|2", main_crn: "D1", pat_name_family: "Gray" },
    ]);
  });

  it("rejects unknown sexes, impossible dates and names of nobody", () => {
    expect(refusals(result, "LOAD_PMIALIASES")).to.deep.equal([
      "1|PREV|2 date_of_birth DATE_INVALID",
      "1|PREV|2 sex CODE_NOT_MAPPED 7",
      "9|PREV|1 PATIENT_UNKNOWN",
    ]);
  });

  it("accounts for a record without a name", () => {
    expect(result.ledger.PREVSURNAME).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 1, rejected: 1 });
  });
});
