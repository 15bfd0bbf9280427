import { mockTable } from "@pas-migrate/core/mock";

/** What both tables of entries hold of one. */
const entryColumns = [
  "InternalPatientNumber",
  "EpisodeNumber",
  "DistrictNumber",
  "CaseNoteNumber",
  "Category",
  "Provider",
  "Hospital",
  "Specialty",
  "Consultant",
  "WlCode",
  "Urgency",
  "MethodOfAdm",
  "IntdMgmt",
  "ShortNotice",
  "Transport",
  "ProvisionalDiagnosis",
  "IntendedProc",
  "Operation",
  "TheatreTime",
  "ExpectedLos",
  "LastReviewDate",
  "EpsCurrWlRevwRespDtInt",
  "CommentCl",
  "CommentNonClin",
  "AdmReason",
  "OriginalDateOnList",
  "WlOnListDtTmInt",
  "WLOnListTime",
  "KH07StartWait",
  "KH07StartWaitInt",
  "KH07SusDays",
  "KH07Wait",
  "EpiGPCode",
  "EpiGPPractice",
  "UserId",
] as const;

export const WLENTRY = mockTable("WLENTRY", [
  ...entryColumns,
  "EpsActvDtimeInt",
  "WLOnListDate",
  "ReasonForReferral",
  "AdmissionDate",
  "AdmissionDateTmInt",
  "AdmissionTime",
]);

export const WLCURRENT = mockTable("WLCURRENT", [...entryColumns, "DateOnList", "HistSuspDays"]);

export const WLINTENDEDPROC = mockTable("WLINTENDEDPROC", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "RptGrpKey",
  "SecIProc",
  "WlCode",
]);

export const WLREMOVAL = mockTable("WLREMOVAL", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "ActivityDate",
  "ActivityTime",
  "Reason",
  "Comment",
  "OpCancelled",
]);

export const WLSUSPENSION = mockTable("WLSUSPENSION", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "WlSuspensionExtensionRepeatGroupKey",
  "SuspensionStartDate",
  "SuspendedUntil",
  "SuspendedUntil_1",
  "SuspReason",
  "Reason",
  "InitiatedBy",
  "Extended",
  "Extension",
  "ExtensionBy",
  "LastRevisionDT",
  "LastRevisionDTInt",
  "LastRevisionUID",
]);

export const WLPOSTPONEMENT = mockTable("WLPOSTPONEMENT", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "EpsActvDtimeInt",
  "WlDeferralExtensionDetailsRepeatGroupKey",
  "DeferredUntil",
  "WaitingListDeferralEndDateTimeInternal",
  "Reason",
  "Extended",
  "ExtensionReason",
]);

/** What both tables of offers hold of one. */
const offerColumns = [
  "InternalPatientNumber",
  "EpisodeNumber",
  "DistrictNumber",
  "CaseNoteNumber",
  "PatientsSurname",
  "Category",
  "Specialty",
  "Consultant",
  "WlCode",
  "Urgency",
  "MethodOfAdm",
  "IntdMgmt",
  "ProvisionalDiagnosis",
  "IntendedProc",
  "Operation",
  "TheatreTime",
  "ExpectedLos",
  "OriginalDateOnList",
  "DateOnWList",
  "DateOnWListInt",
  "BookingType",
  "ExpectedWard",
  "ReportToLocation",
  "ExpClerkingDt",
  "ExpClerkingTm",
  "OperationDate",
  "OperationDateInt",
  "TCIDate",
  "TCITime",
  "TCIOfferDate",
  "TCIOfferDateInt",
  "TCIAcceptDate",
  "TCIAcceptDateInt",
  "TCIAcceptByTelephone",
  "TCIAcceptByTelephoneInt",
] as const;

export const PREADMISSION = mockTable("PREADMISSION", [
  ...offerColumns,
  "EpsActvDtimeInt",
  "Activity",
  "ActivityDate",
  "ActivityTime",
  "HospCode",
  "TCIDtTimeInt",
  "CancelDeferInd",
  "CancelledBy",
  "CancelReasonCd",
  "WlPatientCharterCancellationDateInt",
]);

export const CURRENTPREADMISSIONS = mockTable("CURRENTPREADMISSIONS", [
  ...offerColumns,
  "HospitalCode",
  "PreadmitHospital",
  "Provider",
  "EpsCurrExpAdmDtimeInt",
  "OfferAccepted",
  "TotCancByHosp",
  "TotCancByPt",
]);

export const WAITCD = mockTable("WAITCD", [
  "WaitingList",
  "WlDescription",
  "MainConsultant",
  "SpecOfList",
  "HospitalCode",
  "ProviderCode",
  "RepeatList",
  "RepeatList_1",
  "MfRecStsInd",
]);
export const URG = mockTable("URG", ["UrgencyCode", "Description", "InternalValue", "MfRecStsInd"]);
export const IPBOOKTYPEMF = mockTable("IPBOOKTYPEMF", [
  "Code",
  "Description",
  "SchedulingApplicationAreaExternal",
  "MfRecStsInd",
]);
export const WLREMOVALREASON = mockTable("WLREMOVALREASON", ["RemovalCode", "Description", "MfRecStsInd"]);
export const WLSUSPREASONMF = mockTable("WLSUSPREASONMF", ["ReasonCode", "Description", "MfRecStsInd"]);

/** Every extract of the waiting lists for admission. */
export const sources = [
  WLENTRY,
  WLCURRENT,
  WLINTENDEDPROC,
  WLREMOVAL,
  WLSUSPENSION,
  WLPOSTPONEMENT,
  PREADMISSION,
  CURRENTPREADMISSIONS,
  WAITCD,
  URG,
  IPBOOKTYPEMF,
  WLREMOVALREASON,
  WLSUSPREASONMF,
];
