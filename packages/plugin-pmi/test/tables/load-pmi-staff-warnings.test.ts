import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { filledRows, migrate, patient, refusals, table } from "../support/migrate.js";

const source = {
  PMISPECIALREGMF: table(
    { SpecialRegister: "VIOL", SpecialRegisterDescription: "Violent" },
    { SpecialRegister: "X1", SpecialRegisterDescription: "Register X1" },
  ),
  PATIENTNEEDMF: table(
    { PatientNeed: "INTERP", PatientNeedDesc: "Interpreter" },
    { PatientNeed: "X1", PatientNeedDesc: "Need X1" },
  ),
  PATDATA: table(
    patient("1", { MRSA: "YES", MRSASetDtInt: "202601020900", IsCPISExists: "1" }),
    patient("2", { MRSA: "No", IsCPISExists: "0", PtDeathIndInt: "N" }),
    patient("3", { RiskFactorCode: "ZZ" }),
    patient("4", { PtDeathIndInt: "Y" }),
    patient("5", { PtDeathIndInt: "Y", PtDateOfDeathInt: "20260101" }),
    patient("6"),
  ),
  PMISPECIALREG: table(
    {
      InternalPatientNumber: "1",
      SpecialRegister: "VIOL",
      ActivityDateTime: "202501020900",
      DateEntered: "03/01/2025",
      SpecialRegisterDescription: "Threw a chair",
    },
    { InternalPatientNumber: "1", SpecialRegister: "X1", ActivityDateTime: "202501040900" },
    { InternalPatientNumber: "1", SpecialRegister: "GONE", ActivityDateTime: "202501050900" },
    { InternalPatientNumber: "9", SpecialRegister: "VIOL", ActivityDateTime: "202501020900" },
  ),
  PATIENTNEEDS: table(
    {
      InternalPatientNumber: "6",
      SeqNo: "1",
      PatientNeed: "INTERP",
      PatientNeedDesc: "Interpreter",
      PatientNeedsComments: "Polish",
    },
    { InternalPatientNumber: "6", SeqNo: "2", PatientNeed: "X1" },
    { InternalPatientNumber: "6", SeqNo: "3" },
  ),
};

describe("LOAD_PMISTAFFWARNINGS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("gives a row to each register, flag, risk and need", () => {
    const rows = filledRows(result, "LOAD_PMISTAFFWARNINGS").map(({ main_crn, ...row }) => Object.values(row));
    expect(rows).to.deep.equal([
      ["1|CPIS", "CPIS", "1"],
      ["1|MRSA", "MRSA", "YES", "02/01/2026"],
      ["1|REG|GONE|202501050900", "05/01/2025"],
      ["1|REG|VIOL|202501020900", "VIOL", "Threw a chair", "03/01/2025"],
      ["1|REG|X1|202501040900", "X1", "04/01/2025"],
      ["3|RISK|1", "ZZ"],
      ["4|DIED", "DIED", "Y"],
      ["6|NEED|1", "INTERP", "Interpreter; Polish"],
      ["6|NEED|2", "NEED:X1"],
    ]);
  });

  it("carries a death without a date as a warning, and one with a date as a date only", () => {
    const died = result
      .table("LOAD_PMISTAFFWARNINGS")
      .column("external_system_id")
      .filter((key) => key!.includes("DIED"));
    expect(died).to.deep.equal(["4|DIED"]);
    expect(result.table("LOAD_PMI").column("date_of_death")).to.deep.equal([
      null,
      null,
      null,
      null,
      "01/01/2026 00:00",
      null,
    ]);
  });

  it("keeps a row whose code is unknown, and rejects the code", () => {
    expect(refusals(result, "LOAD_PMISTAFFWARNINGS")).to.deep.equal([
      "1|REG|GONE|202501050900 warning_code CODE_NOT_MAPPED REG:GONE",
      "3|RISK|1 warning_code CODE_NOT_MAPPED RISK:ZZ",
      "9|REG|VIOL|202501020900 PATIENT_UNKNOWN",
    ]);
  });

  it("accounts for a need without a code", () => {
    expect(result.ledger.PATIENTNEEDS).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 1, rejected: 0 });
  });
});
