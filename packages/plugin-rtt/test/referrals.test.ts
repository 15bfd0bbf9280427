import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { migrate, patients, rejectsOf, rowsOf, table } from "./support/run.js";

describe("LOAD_REFERRALS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1", "2"),
      SPEC: table("Specialty Description TreatmentFunction", "CAR Cardiology 320"),
      CONSMAST: table("Consultant Name", "SMI Smith"),
      PATCAT: table("Category Description CategoryOfPatient", "N NHS 01"),
      GP: table("GpCode DohCode PracticeCode Postcode", "G1 G1234567 A12345 AB1_2CD", "G2 G7654321 B12345 EF1_2GH"),
      OPREFSOURCE: table("ReferredBy Description CmdsValue", "GP Practitioner 03", "XX Nonsense 55"),
      OPREFREASON: table("ReasonForRefCode Description", "ADV Advice"),
      OPRSNDISCH: table("DischargeCode Description", "TC Treated", "SAME Outpatient_meaning"),
      SUSPCANCER: table("SuspectedCancerCode CategoryDescription", "LUNG Lung"),
      CPFCOMMREFSOURCE: table("ReferredBy Description CMDSValue", "GP Practitioner 12"),
      CPFDISCHREASON: table("DischargeReason Description", "SAME Community_meaning", "GOAL Goals_met"),
      CPFSERVICEGROUPS: table("Department Description", "DN District_nursing"),
      OPREFERRAL: table(
        "InternalPatientNumber EpisodeNumber ReferralDate OpRegDtimeInt RefBy EpiGPCode EpiGPPracticeCode PriorityType SuspectedCancerCode ReasonForRef Specialty ConsCode Category DischargeDt DischargeTm Comment RefComment",
        "1 1 02/01/2025 202501060910 GP G1 A12345 3 LUNG ADV CAR SMI N - - Short_of_breath By_fax",
        "1 2 - - - - - - - - - - - - - - -",
        "1 3 31/02/2025 202513010000 XX G9 A1 9 NOSE NIL XXX WHO Z 202599010000 - - -",
        "1 4 01/03/2025 202503010800 - - B12345 - - - - - - - 05/04/2025_10:00 - -",
        "1 5 01/03/2025 202503010800 - G1 B12345 - - - - - - - - - -",
        "1 6 01/03/2025 202503010800 - - - - - - - - - - - - -",
        "1 7 01/03/2025 202503010800 - - - - - - - - - - - - -",
        "9 1 01/03/2025 202503010800 - - - - - - - - - - - - -",
        "2 1 01/03/2025 202503010800 - - - - - - - - - - - - -",
        "2 1 02/03/2025 202503010800 - - - - - - - - - - - - -",
      ),
      OPDISCHARGE: table(
        "InternalPatientNumber EpisodeNumber OpRegDtimeInt OpDischargeDTimeInt DischargeDatetime ReasonCode",
        "1 5 202503010800 202506011200 - TC",
        "1 5 202503010800 202506301200 - SAME",
        "1 6 - - 02/06/2025 TC",
        "1 6 - - 28/05/2025 SAME",
        "1 7 202401010800 202406011200 - TC",
      ),
      CPSGREFERRAL: table(
        "InternalPatientNumber EpisodeNumber RefDtTmInt ReferralDate Source ServGroup PriorityInt Priority DischargeReason DischargeDate DiagComment1 DiagComment2",
        "1 20 202508111015 11/08/2025 GP DN - - SAME 01/09/2025 ULCER DRESSING",
        "1 21 - 12/08/2025 ZZ XX 1 HIGH - - - -",
        "1 22 - 13/08/2025 - - - - - - - -",
      ),
      CPREFDISCH: table("InternalPatientNumber EpisodeNumber DischargeDate Reason", "1 22 202509021030 GOAL"),
      EPIREGISTRATION: table(
        "InternalPatientNumber EpisodeNumber EpiGP",
        "1 5 G2",
        "1 6 G1",
        "1 20 G2",
        "1 21 G1",
        "1 21 G2",
        "2 22 G1",
      ),
      RTTPTPATHWAY: table(
        "InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus",
        "1 RXX01LATE 0 0",
        "1 RXX01EARLY 0 0",
      ),
      RTTPTEPIPATHWAY: table(
        "InternalPatientNumber EpisodeNumber PathwayNumber",
        "1 1 RXX01LATE",
        "1 1 RXX01EARLY",
        "1 1 RXX01GONE",
        "1 2 RXX01GONE",
        "1 20 RXX01LATE",
      ),
      RTTPERIOD: table(
        "InternalPatientNumber PathwayNumber PPeriodId RttStartDateTimeInt",
        "1 RXX01LATE 1 202502010900",
        "1 RXX01EARLY 1 202501060910",
        "1 RXX01GONE 1 202401010900",
      ),
    });
  });

  it("carries everything that an outpatient referral holds", () => {
    const { record_number, loadrttpwy_record_number, ...row } = result.table("LOAD_REFERRALS").rows[0];
    expect(row).to.deep.equal({
      system_code: "V83",
      external_system_id: "1|1",
      main_crn_type: "DISTRICT",
      main_crn: "D1",
      patient_category: "01",
      first_seen: null,
      override_wait_reset_date: null,
      ref_new_followup_flag: null,
      ref_date: "02/01/2025",
      ref_received_date: "06/01/2025",
      ref_source: "03",
      ref_gp_code: "G1234567",
      ref_practice_code: "A12345",
      ref_practice_postcode: "AB1 2CD",
      ref_urgency: "3",
      ref_type: "LUNG",
      ref_reason: "ADV",
      ref_specialty: "320",
      ref_team: null,
      ref_consultant: "SMI",
      ref_outcome: null,
      ref_discharge_date: null,
      ref_comment: "Short of breath; Source of referral: By fax",
      encounter_type: "O",
    });
  });

  it("names the pathway whose clock started first, of those that are there", () => {
    const numbers = Object.fromEntries(
      result.table("LOAD_RTT_PATHWAYS").rows.map((row) => [row.external_system_id, row.record_number]),
    );
    const links = result.table("LOAD_REFERRALS").column("loadrttpwy_record_number");
    expect(links.slice(0, 2)).to.deep.equal([numbers["1|RXX01EARLY"], null]);
    const community = result.table("LOAD_REFERRALS").rows.find((row) => row.external_system_id === "1|20");
    expect(community?.loadrttpwy_record_number).to.equal(numbers["1|RXX01LATE"]);
  });

  it("finds a discharge in either table, the last of several, and only of the same registration", () => {
    expect(
      rowsOf(result, "LOAD_REFERRALS", "external_system_id ref_discharge_date ref_outcome").slice(3, 10),
    ).to.deep.equal([
      "1|21 - -",
      "1|22 02/09/2025 GOAL",
      "1|3 - -",
      "1|4 05/04/2025 -",
      "1|5 30/06/2025 SAME",
      "1|6 02/06/2025 TC",
      "1|7 - -",
    ]);
  });

  it("keeps the codes of the community apart from those of outpatients", () => {
    expect(
      rowsOf(
        result,
        "LOAD_REFERRALS",
        "external_system_id ref_date ref_received_date ref_source ref_team ref_outcome encounter_type",
      ).slice(2, 4),
    ).to.deep.equal(["1|20 11/08/2025 - 12 DN COMMUNITY:SAME U", "1|21 12/08/2025 - - - - U"]);
    expect(result.table("LOAD_REFERRALS").rows[2].ref_comment).to.equal("Diagnosis: ULCER; Diagnosis: DRESSING");
  });

  it("takes the GP that a referral does not repeat from the registration of the same episode, unless that has two", () => {
    const registered = rowsOf(
      result,
      "LOAD_REFERRALS",
      "external_system_id ref_gp_code ref_practice_code ref_practice_postcode",
    );
    expect(registered.slice(2, 5)).to.deep.equal(["1|20 G7654321 B12345 EF1 2GH", "1|21 - - -", "1|22 - - -"]);
    expect(registered).to.include("1|6 G1234567 A12345 AB1 2CD");
    expect(registered).to.include("1|5 G1234567 B12345 -");
  });

  it("leaves out the postcode of a practice that is not the GP's present one", () => {
    const row = result.table("LOAD_REFERRALS").rows.find((each) => each.external_system_id === "1|5");
    expect([row?.ref_practice_code, row?.ref_practice_postcode]).to.deep.equal(["B12345", null]);
  });

  it("makes nothing up where nothing is held", () => {
    const row = result.table("LOAD_REFERRALS").rows[1];
    const held = Object.entries(row).filter(([, value]) => value !== null);
    expect(held.map(([name]) => name)).to.deep.equal([
      "record_number",
      "system_code",
      "external_system_id",
      "main_crn_type",
      "main_crn",
      "encounter_type",
    ]);
  });

  it("rejects what it cannot read or translate, value by value, and rows of nobody or with a key twice", () => {
    expect(rejectsOf(result, "LOAD_REFERRALS")).to.deep.equal([
      "1|21 ref_source CODE_NOT_MAPPED COMMUNITY:ZZ",
      "1|21 ref_team CODE_NOT_MAPPED XX",
      "1|21 ref_urgency CODE_NOT_MAPPED COMMUNITY:1",
      "1|3 patient_category CODE_NOT_MAPPED Z",
      "1|3 ref_consultant CODE_NOT_MAPPED WHO",
      "1|3 ref_date DATE_INVALID",
      "1|3 ref_discharge_date DATE_INVALID",
      "1|3 ref_gp_code GP_UNKNOWN G9",
      "1|3 ref_practice_code PRACTICE_CODE_NOT_NATIONAL A1",
      "1|3 ref_reason CODE_NOT_MAPPED NIL",
      "1|3 ref_received_date DATE_INVALID",
      "1|3 ref_source CODE_NOT_MAPPED OP:XX",
      "1|3 ref_specialty CODE_NOT_MAPPED XXX",
      "1|3 ref_type CODE_NOT_MAPPED NOSE",
      "1|3 ref_urgency CODE_NOT_MAPPED 9",
      "2|1 - DUPLICATE_KEY",
      "2|1 - DUPLICATE_KEY",
      "9|1 - PATIENT_UNKNOWN",
    ]);
  });

  it("accounts for every row of both tables", () => {
    expect(result.ledger.OPREFERRAL).to.deep.include({ loaded: 7, rejected: 3, excluded: 0, merged: 0 });
    expect(result.ledger.CPSGREFERRAL).to.deep.include({ loaded: 3, rejected: 0, excluded: 0, merged: 0 });
  });

  it("quarantines the referral of a patient who was not migrated, and all that hangs on it", async () => {
    const orphaned = await migrate({
      PATDATA: { InternalPatientNumber: ["1"], DistrictNumber: [null] },
      OPREFERRAL: table("InternalPatientNumber EpisodeNumber", "1 1"),
      RTTPTPATHWAY: table("InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus", "1 RXX01A 0 0"),
      RTTPERIOD: table("InternalPatientNumber PathwayNumber PPeriodId RttStartDateTimeInt", "1 RXX01A 1 202501060910"),
      RTTALLPRDSTS: table(
        "InternalPatientNumber PathwayNumber ActivityDateTimeInt PRDStsType RttPRDSts",
        "1 RXX01A 202501060910 ADHOC L10",
      ),
    });
    for (const name of ["LOAD_REFERRALS", "LOAD_RTT_PATHWAYS", "LOAD_RTT_PERIODS", "LOAD_RTT_EVENTS"]) {
      expect(orphaned.table(name).rows, name).to.deep.equal([]);
      expect(
        orphaned.rejects.filter((each) => each.table === name).map((each) => each.reason),
        name,
      ).to.deep.equal(["PARENT_NOT_MIGRATED"]);
    }
  });
});
