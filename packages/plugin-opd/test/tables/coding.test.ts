import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { appointment, byKey, migrate, patients, referral, refusals, table } from "../support/migrate.js";

const TABLE = "LOAD_OPD_CODING";
const at = (start: string) => ({
  InternalPatientNumber: "1",
  EpisodeNumber: "10",
  PtApptStartDtimeInt: start,
  ResCode: "R1",
});

describe(TABLE, () => {
  let result: TestResult;

  before(async () => {
    result = await migrate(
      {
        PATDATA: patients("1"),
        OPREFERRAL: table(referral("1", "10")),
        ICD10: table({ Icd10Code: "I10", Description: "Hypertension" }, { Icd10Code: "J45.9", Description: "Asthma" }),
        OPCS4: table({ RevisionFourOperationCode: "U192", Opcs4Dx4: "ECG" }),
        OPA: table(
          appointment("1", "10", "202601010900", { ApptStatus: "ATT", AttPriDiagCode: "I10" }),
          appointment("1", "10", "202601020900", { ApptStatus: "ATT", ReadPrimary: "3212." }),
          appointment("1", "10", "202601030900", { ApptStatus: "ATT" }),
          appointment("1", "10", "202601040900", {
            ApptStatus: "ATT",
            ApplicationIndicator: "3",
            AttPriDiagCode: "I10",
          }),
          appointment("1", "10", "201501010900", { ApptStatus: "ATT", AttPriDiagCode: "I10" }),
        ),
        OPAPPOINTATTEND: table({
          ...at("202601010900"),
          KornerEpisodePrimaryProcedureCode: "U19.2",
          OpAppointmentProcedureCodingComment: "At rest",
        }),
        OPADIAGNOSIS: table(
          { ...at("202601010900"), SeqNo: "2", SchAttDiagCod: "E119" },
          { ...at("202601010900"), SeqNo: "1", SchAttDiagCod: "J45.9" },
          { ...at("202601010900"), SchAttDiagCod: "I10" },
          { ...at("202601050900"), SeqNo: "1", SchAttDiagCod: "I10" },
          { ...at("202601010900"), SeqNo: "3" },
        ),
        OPPROCEDURE: table({ ...at("202601020900"), OpAppointmentProcedureSequenceNumber: "1", Operation: "U192" }),
        OPDIAGNOSIS: table({
          InternalPatientNumber: "1",
          EpisodeNumber: "10",
          OpEpisodeSecondaryDiagnosisSequenceNumber: "1",
          Diagnosis: "I10",
        }),
      },
      { archiveBefore: "2020-01-01" },
    );
  });

  it("numbers codes in their order, the primary one always first", () => {
    expect(byKey(result, TABLE, "diagnosis")).to.deep.equal({
      "1|10|202601010900|R1|DIAG|1": "I10",
      "1|10|202601010900|R1|DIAG|2": "J459",
      "1|10|202601010900|R1|DIAG|3": "E119",
      "1|10|202601010900|R1|PROC|1": "U192",
      "1|10|202601020900|R1|PROC|2": "U192",
    });
    expect(result.table(TABLE).column("note_type")).to.deep.equal([
      "Primary",
      "Secondary",
      "Secondary",
      "Primary",
      "Secondary",
    ]);
    expect(byKey(result, TABLE, "diagnosis_note")).to.include({ "1|10|202601010900|R1|PROC|1": "At rest" });
  });

  it("hangs each code on its appointment, dated with it", () => {
    expect(result.table(TABLE).rows[0]).to.include({
      load_opd_record_number: recordNumber("LOAD_OPD_APPOINTMENTS", ["1", "10", "202601010900", "R1"]),
      diagnosis_division: "Diagnoses",
      diagnosis_date: "01/01/2026",
      diagnosed_by: null,
    });
  });

  it("refuses Read codes, codes without a place and codes without an appointment, and notes unknown ones", () => {
    expect(refusals(result, TABLE)).to.deep.equal([
      "1|10|202601010900|R1|DIAG|3 diagnosis CODE_NOT_IN_MASTER_FILE",
      "1|10|202601010900|R1|DIAG|4 SEQUENCE_MISSING",
      "1|10|202601020900|R1|PROC|1 READ_CODE_ONLY",
      "1|10|202601050900|R1|DIAG|2 PARENT_NOT_MIGRATED",
    ]);
  });

  it("counts codes of referrals and records without codes as left out", () => {
    expect(result.ledger.OPADIAGNOSIS).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 1, rejected: 2 });
    expect(result.ledger.OPDIAGNOSIS).to.deep.equal({ loaded: 0, split: 0, merged: 0, excluded: 1, rejected: 0 });
  });
});
