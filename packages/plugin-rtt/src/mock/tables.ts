import { mockTable } from "@pas-migrate/core/mock";

export const OPREFERRAL = mockTable("OPREFERRAL", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "OpRegDtimeInt",
  "ReferralDate",
  "DistrictNumber",
  "Category",
  "RefBy",
  "PriorityType",
  "ReasonForRef",
  "SuspectedCancerCode",
  "Specialty",
  "ConsCode",
  "EpiReferringCon",
  "EpiGPCode",
  "EpiGPPracticeCode",
  "WalkinReferral",
  "Verbal",
  "Comment",
  "CurrentStatus",
  "CurrentStatusDescription",
  "StatusDT",
  "StatusDTInt",
  "DischargeDt",
  "DischargeTm",
  "QM08StartWaitDate",
  "RTTPeriodStatus",
  "RTTPeriodStatusInt",
]);

export const OPDISCHARGE = mockTable("OPDISCHARGE", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "OpRegDtimeInt",
  "OpDischargeDTimeInt",
  "DischargeDatetime",
  "ReasonCode",
  "Reason",
  "DischargeCode",
]);

export const OPREFTKSTATUS = mockTable("OPREFTKSTATUS", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "SchOpReferralStatusEffectiveDatetimeInt",
  "StatusDt",
  "CurrentStatus",
  "CurrentStatusDescription",
  "EnteredByDt",
  "EnteredByDtInt",
  "UserId",
]);

export const CPSGREFERRAL = mockTable("CPSGREFERRAL", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "RefDtTmInt",
  "ReferralDate",
  "ReferralTime",
  "ServGroup",
  "Source",
  "Priority",
  "PriorityInt",
  "ReferralPriority",
  "Category",
  "LeadClinician",
  "DiagComment1",
  "DiagComment2",
  "DischargeDate",
  "DischargeDtTmInt",
  "DischargeTime",
  "DischargeReason",
  "Status",
  "StatusInt",
  "Type",
  "TypeInt",
]);

export const CPREFDISCH = mockTable("CPREFDISCH", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "DischargeDate",
  "InternalDischargeDT",
  "DischargeTime",
  "Reason",
]);

const pathwayColumns = [
  "InternalPatientNumber",
  "PathwayNumber",
  "PathwayOrgProv",
  "PathwayCondition",
  "RttSpeciality",
  "RttCurProv",
  "RttPrivatePat",
  "RttOsvStatus",
  "RttCurrentStatus",
  "RttCurrentStatusDateTime",
  "LatestStatus",
  "LatestStatusDt",
] as const;

export const RTTPTPATHWAY = mockTable("RTTPTPATHWAY", pathwayColumns);

export const RTTPTPATHWAYCURRENT = mockTable("RTTPTPATHWAYCURRENT", [
  ...pathwayColumns,
  "RttCurrentStartDate",
  "RttCurrentStartDateInt",
]);

export const RTTPTEPIPATHWAY = mockTable("RTTPTEPIPATHWAY", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "PathwayNumber",
  "PathwayOrgProv",
  "OverrideFlag",
  "OverrideFlagInt",
]);

export const RTTPERIOD = mockTable("RTTPERIOD", [
  "InternalPatientNumber",
  "PathwayNumber",
  "PPeriodId",
  "Condition",
  "CurrSpec",
  "CurrCons",
  "CurrProv",
  "CurrCategory",
  "CurrOSV",
  "RttStartDate",
  "RttStartDateTimeInt",
  "RttEndDate",
  "RttEndDateTimeInt",
  "RttBreachDate",
  "RttBreachDateInt",
  "RttDurn",
  "CurrentStatus",
  "CurrentStatusInt",
  "CurrentStatusDt",
  "CurrentStatusDtInt",
  "LatestStatus",
  "LatestStatusInt",
  "LatestStatusDt",
  "LatestStsDtInt",
]);

export const RTTEPIPERIOD = mockTable("RTTEPIPERIOD", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "PathwayNumber",
  "PPeriodId",
  "RttStartDateTimeInt",
  "OverrideFlag",
  "OverrideFlagInt",
]);

export const RTTALLPRDSTS = mockTable("RTTALLPRDSTS", [
  "InternalPatientNumber",
  "PathwayNumber",
  "ActivityDateTime",
  "ActivityDateTimeInt",
  "PRDStsType",
  "RttPRDSts",
  "RttPRDStsInt",
]);

export const RTTPERSTSMF = mockTable("RTTPERSTSMF", [
  "RttStatusCode",
  "RttStsDescription",
  "RttStsInternalValue",
  "RttStsDefault",
  "MfRecStsInd",
]);
export const OPREFSOURCE = mockTable("OPREFSOURCE", [
  "ReferredBy",
  "Description",
  "CmdsValue",
  "Applications",
  "MfRecStsInd",
]);
export const OPREFREASON = mockTable("OPREFREASON", ["ReasonForRefCode", "Description", "MfRecStsInd"]);
export const SUSPCANCER = mockTable("SUSPCANCER", ["SuspectedCancerCode", "CategoryDescription", "MfRecStsInd"]);
export const OPRSNDISCH = mockTable("OPRSNDISCH", ["DischargeCode", "Description", "MfRecStsInd"]);
export const OPREFTKSTATUSMF = mockTable("OPREFTKSTATUSMF", ["StatusCode", "Description", "MfRecStsInd"]);
export const CPFCOMMREFSOURCE = mockTable("CPFCOMMREFSOURCE", [
  "ReferredBy",
  "Description",
  "CMDSValue",
  "MfRecStsInd",
]);
export const CPFDISCHREASON = mockTable("CPFDISCHREASON", ["DischargeReason", "Description", "MfRecStsInd"]);
export const CPFSERVICEGROUPS = mockTable("CPFSERVICEGROUPS", [
  "Department",
  "Description",
  "HospitalCode",
  "Provider",
  "Applications",
  "ApplicationsInt",
  "Deleted",
]);
export const BREACH = mockTable("BREACH", [
  "BreachReasonCode",
  "Description",
  "InitiatedBy",
  "InitiatedByInt",
  "MfRecStsInd",
]);
export const PROV = mockTable("PROV", ["ProviderCode", "Description", "DohCode", "OrganisationCode", "MfRecStsInd"]);
export const OPTICIAN = mockTable("OPTICIAN", ["OptCode", "OptFullName", "PracticeCode"]);

/** Every extract of referrals and waits. */
export const sources = [
  OPREFERRAL,
  OPDISCHARGE,
  OPREFTKSTATUS,
  CPSGREFERRAL,
  CPREFDISCH,
  RTTPTPATHWAY,
  RTTPTPATHWAYCURRENT,
  RTTPTEPIPATHWAY,
  RTTPERIOD,
  RTTEPIPERIOD,
  RTTALLPRDSTS,
  RTTPERSTSMF,
  OPREFSOURCE,
  OPREFREASON,
  SUSPCANCER,
  OPRSNDISCH,
  OPREFTKSTATUSMF,
  CPFCOMMREFSOURCE,
  CPFDISCHREASON,
  CPFSERVICEGROUPS,
  BREACH,
  PROV,
  OPTICIAN,
];
