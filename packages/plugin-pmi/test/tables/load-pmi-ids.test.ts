import { createHash } from "node:crypto";
import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { migrate, patient, refusals, table } from "../support/migrate.js";

const digest = (value: string) => createHash("md5").update(value).digest("hex").slice(0, 12);

const source = {
  PATDATA: table(
    patient("1", {
      NhsNumber: "999 000 0018",
      OldNHSNumber: "ABC 1",
      PmiAlternatePatientNumberinternal: "ALT1",
      FacilId: "FAC1",
    }),
    patient("2"),
    patient("3", { FacilId: "F".repeat(31) }),
  ),
  CASENOTEDETS: table(
    { InternalPatientNumber: "1", PtCasenoteIdPhyskey: "CN1" },
    { InternalPatientNumber: "1", PtCasenoteIdPhyskey: " " },
    { InternalPatientNumber: "9", PtCasenoteIdPhyskey: "CN9" },
  ),
  CASENOTELINK: table(
    { InternalPatientNumber: "1", EntityTypeKey: "1", ExternalNumber: "CN1" },
    { InternalPatientNumber: "1", EntityTypeKey: "1", ExternalNumberKey: "CN2" },
    { InternalPatientNumber: "1", EntityTypeKey: "2", ExternalNumber: "D1" },
    { InternalPatientNumber: "1", EntityTypeKey: "2", ExternalNumber: "D0" },
    { InternalPatientNumber: "1", EntityTypeKey: "3", ExternalNumber: "9990000018" },
    { InternalPatientNumber: "1", EntityTypeKey: "3", ExternalNumber: "9990000026" },
    { InternalPatientNumber: "1", EntityTypeKey: "7", ExternalNumber: "X" },
  ),
};

describe("LOAD_PMIIDS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(source);
  });

  it("gives a row to every further number, with a volume for case notes", () => {
    const rows = result.table("LOAD_PMIIDS").rows.map((row) => [row.additional_id_type, row.additional_id, row.volume]);
    expect(rows.sort()).to.deep.equal([
      ["ALTERNATE", "ALT1", null],
      ["CASENOTE", "CN1", "1"],
      ["CASENOTE", "CN2", "1"],
      ["DISTRICT", "D0", null],
      ["FACILITY", "FAC1", null],
      ["NHS", "9990000026", null],
      ["OLDNHS", "ABC 1", null],
    ]);
  });

  it("names patient, kind and digest in the key, and the patient in the parent's", () => {
    const row = result.table("LOAD_PMIIDS").rows.find(({ additional_id }) => additional_id === "CN1")!;
    expect(row).to.deep.equal({
      record_number: recordNumber("LOAD_PMIIDS", ["1", "CASENOTE", digest("CN1")]),
      loadpmi_record_number: recordNumber("LOAD_PMI", ["1"]),
      system_code: "V83",
      external_system_id: `1|CASENOTE|${digest("CN1")}`,
      main_crn: "D1",
      additional_id_type: "CASENOTE",
      additional_id: "CN1",
      volume: "1",
    });
  });

  it("counts each number once, and neither the main number nor the NHS number again", () => {
    expect(result.ledger.CASENOTELINK).to.deep.equal({ loaded: 3, split: 0, merged: 3, excluded: 0, rejected: 1 });
  });

  it("rejects unknown kinds, unknown patients and numbers that do not fit, without printing a number", () => {
    expect(refusals(result, "LOAD_PMIIDS")).to.deep.equal([
      "1|LINK:7 additional_id_type CODE_NOT_MAPPED LINK:7",
      "3|FACILITY additional_id VALUE_TOO_LONG",
      "9|CASENOTE PATIENT_UNKNOWN",
    ]);
  });
});
