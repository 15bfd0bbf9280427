import { mockTable } from "@pas-migrate/core/mock";

export const OUTCLNC = mockTable("OUTCLNC", [
  "SchedResGrpMfCd",
  "Description",
  "ConsCode",
  "Specialty",
  "DestinationHospCd",
  "ProviderCode",
  "MfRecStsInd",
]);

export const OPDOCTOR = mockTable("OPDOCTOR", [
  "SchedResMfCd",
  "Name",
  "GmcGdcHcp",
  "TypeOfDoctor",
  "GradeOfStaff",
  "MfRecStsInd",
]);

export const APPTYP = mockTable("APPTYP", [
  "AppointmentTypeCode",
  "AppointmentTypeDesc",
  "ApptCategory",
  "ApptClassification",
  "SchedulingAppointmentClassification",
  "SchedulingApptClassificationDescription",
  "EBooking",
  "EBookingInt",
  "Urgent",
  "Urgent_1",
  "MfRecStsInd",
]);

export const OPWLMF = mockTable("OPWLMF", [
  "TreatmentCode",
  "Description",
  "Specialty",
  "Consultant",
  "HospitalCode",
  "HospitalName",
  "FollowUpType",
  "SchedulingApplicationAreaExternal",
  "MfRecStsInd",
]);

export const DISP = mockTable("DISP", ["DisposalCode", "Description", "MfRecStsInd"]);

export const OPCANCRSN = mockTable("OPCANCRSN", ["CancellationCode", "Description", "MfRecStsInd"]);

export const TRANS = mockTable("TRANS", ["Transport", "Description", "MfRecStsInd"]);

export const OPBOOKTYPEMF = mockTable("OPBOOKTYPEMF", [
  "Code",
  "Description",
  "SchedulingApplicationAreaExternal",
  "MfRecStsInd",
]);

export const SGBOOKTYPEMF = mockTable("SGBOOKTYPEMF", [
  "Code",
  "Description",
  "SchedulingApplicationAreaExternal",
  "MfRecStsInd",
]);

export const CABSERVICE = mockTable("CABSERVICE", ["CABServiceCode", "Description", "UniqueServiceID", "MfRecStsInd"]);

export const OPTRACKSTEP = mockTable("OPTRACKSTEP", ["TrackingStepCode", "TrackingStepDescription", "MfRecStsInd"]);

export const CPFCLINICIAN = mockTable("CPFCLINICIAN", [
  "ClinicianCode",
  "Title",
  "Forename",
  "Surname",
  "Department",
  "Deleted",
]);

export const CPFLOCATION = mockTable("CPFLOCATION", ["Location", "Description", "Deleted"]);

export const CPFOUTCOME = mockTable("CPFOUTCOME", ["Outcome", "Description", "AutoEpisodeClose", "MfRecStsInd"]);

/** Extracts of what codes mean. */
export const masterFiles = [
  OUTCLNC,
  OPDOCTOR,
  APPTYP,
  OPWLMF,
  DISP,
  OPCANCRSN,
  TRANS,
  OPBOOKTYPEMF,
  SGBOOKTYPEMF,
  CABSERVICE,
  OPTRACKSTEP,
  CPFCLINICIAN,
  CPFLOCATION,
  CPFOUTCOME,
];
