import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { appointment, byKey, migrate, patients, referral, refusals, table } from "../support/migrate.js";

const TABLE = "LOAD_CMTY_APPOINTMENTS";
const booking = (episode: string, start: string, more = {}) =>
  appointment("1", episode, start, { ApplicationIndicator: "3", ...more });
const contact = (episode: string, start: string, more = {}) => ({
  InternalPatientNumber: "1",
  EpisodeNumber: episode,
  ContactDatetimeInt: start,
  ...more,
});

describe(TABLE, () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1"),
      CPSGREFERRAL: table({
        InternalPatientNumber: "1",
        EpisodeNumber: "50",
        RefDtTmInt: "202501010900",
        Source: "GP",
        ServGroup: "DN",
        LeadClinician: "N1",
        DiagComment1: "Leg ulcer",
        DischargeReason: "DONE",
        DischargeDtTmInt: "202503010900",
      }),
      CPFCOMMREFSOURCE: table({ ReferredBy: "GP", Description: "General practitioner", CMDSValue: "03" }),
      CPFDISCHREASON: table({ DischargeReason: "DONE", Description: "Completed" }),
      CPFSERVICEGROUPS: table({ Department: "DN", Description: "District nursing" }),
      CPFCLINICIAN: table({ ClinicianCode: "N1", Forename: "NORA", Surname: "NASH" }),
      CPFOUTCOME: table({ Outcome: "HEAL", Description: "Healed" }),
      CONSMAST: table({ Consultant: "N1", Name: "NORTH" }),
      OPREFERRAL: table(referral("1", "10")),
      HWSAPP: table(
        booking("50", "202502010900", { ApptStatus: "ATT", ApptClass: "1", ClinicConsultant: "N1", EpiGp: "SMI" }),
        booking("50", "202502020900", { ApptStatus: "ATT", ResCode: "N1" }),
        booking("50", "202502030900", { ApptStatus: "ATT" }),
        booking("10", "202502040900", { ApptStatus: "ATT" }),
      ),
      HWSAPPIS: table(
        booking("50", "202502010900", { ApptStatus: "ATT" }),
        booking("50", "202502050900", { ApptStatus: "NATT" }),
      ),
      OPA: table(
        booking("50", "202502010900", { ApptStatus: "ATT" }),
        appointment("1", "10", "202502040900", { ApptStatus: "ATT" }),
        booking("50", "202502060900", { ApptStatus: "WLK" }),
      ),
      CPPTCONTACT: table(
        contact("50", "202502030900", {
          ApptAttendanceCode: "ATT",
          PrimaryOutcome: "HEAL",
          TypeOfContact: "HOME VISIT",
        }),
        contact("50", "202502070900", { ApptAttendanceCode: "CND", PrimaryClinician: "??" }),
        contact("50", "202502080900", { ApptAttendanceCode: "DNA", ActualContactDtTmInt: "202502080900" }),
      ),
      CPPTCONTACTNOTES: table(
        contact("50", "202502030900", { CpsPatientContactTreatmentNotesLineCount: "2", ContactNotes: "line two" }),
        contact("50", "202502030900", { CpsPatientContactTreatmentNotesLineCount: "1", ContactNotes: "Line one," }),
      ),
      GP: table({ GpCode: "SMI", DohCode: "G1234567", PracticeCode: "A12345", Postcode: "SE1 6LH" }),
      RTTPTPATHWAY: table({ InternalPatientNumber: "1", PathwayNumber: "P1" }),
      RTTPTEPIPATHWAY: table({ InternalPatientNumber: "1", EpisodeNumber: "50", PathwayNumber: "P1" }),
      RTTEPIPERIOD: table({ InternalPatientNumber: "1", EpisodeNumber: "50", PathwayNumber: "P1", PPeriodId: "1" }),
      RTTPERIOD: table({
        InternalPatientNumber: "1",
        PathwayNumber: "P1",
        PPeriodId: "1",
        RttStartDateTimeInt: "202501010900",
        RttEndDateTimeInt: "202502010900",
      }),
    });
  });

  it("loads each contact once, whichever tables hold it", () => {
    expect(byKey(result, TABLE, "outcome")).to.deep.equal({
      "1|50|202502010900|R1": "5",
      "1|50|202502020900|N1": "5",
      "1|50|202502030900|": "5",
      "1|50|202502050900|R1": "3",
      "1|50|202502060900|R1": "5",
      "1|50|202502070900|": null,
      "1|50|202502080900|": "3",
    });
    expect(result.ledger.HWSAPP).to.deep.equal({ loaded: 2, split: 0, merged: 2, excluded: 0, rejected: 0 });
    expect(result.ledger.HWSAPPIS).to.deep.equal({ loaded: 1, split: 0, merged: 1, excluded: 0, rejected: 0 });
    expect(result.table("LOAD_OPD_APPOINTMENTS").column("external_system_id")).to.deep.equal(["1|10|202502040900|R1"]);
  });

  it("carries what the referral says", () => {
    expect(result.table(TABLE).rows[0]).to.include({
      main_crn: "D1",
      first_seen: "01/02/2025",
      ref_date: "01/01/2025",
      ref_received_date: null,
      ref_source: "03",
      ref_gp_code: "G1234567",
      ref_practice_code: "A12345",
      ref_practice_postcode: "SE1 6LH",
      ref_team: "DN",
      ref_consultant: "N1",
      ref_outcome: "DONE",
      ref_discharge_date: "01/03/2025",
      ref_comment: "Leg ulcer",
    });
  });

  it("links the pathway, and the period whose clock the contact stopped", () => {
    const [first, second] = result.table(TABLE).rows;
    expect(first).to.include({
      loadrttpwy_record_number: recordNumber("LOAD_RTT_PATHWAYS", ["1", "P1"]),
      loadrttprd_record_number: recordNumber("LOAD_RTT_PERIODS", ["1", "P1", "1"]),
      loadrttprd_action: "STOP",
    });
    expect(second).to.include({ loadrttprd_record_number: null, loadrttprd_action: null });
  });

  it("tells clinicians from consultants of the same code, and contacts from appointments by type", () => {
    expect(byKey(result, TABLE, "consultant_code")).to.include({
      "1|50|202502010900|R1": "N1",
      "1|50|202502020900|N1": "N1",
      "1|50|202502030900|": null,
    });
    expect(byKey(result, TABLE, "appt_type")).to.include({ "1|50|202502030900|": "HOME VISIT" });
  });

  it("puts notes in their order, and has no time seen for whom nobody saw", () => {
    expect(byKey(result, TABLE, "appt_comment")).to.include({
      "1|50|202502030900|": "Outcome: Healed; Notes: Line one, line two",
    });
    expect(byKey(result, TABLE, "time_seen")).to.include({ "1|50|202502080900|": null });
    expect(byKey(result, TABLE, "walkin_flag")).to.include({ "1|50|202502060900|R1": "Y", "1|50|202502080900|": null });
  });

  it("rejects attendance codes that the dictionary does not explain, and unknown clinicians", () => {
    expect(refusals(result, TABLE)).to.deep.equal([
      "1|50|202502070900| consultant_code CODE_NOT_MAPPED CLIN:??",
      "1|50|202502070900| outcome CODE_NOT_MAPPED CND",
    ]);
  });
});
