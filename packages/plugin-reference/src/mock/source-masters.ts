import { type MockRows, masterFile, v83 } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import { accountOf } from "./accounts.js";
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
  masterFile(
    rows,
    MOA,
    {
      code: "MethodOfAdmission",
      status: "MfRecStsInd",
      // Of before there were national values.
      former: (_record, at) => (at % 2 === 0 ? { InternalValue: "" } : undefined),
    },
    codes.admissionMethods.map(({ code, description, national }) => ({
      MethodOfAdmission: code,
      Description: description,
      FullDescription: description,
      InternalValue: national,
    })),
  );
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
      // The provider's own site was put in by hand, years ago.
      Postcode: i === 0 ? postcode.replace(" ", "") : postcode,
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
  masterFile(
    rows,
    CONSMAST,
    {
      code: "Consultant",
      status: "Deleted",
      former: (_record, at) => {
        const { title, initial, formerSurname } = consultants[at];
        if (formerSurname === undefined) return undefined;
        return { Name: `${title} ${initial} ${formerSurname}`, Surname: formerSurname, GMCCode: "" };
      },
    },
    consultants.map(({ code, gmc, title, initial, surname, specialty }, i) => ({
      Consultant: code,
      Name: `${title} ${initial} ${surname}`,
      Surname: surname,
      Inits: initial,
      ForenamePfx: title,
      GMCCode: gmc,
      PrimarySpecialty: specialty.code,
      ProviderCode: provider.slice(0, 4),
      ExternalCons: "NO",
      Deleted: i % 3 === 0 ? "" : IN_USE,
    })),
  );
  for (const { code, description } of diagnoses)
    rows.source(ICD10, { Icd10Code: code, Description: description, Deleted: IN_USE });
  procedures.forEach(({ code, description }, i) => {
    // Some codes have no text of their own, and say what their heading says.
    const texts =
      i % 5 === 0
        ? { Opcs4Dx3: description }
        : { Opcs4Dx3: `${description.split(" ")[0]} operations`, Opcs4Dx4: description };
    rows.source(OPCS4, { RevisionFourOperationCode: code, ...texts, Opcs4Ldf: IN_USE });
  });
}

function staff(hospital: Hospital, rows: MockRows): void {
  hospital.staff.forEach(({ userName, forename, surname, department, staffId }, at) => {
    const account = accountOf(hospital, at);
    const person = {
      user_name: userName,
      first_name: forename,
      family_name: surname,
      department_code: department,
      staff_id: staffId,
      employee_flag: "Y",
      middle_name: account?.middleName,
      psswd_expiry_date: v83.date(account?.passwordExpiresOn),
      login_from_date: v83.date(account?.from),
      login_to_date: v83.date(account?.to),
      ...account?.settings,
    };
    rows.feed(staffFeed, { ...person, allow_logon: account && "Y" });
    rows.feed(usersFeed, { ...person, allow_logon: "Y" });
  });
}
