import { mockTable } from "@pas-migrate/core/mock";

export const PATDATA = mockTable("PATDATA", [
  "InternalPatientNumber",
  "DistrictNumber",
  "NhsNumber",
  "NHSNumberStatus",
  "OldNHSNumber",
  "PmiAlternatePatientNumberinternal",
  "FacilId",
  "Title",
  "Surname",
  "Forenames",
  "PreferredName",
  "BirthName",
  "PreviousSurname1",
  "PreviousSurname2",
  "PreviousSurname3",
  "Sex",
  "Sex_1",
  "CurrentGender",
  "CurrentGenderDesc",
  "CurrentGenderInt",
  "PtDoB",
  "InternalDateOfBirth",
  "PtDobDayInt",
  "PtDobMonthInt",
  "PtDobYearInt",
  "CountryOfBirth",
  "EthnicType",
  "Religion",
  "MaritalStatus",
  "SpokenLanguage",
  "Occupation",
  "School",
  "PtAddrLine1",
  "PtAddrLine2",
  "PtAddrLine3",
  "PtAddrLine4",
  "PtAddrPostCode",
  "PtPseudoPostCode",
  "PtAddrComments",
  "ExtAddressLine1",
  "ExtAddressLine2",
  "ExtAddressLine3",
  "ExtAddressLine4",
  "ExtAddressLine5",
  "ExtAddressPostcd",
  "PtPostAddrLine1",
  "PtPostAddrLine2",
  "PtPostAddrLine3",
  "PtPostAddrLine4",
  "PtPostAddrPostCode",
  "PostAddrExpiryDate",
  "PostAddrExpiryDateInt",
  "DistrictOfResidenceCode",
  "HealthAuthorityCode",
  "PtHomePhone",
  "PtWorkPhone",
  "PtMobilePhone",
  "PtEmail",
  "PtMsg",
  "PtMsgExt",
  "Ptviaemail",
  "PtviaemailExt",
  "Ptshareinformation",
  "PtshareinformationExt",
  "GpCode",
  "NoKName",
  "NoKRelationship",
  "NoKAddrLine1",
  "NoKAddrLine2",
  "NoKAddrLine3",
  "NoKAddrLine4",
  "NoKPostCode",
  "NoKHomePhone",
  "NoKWorkPhone",
  "NoKEmail",
  "NoKComments",
  "CarerName",
  "Relationship",
  "CarerAddress",
  "HomePhone",
  "WorkPhone",
  "CarerEmail",
  "Comments",
  "Allergies",
  "Allergies_1",
  "RiskFactorCode",
  "RiskFactorCode_1",
  "MRSA",
  "MRSASetDt",
  "MRSASetDtInt",
  "IsCPISExists",
  "PtDeathIndInt",
  "PtDateOfDeath",
  "PtDateOfDeathInt",
  "PtDeathComment1",
  "PtDeathInformedBy",
  "WithheldIdentityReason",
  "PtIdentificationComments",
  "GeneralComments",
  "MedicalProfileComments",
]);

export const PREVADDRESS = mockTable("PREVADDRESS", [
  "InternalPatientNumber",
  "SeqNo",
  "DistrictNumber",
  "PtAddLn1",
  "PtAddLn2",
  "PtAddLn3",
  "PtAddLn4",
  "Postcode",
  "PseudoPostCode",
  "EffectiveFromDate",
  "EffectiveFromDateInt",
  "EffectiveToDate",
  "EffectiveToDateInt",
  "HaCode",
]);

export const PREVSURNAME = mockTable("PREVSURNAME", [
  "InternalPatientNumber",
  "SeqNo",
  "DistrictNumber",
  "Surname",
  "Forenames",
  "InternalDateOfBirth",
  "PtPrevSexInt",
]);

export const GPHISTORY = mockTable("GPHISTORY", [
  "InternalPatientNumber",
  "SeqNo",
  "DistrictNumber",
  "GpCode",
  "Title",
  "Initials",
  "Surname",
  "NationalCode",
  "Practice",
  "GpAddrLine1",
  "GpAddrLine2",
  "GpAddrLine3",
  "GpAddrLine4",
  "Postcode",
  "Phone",
  "FromDate",
  "FromDtTmInt",
  "ToDate",
  "PmiPatientGpHistoryToDateIndexKey",
]);

