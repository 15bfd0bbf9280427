import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, lines, migrate, refusals } from "../support/migrate.js";

/** Spells: ARC archived; LIVE discharged on the day of the cut-off; GAP old and faulty; ONE archived, not in FCEEXT. */
const source = {
  PATDATA: {
    InternalPatientNumber: ["1"],
    DistrictNumber: ["D1"],
    Sex: ["F"],
    Surname: ["Example"],
    InternalDateOfBirth: ["19500101"],
  },
  INMAN: { IntdMgmt: ["I", "D"], Description: ["Inpatient", "Day case"], InternalValue: ["1", "2"] },
  MOA: {
    MethodOfAdmission: ["EA"],
    Description: ["Emergency"],
    FullDescription: ["Emergency department"],
    InternalValue: ["21"],
  },
  CONSMAST: { Consultant: ["GRE", "BRO"], Name: ["Dr Green", "Mr Brown"], GMCCode: ["C1111111", "none"] },
  ICD10: { Icd10Code: ["I10X", "E119"], Description: ["Hypertension", "Diabetes"] },
  ADMITDISCH: lines(
    ["IpAdmDtimeInt", "IpDschDtimeInt", "IntdMgmt", "MethodOfAdmission", "MethodOfDischarge"],
    `
    1 ARC  201001010900 201001031200 I EA ZZ
    1 GAP  201002010900 201002031200 I EA -
    1 LIVE 201912310900 202001011200 I EA -
    1 ONE  201003010900 201003011700 D EA -
    `,
  ),
  CONSEPISODE: lines(
    [
      "FCENumber",
      "EpsActvDtimeInt",
      "ConsultantEpisodeEndDttm",
      "ConsultantCode",
      "KornerEpisodePrimaryDiagnosisCode",
      "KornerEpisodeSubsidiaryDiagnosisCode",
      "KornerEpisodePrimaryProcedureCode",
      "ReadCodePrimaryProcedureCode",
    ],
    `
    1 ARC  2 201001010900 201001020900 GRE I10X -    -    -
    1 ARC  1 201001020900 201001031200 BRO -    -    -    -
    1 GAP  1 201002010900 201002031100 GRE -    -    -    -
    1 LIVE 1 201912310900 202001011200 GRE -    E119 -    7L1..
    1 ONE  1 201003010900 201003011700 GRE -    -    -    -
    `,
  ),
  CONSEPISDIAG: lines(
    ["FCENumber", "SecondaryDiagSeqNo", "SecondaryDiagnosis", "ReadCode"],
    `
    1 LIVE 1 10 Z999 -
    1 LIVE 1 2  I10X -
    1 LIVE 1 3  -    G20..
    1 LIVE 1 4  -    -
    1 LIVE 9 1  I10X -
    1 ARC  2 1  E119 -
    1 ARC  2 2  -    F40..
    `,
  ),
  CONSEPISPROC: lines(["FCENumber", "SecondaryProcSeqNo", "OPCS", "ProcedureDate"], "1 LIVE 1 1 Z942 31/12/2019"),
  WARDSTAY: lines(["EpsActvDtimeInt", "EndDtTimeInt", "WardCode"], "1 ARC 201001010900 201001031200 W1"),
  WARD: { Ward: ["W1"], WardName: ["Ward 1"] },
  FCEEXT: lines(
    ["FceSequenceNo", "FCEStartDTimeInt", "ClassPat"],
    `
    1 ARC  2 201001010900 -
    1 ARC  1 201001020900 1
    1 ARC  3 201001021000 1
    1 GAP  1 201002010900 1
    1 LIVE 1 201912310900 1
    1 LOST 1 201501010900 1
    `,
  ),
};

