import { mockTable } from "@pas-migrate/core/mock";

/** Owned by the patient master index, written here: spells are this domain's. */
export const ADMITDISCH = mockTable("ADMITDISCH", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "DistrictNumber",
  "CaseNoteNumber",
  "EpsCurrActvSts",
  "AdmissionDate",
  "AdmissionTime",
  "IpAdmDtimeInt",
  "DischargeDate",
  "DischargeTime",
  "IpDschDtimeInt",
  "MethodOfAdmission",
  "SourceOfAdm",
  "MethodOfDischarge",
  "DestinationOnDischarge",
  "IntdMgmt",
  "Category",
  "Consultant",
  "Specialty",
  "HospCode",
  "AdmWard",
  "DischWard",
  "Room",
  "Bed",
  "EpiGPCode",
  "EpiGPPracticeCode",
  "DateOnWl",
  "WlDateCcyy",
  "ExpDateofDischarge",
  "ExpDateofDischInt",
  "ExpectedLos",
  "Operation",
  "TheatreTime",
  "HRGCode",
]);

/** Owned by the patient master index as well. */
export const EPIREGISTRATION = mockTable("EPIREGISTRATION", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "Consultant",
  "EpiGP",
  "Epiadd1",
  "Epiadd2",
  "Epiadd3",
  "Epiadd4",
  "Epipc",
]);

export const CONSEPISODE = mockTable("CONSEPISODE", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "FCENumber",
  "EpisodeStartDate",
  "EpisodeStartTime",
  "EpsActvDtimeInt",
  "EpisodeEndDt",
  "EpisodeEndTm",
  "ConsultantEpisodeEndDttm",
  "ConsultantCode",
  "SpecialtyCode",
  "AdtKornerCodingCompleteIndicator",
  "AdtKornerCodingCompleteDateinternal",
  "CodingCompleteDt",
  "CodingCompleteTm",
  "RiIcd10KeEpisodeDiagnosisCodeType",
  "KornerEpisodePrimaryDiagnosisCode",
  "KornerEpisodeSubsidiaryDiagnosisCode",
  "DateOfPrimaryDiagnosisCodingInternal",
  "PrimDiagCodeDt",
  "KornerEpisodePrimaryProcedureCode",
  "KornerEpisodeProcedureDateInternal",
  "PrimProoocDt",
  "NumberOfTheatreVisits",
  "HRGCode",
]);

export const CONSEPISDIAG = mockTable("CONSEPISDIAG", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "FCENumber",
  "SecondaryDiagSeqNo",
  "SeqNo",
  "SecondaryDiagnosis",
  "FCEEndDate",
  "FCEEndTime",
  "FCEEndDateTime",
]);

export const CONSEPISPROC = mockTable("CONSEPISPROC", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "FCENumber",
  "SecondaryProcSeqNo",
  "SeqNo",
  "OPCS",
  "ProcedureDate",
  "ProcedureDateInt",
  "FCEEndDate",
  "FCEEndTime",
  "FCEEndDateTimeInt",
]);

const stayColumns = [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "StartActivity",
  "StartDate",
  "StartTime",
  "EndActivity",
  "EndDate",
  "EndTime",
  "EndDtTimeInt",
  "AdmitDate",
  "AdmitTime",
  "IpAdmDtimeInt",
  "HospitalCode",
  "WardCode",
  "ConsultantCode",
  "Specialty",
] as const;

export const WARDSTAY = mockTable("WARDSTAY", stayColumns);

export const CONSWARDSTAY = mockTable("CONSWARDSTAY", [...stayColumns, "Category"]);

export const ROOMSTAY = mockTable("ROOMSTAY", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "StartActivity",
  "StartDate",
  "StartTime",
  "EndActivity",
  "EndDate",
  "EndTime",
  "EndDateTmInt",
  "AdmitDate",
  "AdmitTime",
  "AdmitDateTmInt",
  "Hospital",
  "Ward",
  "Room",
  "BedID",
]);

export const FCEEXT = mockTable("FCEEXT", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "FceSequenceNo",
  "DistrictNumber",
  "CaseNoteNo",
  "Sex",
  "Dob",
  "AgeAtStartOfEpisode",
  "AdmissionDatetime",
  "DischargeDatetime",
  "FCEStartDate",
  "FCEStartTime",
  "FCEStartDTimeInt",
  "FCEEndDate",
  "FCEEndTime",
  "EpsActvDtimeInt",
  "Los",
  "LosForConsEps",
  "MethodOfAdmission",
  "SourceOfAdmission",
  "MethodOfDischarge",
  "DestinationOnDischarge",
  "IntdMgmt",
  "ClassPat",
  "PatientCategory",
  "Consultant",
  "Specialty",
  "HospCdadmit",
  "HospCdend",
  "WardCdadmit",
  "WardCdend",
  "DateOnList",
  "DaysOnWl",
  "EpisodicGP",
  "PracticeCode",
  "GpCode",
  "HaCode",
  "ContractId",
  "ProviderCode",
  "PurchaserCode",
  "ClinicalCodingStatus",
  "KornerEpisodePrimaryDiagnosisCode",
  "Subsid",
  "KornerEpisodePrimaryProcedureCode",
  "KornerEpisodePrimaryProcedureDateExternal",
  "HrgCode",
]);

export const INPATIENTSUSPEND = mockTable("INPATIENTSUSPEND", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "EpsCurrActvDtimeInt",
  "IpSuspExpReturnDtimeInt",
  "Reason",
  "Reason_1",
]);

/** Nobody in this hospital shares an episode: the extract is there, and empty. */
export const JOINTCONSPEC = mockTable("JOINTCONSPEC", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "KeAdmJtConsRptGpKey",
  "JointConsultantCode",
  "JointConsultantName",
  "JointSpecialtyCode",
  "JointSpecialtyDesc",
]);

const meaningColumns = ["Description", "FullDescription", "InternalValue", "MfRecStsInd"] as const;

export const MOD = mockTable("MOD", ["MethodOfDischarge", ...meaningColumns]);

export const SOAD = mockTable("SOAD", ["SourceOfAdm", ...meaningColumns]);

export const DOD = mockTable("DOD", ["DestinationCode", ...meaningColumns]);

/** Every extract of this domain. */
export const sources = [
  ADMITDISCH,
  EPIREGISTRATION,
  CONSEPISODE,
  CONSEPISDIAG,
  CONSEPISPROC,
  WARDSTAY,
  CONSWARDSTAY,
  ROOMSTAY,
  FCEEXT,
  INPATIENTSUSPEND,
  JOINTCONSPEC,
  MOD,
  SOAD,
  DOD,
];
