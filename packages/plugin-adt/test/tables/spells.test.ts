import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, lines, migrate, refusals, table } from "../support/migrate.js";

const spell = { IpAdmDtimeInt: "202601010900", IpDschDtimeInt: "202601021200" };

describe("spells, episodes and ward stays", () => {
  let result: TestResult;
  before(async () => {
    const one = (patient: string, episode: string, cells = {}) => ({
      InternalPatientNumber: patient,
      EpisodeNumber: episode,
      ...cells,
    });
    result = await migrate({
      PATDATA: { InternalPatientNumber: ["1", "2"], DistrictNumber: ["D1", "D2"] },
      MOA: {
        MethodOfAdmission: ["EA", "BK", "XX", "BK"],
        Description: ["Emergency", "Booked", "Odd", "Booked"],
        InternalValue: ["21", "12", "ZZ", null],
      },
      SOAD: { SourceOfAdm: ["HM", "CP"], Description: ["Home", "Police"], InternalValue: ["19", "42"] },
      MOD: { MethodOfDischarge: ["RG", "MH"], Description: ["Regular", "Tribunal"], InternalValue: ["1", "3"] },
      DOD: { DestinationCode: ["HM", "NH"], Description: ["Home", "Nursing home"], InternalValue: ["19", "55"] },
      INMAN: { IntdMgmt: ["I"], Description: ["Inpatient"], InternalValue: ["1"] },
      PATCAT: { Category: ["NHS"], Description: ["NHS"], CategoryOfPatient: ["01"] },
      SPEC: { Specialty: ["GM"], Description: ["General medicine"], TreatmentFunction: ["300"] },
      CONSMAST: { Consultant: ["GRE"], Name: ["Dr Green"] },
      WARD: { Ward: ["W1"], WardName: ["Ward 1"] },
      GP: {
        GpCode: ["G1", "G2"],
        DohCode: ["G1234567", "bad"],
        PracticeCode: ["P12345", "P1"],
        Postcode: ["SK1 1ZZ", "SK2 2ZZ"],
      },
      ADMITDISCH: table(
        one("1", "1", {
          ...spell,
          MethodOfAdmission: "BK",
          SourceOfAdm: "CP",
          MethodOfDischarge: "MH",
          DestinationOnDischarge: "NH",
          IntdMgmt: "I",
          Category: "NHS",
          WlDateCcyy: "01/12/2025",
          DateOnWl: "01/12/25",
          EpiGPCode: "G1",
          ExpDateofDischarge: "02/01/2026 14:00",
        }),
        one("1", "2", {
          ...spell,
          MethodOfAdmission: "EA",
          SourceOfAdm: "??",
          MethodOfDischarge: "4",
          DestinationOnDischarge: "??",
          IntdMgmt: "Q",
          Category: "Q",
          WlDateCcyy: "01/12/2025",
          EpiGPCode: "G2",
          EpiGPPracticeCode: "P54321",
          ExpDateofDischarge: "02/01/2026",
        }),
        one("1", "3", { ...spell, MethodOfAdmission: "XX", DateOnWl: "01/12/25" }),
        one("1", "4", { ...spell, MethodOfAdmission: "BK", DateOnWl: "01/12/25", EpiGPCode: "G9" }),
        one("1", "5", { AdmissionDate: "01/01/2026 09:00", DischargeDate: "02/01/2026 12:00" }),
        one("9", "1", spell),
        one("2", "6", spell),
        one("2", "6", { ...spell, Category: "NHS" }),
      ),
      CONSEPISODE: lines(
        ["FCENumber", "EpsActvDtimeInt", "ConsultantEpisodeEndDttm", "EpisodeEndDt", "SpecialtyCode", "ConsultantCode"],
        `
        1 1 1 202601010900 202601021200 -            GM GRE
        1 2 1 202601010900 -            202601021200 ?? ??
        1 3 1 202601010900 202601021200 -            -  -
        1 4 1 202601010900 202601011200 -            GM GRE
        1 4 1 202601011200 202601021200 -            GM GRE
        1 5 1 202601010900 202601021200 -            GM GRE
        9 1 1 202601010900 202601021200 -            GM GRE
        2 6 1 202601010900 202601021200 -            GM GRE
        `,
      ),
      WARDSTAY: lines(
        ["EpsActvDtimeInt", "EndDtTimeInt", "WardCode"],
        `
        1 1 202601010900 202601021200 W1
        1 2 202601010900 202601021200 ??
        1 3 202601010900 202601021200 -
        `,
      ),
    });
  });

  const cells = (name: string, column: string) => byKey(result, name, column);

  it("come from a list only where the method of admission is elective", () => {
    expect(cells("LOAD_ADT_ADMISSIONS", "wl_date")).to.deep.equal({
      "1|1": "01/12/2025",
      "1|2": null,
      "1|3": null,
      "1|5": null,
    });
    expect(Object.values(cells("LOAD_ADT_ADMISSIONS", "loadiwl_record_number"))).to.deep.equal([
      null,
      null,
      null,
      null,
    ]);
  });

  it("translate codes by the extract's own master files to national ones, of either generation", () => {
    const row = result.table("LOAD_ADT_ADMISSIONS").rows[0];
    expect(row).to.include({
      admission_type: "12",
      admit_from: "42",
      discharge_type: "3",
      discharge_to: "55",
      intended_management: "1",
      ref_gp_code: "G1234567",
      ref_practice_code: "P12345",
      ref_practice_postcode: "SK1 1ZZ",
      estimated_discharge_date: "02/01/2026 14:00",
    });
  });

  it("leave a value blank whose code is unknown, load the row, and make up no time", () => {
    expect(refusals(result, "LOAD_ADT_ADMISSIONS").filter((refusal) => refusal.startsWith("1|2 "))).to.deep.equal([
      "1|2 admit_from CODE_NOT_MAPPED ??",
      "1|2 discharge_to CODE_NOT_MAPPED ??",
      "1|2 discharge_type CODE_NOT_MAPPED 4",
      "1|2 estimated_discharge_date TIME_MISSING",
      "1|2 intended_management CODE_NOT_MAPPED Q",
      "1|2 ref_gp_code GP_CODE_NOT_NATIONAL G2",
    ]);
    expect(result.table("LOAD_ADT_ADMISSIONS").rows[1]).to.include({
      discharge_type: null,
      estimated_discharge_date: null,
      ref_practice_code: "P54321",
      ref_practice_postcode: null,
      admit_date: "01/01/2026 09:00",
    });
    expect(refusals(result, "LOAD_ADT_EPISODES").filter((refusal) => refusal.startsWith("1|2|"))).to.deep.equal([
      "1|2|1 consultant_code CODE_NOT_MAPPED ??",
      "1|2|1 patient_category CODE_NOT_MAPPED Q",
      "1|2|1 specialty CODE_NOT_MAPPED ??",
    ]);
    expect(refusals(result, "LOAD_ADT_WARDSTAYS").filter((refusal) => refusal.startsWith("1|2|"))).to.deep.equal([
      "1|2|202601010900 ward CODE_NOT_MAPPED ??",
    ]);
  });

  it("leave a value blank and silent where no code is held", () => {
    expect(
      result.rejects.filter(({ key }) => key.startsWith("1|3")).map(({ field, code }) => [field, code]),
    ).to.deep.equal([["admission_type", "XX"]]);
  });

  it("take the time from the display field where the internal one is empty", () => {
    expect(cells("LOAD_ADT_ADMISSIONS", "admit_date")["1|5"]).to.equal("01/01/2026 09:00");
    expect(cells("LOAD_ADT_ADMISSIONS", "discharge_date")["1|5"]).to.equal("02/01/2026 12:00");
    expect(cells("LOAD_ADT_EPISODES", "end_date")["1|2|1"]).to.equal("02/01/2026 12:00");
  });

  it("are keyed by patient and episode, so that a child finds its parent", () => {
    expect(cells("LOAD_ADT_ADMISSIONS", "record_number")["1|1"]).to.equal(
      recordNumber("LOAD_ADT_ADMISSIONS", ["1", "1"]),
    );
    expect(cells("LOAD_ADT_EPISODES", "adt_adm_record_number")["1|1|1"]).to.equal(
      recordNumber("LOAD_ADT_ADMISSIONS", ["1", "1"]),
    );
    expect(cells("LOAD_ADT_WARDSTAYS", "adt_eps_record_number")["1|1|202601010900"]).to.equal(
      recordNumber("LOAD_ADT_EPISODES", ["1", "1", "1"]),
    );
  });

  it("go to quarantine whole when two of their rows share a key", () => {
    expect(refusals(result, "LOAD_ADT_EPISODES").filter((refusal) => refusal.startsWith("1|4|"))).to.deep.equal([
      "1|4|1 DUPLICATE_KEY",
      "1|4|1 DUPLICATE_KEY",
    ]);
    expect(refusals(result, "LOAD_ADT_ADMISSIONS").filter((refusal) => refusal.startsWith("1|4 "))).to.include(
      "1|4 CHAIN_BROKEN",
    );
    expect(refusals(result, "LOAD_ADT_ADMISSIONS").filter((refusal) => refusal.startsWith("2|6 "))).to.deep.equal([
      "2|6 DUPLICATE_KEY",
      "2|6 DUPLICATE_KEY",
    ]);
    expect(refusals(result, "LOAD_ADT_EPISODES").filter((refusal) => refusal.startsWith("2|6|"))).to.deep.equal([
      "2|6|1 PARENT_NOT_MIGRATED",
    ]);
  });

  it("go to quarantine with a patient whom nobody registered", () => {
    expect(refusals(result, "LOAD_ADT_ADMISSIONS").filter((refusal) => refusal.startsWith("9|"))).to.deep.equal([
      "9|1 PATIENT_UNKNOWN",
    ]);
    expect(refusals(result, "LOAD_ADT_EPISODES").filter((refusal) => refusal.startsWith("9|"))).to.deep.equal([
      "9|1|1 PARENT_NOT_MIGRATED",
    ]);
  });
});
