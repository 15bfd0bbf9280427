import { recordNumber } from "@pas-migrate/core";
import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { appointment, byKey, migrate, patients, referral, refusals, table } from "../support/migrate.js";

const TABLE = "LOAD_OPD_APPOINTMENTS";

/** A coded field, the source column behind it, and a code that its master file has. */
const coded: readonly (readonly [string, string, string])[] = [
  ["booking_type", "BookingType", "FULL"],
  ["clinic_code_1", "ClinicCode", "C1"],
  ["appt_type", "ApptType", "NEW"],
  ["consultant_in_charge", "ClinicConsultant", "CON1"],
  ["transport_required", "Transport", "A1"],
];

describe(TABLE, () => {
  let result: TestResult;

  before(async () => {
    const codes = Object.fromEntries(coded.map(([, source, code]) => [source, code]));
    const unknown = Object.fromEntries(coded.map(([, source]) => [source, "??"]));
    result = await migrate({
      PATDATA: patients("1", "2"),
      OPREFERRAL: table(referral("1", "10")),
      OPBOOKTYPEMF: table({ Code: "FULL", Description: "Fully booked" }),
      OUTCLNC: table({ SchedResGrpMfCd: "C1", Description: "Clinic one" }),
      APPTYP: table({ AppointmentTypeCode: "NEW", AppointmentTypeDesc: "New" }),
      CONSMAST: table({ Consultant: "CON1", Name: "ONE", GMCCode: "C1111111" }),
      TRANS: table({ Transport: "A1", Description: "Ambulance" }),
      CABSERVICE: table({ CABServiceCode: "S1", Description: "Service one" }),
      OPDOCTOR: table(
        { SchedResMfCd: "R1", Name: "DR ONE", GmcGdcHcp: "1111111" },
        { SchedResMfCd: "R2", Name: "DR TWO", GmcGdcHcp: "2222222" },
      ),
      DISP: table({ DisposalCode: "FUP", Description: "Follow up" }),
      OPCANCRSN: table({ CancellationCode: "AWAY", Description: "Clinician away" }),
      OPAPPOINTATTEND: table({
        InternalPatientNumber: "1",
        EpisodeNumber: "10",
        PtApptStartDtimeInt: "202601030900",
        ResCode: "R1",
        SchReasonForCancellationCodeAppointment: "AWAY",
      }),
      APPOINTMENTDNA: table({
        InternalPatientNumber: "1",
        EpisodeNumber: "10",
        PtApptStartDtimeInt: "202601040900",
        ResCode: "R1",
        Comment: "Wrote to GP",
      }),
      OPTRACKSTEP: table({ TrackingStepCode: "ARR", TrackingStepDescription: "Patient arrived" }),
      OPATTTRACK: table({
        InternalPatientNumber: "1",
        EpisodeNumber: "10",
        PtApptStartDtimeInt: "202601010900",
        ResCode: "R1",
        TrackingStep: "ARR",
        SchPatientTrackingStepDatetimeNeutral: "202601010851",
      }),
      OPA: table(
        appointment("1", "10", "202601010900", {
          ...codes,
          ApptStatus: "ATT",
          Disposal: "FUP",
          ApptComment: "Hello",
          CABServiceCode: "S1",
          EbookingReferenceNumber: "000123456789",
        }),
        appointment("1", "10", "202601020900", { ...unknown, ApptStatus: "XX", ResCode: "??", CABServiceCode: "S1" }),
        appointment("1", "10", "202601030900", { CancelBy: "H" }),
        appointment("1", "10", "202601040900", { ApptStatus: "NATT", ResCode: "R1", EbookingDNAReason: "2" }),
        appointment("1", "10", "202601040900", { ApptStatus: "SATT", ResCode: "R2" }),
        appointment("1", "10", "20260105", { ApptStatus: "ATT" }),
        appointment("1", "77", "202601060900", { ApptStatus: "ATT" }),
        appointment("9", "10", "202601070900", { ApptStatus: "ATT" }),
        appointment("1", "10", "202601080900", { ApplicationIndicator: "3", ApptStatus: "ATT" }),
        appointment("1", "10", "202601090900", { ApplicationIndicator: "1", ApptStatus: "ATT" }),
        appointment("2", "20", "202601100900", { ApplicationIndicator: "1", ApptStatus: "ATT" }),
      ),
    });
  });

  it("hangs each appointment on its referral, under its four-part key", () => {
    const key = ["1", "10", "202601010900", "R1"];
    expect(result.table(TABLE).rows[0]).to.include({
      record_number: recordNumber(TABLE, key),
      external_system_id: key.join("|"),
      loadref_record_number: recordNumber("LOAD_REFERRALS", ["1", "10"]),
      loadowl_record_number: null,
      system_code: "V83",
      main_crn_type: "DISTRICT",
      main_crn: "D1",
    });
  });

  it("translates the codes it knows, rejects the unknown ones and leaves empty ones empty", () => {
    for (const [field, , code] of coded) {
      const values = byKey(result, TABLE, field);
      expect(values["1|10|202601010900|R1"], field).to.equal(code);
      expect(values["1|10|202601020900|??"], field).to.equal(null);
      expect(values["1|10|202601030900|R1"], field).to.equal(null);
    }
  });

  it("gives the consultant with the doctor's GMC number as the one taking the appointment", () => {
    expect(byKey(result, TABLE, "consultant_taking_appt")).to.include({
      "1|10|202601010900|R1": "CON1",
      "1|10|202601040900|R2": null,
    });
  });

  it("gives national outcomes, too late to be seen and late but seen among them", () => {
    expect(byKey(result, TABLE, "outcome")).to.deep.equal({
      "1|10|202601010900|R1": "5",
      "1|10|202601020900|??": null,
      "1|10|202601030900|R1": "4",
      "1|10|202601040900|R1": "7",
      "1|10|202601040900|R2": "6",
      "1|10|202601090900|R1": "5",
    });
  });

  it("keeps in the comment what has no column", () => {
    expect(byKey(result, TABLE, "appt_comment")).to.include({
      "1|10|202601010900|R1": "Hello; Disposal: Follow up",
      "1|10|202601030900|R1": "Reason for cancellation: Clinician away",
      "1|10|202601040900|R1": "Missed appointment: Wrote to GP",
      "1|10|202601040900|R2": null,
    });
  });

  it("gives tracked times only, and a booking service only with a real reference", () => {
    expect(byKey(result, TABLE, "time_arrived")).to.include({
      "1|10|202601010900|R1": "01/01/2026 08:51",
      "1|10|202601040900|R2": null,
    });
    expect(
      result
        .table(TABLE)
        .column("time_seen")
        .filter((time) => time !== null),
    ).to.deep.equal([]);
    expect(byKey(result, TABLE, "cab_service")).to.include({
      "1|10|202601010900|R1": "S1",
      "1|10|202601020900|??": null,
    });
  });

  it("refuses rows without patient, referral or time, and says why", () => {
    expect(refusals(result, TABLE)).to.deep.equal(
      [
        "1|10|202601020900|?? appt_type CODE_NOT_MAPPED ??",
        "1|10|202601020900|?? booking_type CODE_NOT_MAPPED ??",
        "1|10|202601020900|?? clinic_code_1 CODE_NOT_MAPPED ??",
        "1|10|202601020900|?? clinic_code_2 CODE_NOT_MAPPED ??",
        "1|10|202601020900|?? consultant_in_charge CODE_NOT_MAPPED ??",
        "1|10|202601020900|?? outcome CODE_NOT_MAPPED XX",
        "1|10|202601020900|?? transport_required CODE_NOT_MAPPED ??",
        "1|10|20260105|R1 appt_date TIME_MISSING",
        "1|77|202601060900|R1 PARENT_NOT_MIGRATED",
        "2|20|202601100900|R1 INPATIENT_APPOINTMENT",
        "9|10|202601070900|R1 PATIENT_UNKNOWN",
      ].sort(),
    );
  });
});