export const MERGEDID = mockTable("MERGEDID", [
  "OldID",
  "NextID",
  "NextDateTime",
  "NextDateTimeInt",
  "NewestID",
  "NewestDateTime",
  "NewestDateTimeInt",
]);

export const CASENOTEDETS = mockTable("CASENOTEDETS", [
  "InternalPatientNumber",
  "PtCasenoteIdPhyskey",
  "Allocated",
  "Location",
  "PtCsNtLocDat",
  "Status",
  "Comment",
]);

export const CASENOTELINK = mockTable("CASENOTELINK", [
  "InternalPatientNumber",
  "EntityTypeKey",
  "EntityType",
  "ExternalNumber",
  "ExternalNumberKey",
]);

export const CASENOTELOAN = mockTable("CASENOTELOAN", [
  "InternalPatientNumber",
  "PtCasenoteIdPhyskey",
  "CntPatientFileLoanDatesequenceNoKey",
  "CntLoanTimeHhmm",
  "CntExpectedReturnDateNeutral",
  "CntActualReturnDateNeutral",
  "CntReturnTimeHhmm",
  "Borrower",
  "ReasonForLoan",
  "Comments",
]);

export const PMISPECIALREG = mockTable("PMISPECIALREG", [
  "InternalPatientNumber",
  "SpecialRegister",
  "ActivityDateTime",
  "SpecialRegisterDescription",
  "DateEntered",
]);

export const PATIENTNEEDS = mockTable("PATIENTNEEDS", [
  "InternalPatientNumber",
  "SeqNo",
  "PatientNeed",
  "PatientNeedDesc",
  "PatientNeedsComments",
  "RequiredFor",
]);

export const GP = mockTable("GP", [
  "GpCode",
  "Title",
  "Initials",
  "Surname",
  "GpName",
  "NationalCode",
  "DohCode",
  "GpfhCode",
  "PracticeCode",
  "Address",
  "GpAddrLine2",
  "GpAddrLine3",
  "GpAddrLine4",
  "GpAddrOnOneLine",
  "Postcode",
  "Phone",
  "MfRecStsInd",
]);

/** No patient's dentist is known. */
export const GDP = mockTable("GDP", ["GdpCode", "DpbContractCode", "Name", "MfRecStsInd"]);

export const BORROWER = mockTable("BORROWER", [
  "BorrowerCode",
  "BorrowerSurname",
  "BorrowerTitleAndInitials",
  "MfRecStsInd",
]);

export const CASENLOC = mockTable("CASENLOC", ["Location", "LocationName", "MfRecStsInd"]);

export const COUNTRYBIRTHMF = mockTable("COUNTRYBIRTHMF", ["CountryCode", "CountryName", "CountryONS", "MfRecStsInd"]);

export const ETHN = mockTable("ETHN", [
  "EthnicOriginCode",
  "EthnicOriginDesc",
  "EthnicityNatCode",
  "EthnicityNatCodeDesc",
  "MfRecStsInd",
]);

export const MARITALS = mockTable("MARITALS", ["MaritalStatus", "Description", "MfRecStsInd"]);

export const RELIGION = mockTable("RELIGION", ["Religion", "Description", "MfRecStsInd"]);

export const PMITITLEMF = mockTable("PMITITLEMF", ["Title", "Description", "MfRecStsInd"]);

export const PMISPECIALREGMF = mockTable("PMISPECIALREGMF", [
  "SpecialRegister",
  "SpecialRegisterDescription",
  "FormOfWarning",
  "PmiSpecialRegisterCodeFormOfWarningint",
  "MfRecStsInd",
]);

export const PATIENTNEEDMF = mockTable("PATIENTNEEDMF", ["PatientNeed", "PatientNeedDesc", "Deleted"]);

/** All but the tables of spells, which the wards write. */
export const sourceTables = [
  PATDATA,
  PREVADDRESS,
  PREVSURNAME,
  GPHISTORY,
  MERGEDID,
  CASENOTEDETS,
  CASENOTELINK,
  CASENOTELOAN,
  PMISPECIALREG,
  PATIENTNEEDS,
  GP,
  GDP,
  BORROWER,
  CASENLOC,
  COUNTRYBIRTHMF,
  ETHN,
  MARITALS,
  RELIGION,
  PMITITLEMF,
  PMISPECIALREGMF,
  PATIENTNEEDMF,
];
