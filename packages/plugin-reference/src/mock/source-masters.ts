import type { MockRows } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import { CONSMAST, HOSPDET, ICD10, INMAN, MOA, OPCS4, PATCAT, SPEC, staffFeed, usersFeed, WARD } from "./tables.js";

const IN_USE = "0";

/** Master files that every domain reads, and what the personnel and identity systems hand over. */
export function masterRows(hospital: Hospital, rows: MockRows): void {
  places(hospital, rows);
  medicine(hospital, rows);
  const { codes } = hospital;
  for (const { code, description, national } of codes.categories)
    rows.source(PATCAT, {
      Category: code,
      Description: description,
      CategoryOfPatient: national,
      MfRecStsInd: IN_USE,
    });
  for (const { code, description, national } of codes.intendedManagements)
    rows.source(INMAN, { IntdMgmt: code, Description: description, InternalValue: national, MfRecStsInd: IN_USE });
  for (const { code, description, national } of codes.admissionMethods)
    rows.source(MOA, {
      MethodOfAdmission: code,
      Description: description,
      FullDescription: description,
      InternalValue: national,
      MfRecStsInd: IN_USE,
    });
  staff(hospital, rows);
}

function places({ sites, wards, provider }: Hospital, rows: MockRows): void {
  const shortProvider = provider.slice(0, 4);
  sites.forEach(({ code, name, lines, postcode, phone }, i) => {
    rows.source(HOSPDET, {
      HospitalCode: code,
      HospitalName: name,
      Address: lines[0],
      HospAddrLine2: lines[1],
      HospAddrLine3: lines[2],
      HospAddrLine4: lines[3],
      Postcode: postcode,
      PhoneNo: phone,
      ProviderCode: shortProvider,
      TreatmentSiteCd: `${shortProvider}${i + 1}`,
    });
  });
  for (const { code, name, site } of wards)
    rows.source(WARD, {
      Ward: code,
      WardName: name,
      HospitalCode: site.code,
      ProviderCode: shortProvider,
      MfRecStsInd: IN_USE,
    });
}

function medicine({ specialties, consultants, diagnoses, procedures, provider }: Hospital, rows: MockRows): void {
  for (const { code, description, treatmentFunction } of specialties)
    rows.source(SPEC, {
      Specialty: code,
      Description: description,
      MainSpecialty: treatmentFunction,
      TreatmentFunction: treatmentFunction,
      DohCode: treatmentFunction,
      MfRecStsInd: IN_USE,
    });
  for (const { code, gmc, title, initial, surname, specialty } of consultants)
    rows.source(CONSMAST, {
      Consultant: code,
      Name: `${title} ${initial} ${surname}`,
      Surname: surname,
      Inits: initial,
      ForenamePfx: title,
      GMCCode: gmc,
      PrimarySpecialty: specialty.code,
      ProviderCode: provider.slice(0, 4),
      ExternalCons: "NO",
      Deleted: IN_USE,
    });
  for (const { code, description } of diagnoses)
    rows.source(ICD10, { Icd10Code: code, Description: description, Deleted: IN_USE });
  for (const { code, description } of procedures)
    rows.source(OPCS4, { RevisionFourOperationCode: code, Opcs4Dx4: description, Opcs4Ldf: IN_USE });
}

function staff(hospital: Hospital, rows: MockRows): void {
  for (const { userName, forename, surname, department, staffId } of hospital.staff) {
    const person = {
      user_name: userName,
      first_name: forename,
      family_name: surname,
      department_code: department,
      staff_id: staffId,
      employee_flag: "Y",
    };
    rows.feed(staffFeed, person);
    rows.feed(usersFeed, { ...person, allow_logon: "Y" });
  }
}
