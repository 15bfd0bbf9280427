import type { MockRows } from "@pas-migrate/core/mock";
import type { Clinic, ClinicDoctor, Hospital } from "@pas-migrate/lives";
import {
  APPTYP,
  CABSERVICE,
  CPFCLINICIAN,
  CPFLOCATION,
  CPFOUTCOME,
  DISP,
  OPBOOKTYPEMF,
  OPCANCRSN,
  OPDOCTOR,
  OPTRACKSTEP,
  OPWLMF,
  OUTCLNC,
  SGBOOKTYPEMF,
  TRANS,
} from "./master-tables.js";

const inUse = { MfRecStsInd: "0" } as const;

/** What V83 has room for of a clinic's name. */
export function clinicName({ description }: Clinic): string {
  return description.slice(0, 20).trim();
}

/** Writes what the codes of clinics, lists and community services mean. */
export function writeMasters(hospital: Hospital, rows: MockRows): void {
  writeClinics(hospital, rows);
  writeLists(hospital, rows);
  writeVisitCodes(hospital, rows);
  writeCommunity(hospital, rows);
}

function writeClinics({ clinics, provider, appointmentTypes }: Hospital, rows: MockRows): void {
  const doctors = new Map<string, ClinicDoctor>();
  for (const clinic of clinics) {
    rows.source(OUTCLNC, {
      SchedResGrpMfCd: clinic.code,
      Description: clinicName(clinic),
      ConsCode: clinic.consultant.code,
      Specialty: clinic.specialty.code,
      DestinationHospCd: clinic.site.code,
      ProviderCode: provider.slice(0, 4),
      ...inUse,
    });
    for (const doctor of clinic.doctors) doctors.set(doctor.code, doctor);
  }
  for (const { code, name, gmc } of doctors.values())
    rows.source(OPDOCTOR, {
      SchedResMfCd: code,
      Name: name.slice(0, 20).trim(),
      GmcGdcHcp: gmc,
      TypeOfDoctor: gmc === undefined ? "REG" : "CONS",
      GradeOfStaff: gmc === undefined ? "REG" : "CONS",
      ...inUse,
    });
  for (const { code, description, category, classification } of appointmentTypes)
    rows.source(APPTYP, {
      AppointmentTypeCode: code,
      AppointmentTypeDesc: description,
      ApptCategory: category,
      ApptClassification: classification,
      SchedulingAppointmentClassification: classification,
      SchedulingApptClassificationDescription: category === "NEW" ? "New" : "Follow-up",
      EBooking: category === "NEW" ? "YES" : "NO",
      EBookingInt: category === "NEW" ? "1" : "0",
      Urgent: code === "2WW" ? "YES" : "NO",
      Urgent_1: code === "2WW" ? "1" : "0",
      ...inUse,
    });
}

function writeLists({ outpatientLists, serviceGroups, codes }: Hospital, rows: MockRows): void {
  for (const { code, description, specialty, consultant, site, followUp } of outpatientLists)
    rows.source(OPWLMF, {
      TreatmentCode: code,
      Description: description,
      Specialty: specialty.code,
      Consultant: consultant?.code,
      HospitalCode: site.code,
      HospitalName: site.name,
      FollowUpType: followUp ? "1" : "0",
      SchedulingApplicationAreaExternal: "OP",
      ...inUse,
    });
  for (const { list } of serviceGroups)
    rows.source(OPWLMF, {
      TreatmentCode: list.code,
      Description: list.description,
      HospitalCode: list.site.code,
      HospitalName: list.site.name,
      FollowUpType: "0",
      SchedulingApplicationAreaExternal: "SG",
      ...inUse,
    });
  for (const { code, description } of [...codes.cancellations, ...codes.listRemovals])
    rows.source(OPCANCRSN, { CancellationCode: code, Description: description, ...inUse });
}

function writeVisitCodes({ codes }: Hospital, rows: MockRows): void {
  for (const { code, description } of codes.disposals)
    rows.source(DISP, { DisposalCode: code, Description: description, ...inUse });
  for (const { code, description } of codes.transports)
    rows.source(TRANS, { Transport: code, Description: description, ...inUse });
  for (const { code, description } of codes.trackingSteps)
    rows.source(OPTRACKSTEP, { TrackingStepCode: code, TrackingStepDescription: description, ...inUse });
  for (const { code, description } of codes.bookingServices)
    rows.source(CABSERVICE, { CABServiceCode: code, Description: description, UniqueServiceID: "99001", ...inUse });
  for (const { code, description } of codes.bookingTypes) {
    const row = { Code: code, Description: description, ...inUse };
    rows.source(OPBOOKTYPEMF, { ...row, SchedulingApplicationAreaExternal: "OP" });
    rows.source(SGBOOKTYPEMF, { ...row, SchedulingApplicationAreaExternal: "SG" });
  }
}

function writeCommunity({ serviceGroups, codes }: Hospital, rows: MockRows): void {
  for (const group of serviceGroups)
    for (const { code, title, forename, surname } of group.clinicians)
      rows.source(CPFCLINICIAN, {
        ClinicianCode: code,
        Title: title,
        Forename: forename,
        Surname: surname,
        Department: group.code,
        Deleted: "0",
      });
  for (const { code, description } of codes.communityLocations)
    rows.source(CPFLOCATION, { Location: code, Description: description, Deleted: "0" });
  for (const { code, description } of codes.communityOutcomes)
    rows.source(CPFOUTCOME, {
      Outcome: code,
      Description: description,
      AutoEpisodeClose: code === "COMP" ? "YES" : "NO",
      ...inUse,
    });
}
