import { mockTable } from "@pas-migrate/core/mock";
import { settingColumns } from "./accounts.js";

export const HOSPDET = mockTable("HOSPDET", [
  "HospitalCode",
  "HospitalName",
  "Address",
  "HospAddrLine2",
  "HospAddrLine3",
  "HospAddrLine4",
  "Postcode",
  "PhoneNo",
  "ProviderCode",
  "TreatmentSiteCd",
]);

export const CONSMAST = mockTable("CONSMAST", [
  "Consultant",
  "Name",
  "Surname",
  "Inits",
  "ForenamePfx",
  "GMCCode",
  "PrimarySpecialty",
  "ProviderCode",
  "ExternalCons",
  "Deleted",
]);

export const WARD = mockTable("WARD", ["Ward", "WardName", "HospitalCode", "ProviderCode", "MfRecStsInd"]);

export const SPEC = mockTable("SPEC", [
  "Specialty",
  "Description",
  "MainSpecialty",
  "TreatmentFunction",
  "DohCode",
  "MfRecStsInd",
]);

export const PATCAT = mockTable("PATCAT", ["Category", "Description", "CategoryOfPatient", "MfRecStsInd"]);

export const INMAN = mockTable("INMAN", ["IntdMgmt", "Description", "InternalValue", "MfRecStsInd"]);

export const MOA = mockTable("MOA", [
  "MethodOfAdmission",
  "Description",
  "FullDescription",
  "InternalValue",
  "MfRecStsInd",
]);

export const ICD10 = mockTable("ICD10", ["Icd10Code", "Description", "Deleted"]);

export const OPCS4 = mockTable("OPCS4", ["RevisionFourOperationCode", "Opcs4Dx3", "Opcs4Dx4", "Opcs4Ldf"]);

export const sourceTables = [HOSPDET, CONSMAST, WARD, SPEC, PATCAT, INMAN, MOA, ICD10, OPCS4];

const accountColumns = [
  "user_name",
  "first_name",
  "middle_name",
  "family_name",
  "department_code",
  "staff_id",
  "employee_flag",
  "allow_logon",
  "psswd_expiry_date",
  "login_from_date",
  "login_to_date",
  ...settingColumns,
] as const;

/** What the personnel system hands over. */
export const staffFeed = mockTable("staff", accountColumns);

/** What the identity system hands over. */
export const usersFeed = mockTable("users", accountColumns);

export const feeds = [staffFeed, usersFeed];