describe("coding", () => {
  let result: TestResult;
  before(async () => {
    result = await migrate(source, { archiveBefore: "2020-01-01" });
  });

  it("keeps the order: the primary code has the first place even where none is held, then by sequence number", () => {
    expect(byKey(result, "LOAD_ADT_CODING", "diagnosis")).to.deep.equal({
      "1|LIVE|1|DIAG|2": "E119",
      "1|LIVE|1|DIAG|3": "I10X",
      "1|LIVE|1|DIAG|5": "Z999",
      "1|LIVE|1|PROC|2": "Z942",
    });
    expect(byKey(result, "LOAD_ADT_CODING", "note_type")["1|LIVE|1|DIAG|2"]).to.equal("Secondary");
    expect(byKey(result, "LOAD_ADT_CODING", "diagnosis_date")["1|LIVE|1|PROC|2"]).to.equal("31/12/2019");
  });

  it("refuses Read codes, archived ones too, and lists codes that the master file lacks where it is not empty", () => {
    expect(refusals(result, "LOAD_ADT_CODING")).to.deep.equal([
      "1|ARC|2|DIAG|3 CODE_ONLY_READ",
      "1|LIVE|1|DIAG|4 CODE_ONLY_READ",
      "1|LIVE|1|DIAG|5 diagnosis CODE_NOT_IN_MASTER",
      "1|LIVE|1|PROC|1 CODE_ONLY_READ",
      "1|LIVE|9|DIAG|2 PARENT_NOT_MIGRATED",
    ]);
  });

  it("accounts for records without a code", () => {
    expect(result.ledger.CONSEPISDIAG).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 2, rejected: 3 });
  });
});

describe("the archive of admissions", () => {
  let result: TestResult;
  before(async () => {
    result = await migrate(source, { archiveBefore: "2020-01-01" });
  });

  const rows = () =>
    result
      .table("LOAD_ADT_ARCHIVE")
      .rows.map((row) =>
        [row.encounter_type, row.episode_order, row.episode_start, row.duration_of_episode, row.ward_name].join(" "),
      );

  it("has each finished episode of sound spells discharged before the cut-off, in the order of their times", () => {
    expect(rows()).to.deep.equal(["I 2 02/01/2010 1 Ward 1", "I 1 01/01/2010 1 Ward 1", "D 1 01/03/2010 0 "]);
    expect(result.table("LOAD_ADT_ADMISSIONS").column("external_system_id")).to.deep.equal(["1|LIVE"]);
  });

  it("says in words what codes mean, the long form where there is one", () => {
    const [second, first] = result.table("LOAD_ADT_ARCHIVE").rows;
    expect(first).to.include({
      admission_method: "Emergency department",
      intended_management: "Inpatient",
      consultant_gmc: "C1111111",
      discharging_consultant_name: "Mr Brown",
      discharge_method: null,
      diagnosis_scheme: "ICD-10",
      primary_diagnosis_desc: "Hypertension",
      diagnosis_1_code: "E119",
      diagnosis_1_desc: "Diabetes",
      procedure_scheme: null,
      comments: null,
    });
    expect(second).to.include({ consultant_name: "Mr Brown", consultant_gmc: null, primary_diagnosis_code: null });
  });

  it("refuses what contradicts the live tables, and codes without words", () => {
    expect(refusals(result, "LOAD_ADT_ARCHIVE").filter((refusal) => !refusal.includes("_consultant_"))).to.deep.equal([
      "1|ARC|1 consultant_gmc GMC_CODE_NOT_NATIONAL BRO",
      "1|ARC|1 discharge_method CODE_NOT_DESCRIBED ZZ",
      "1|ARC|2 discharge_method CODE_NOT_DESCRIBED ZZ",
      "1|ARC|3 FINISHED_EXTRACT_DISAGREES",
      "1|ARC|3 discharge_method CODE_NOT_DESCRIBED ZZ",
      "1|LOST|1 SPELL_UNKNOWN",
    ]);
    expect(refusals(result, "LOAD_ADT_ADMISSIONS")).to.deep.equal(["1|GAP EPISODE_GAP"]);
    expect(result.ledger.FCEEXT).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 2, rejected: 2 });
  });

  it("stays empty without a cut-off, and everything is live", async () => {
    const live = await migrate(source);
    expect(live.table("LOAD_ADT_ARCHIVE").rows).to.deep.equal([]);
    expect(live.table("LOAD_ADT_ADMISSIONS").column("external_system_id")).to.deep.equal(["1|ARC", "1|LIVE", "1|ONE"]);
    expect(live.ledger.FCEEXT.excluded).to.equal(6);
  });
});
