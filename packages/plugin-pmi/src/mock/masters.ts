import { type MockRows, recordNumber } from "@pas-migrate/core/mock";
import type { Hospital } from "@pas-migrate/lives";
import { LOAD_CASENOTELOCS } from "./load-tables.js";
import { borrowerName } from "./records.js";
import {
  BORROWER,
  CASENLOC,
  COUNTRYBIRTHMF,
  ETHN,
  GP,
  MARITALS,
  PATIENTNEEDMF,
  PMISPECIALREGMF,
  PMITITLEMF,
  RELIGION,
} from "./tables.js";

const IN_USE = "0";

/** The master files of the patient index, and the places where case notes can be. */
export function masters(hospital: Hospital, rows: MockRows): void {
  const { codes } = hospital;
  for (const { code, description } of codes.titles)
    rows.source(PMITITLEMF, { Title: code, Description: description, MfRecStsInd: IN_USE });
  for (const { code, description } of codes.maritalStatuses)
    rows.source(MARITALS, { MaritalStatus: code, Description: description.slice(0, 10), MfRecStsInd: IN_USE });
  for (const { code, description } of codes.religions)
    rows.source(RELIGION, { Religion: code, Description: description, MfRecStsInd: IN_USE });
  for (const { code, description, national } of codes.ethnicities)
    rows.source(ETHN, {
      EthnicOriginCode: code,
      EthnicOriginDesc: description,
      EthnicityNatCode: national,
      EthnicityNatCodeDesc: description,
      MfRecStsInd: IN_USE,
    });
  for (const { code, description, national } of codes.countries)
    rows.source(COUNTRYBIRTHMF, {
      CountryCode: code,
      CountryName: description,
      CountryONS: national,
      MfRecStsInd: IN_USE,
    });
  for (const { code, description } of codes.specialRegisters)
    rows.source(PMISPECIALREGMF, {
      SpecialRegister: code,
      SpecialRegisterDescription: description,
      FormOfWarning: "WARNING",
      PmiSpecialRegisterCodeFormOfWarningint: "1",
      MfRecStsInd: IN_USE,
    });
  for (const { code, description } of codes.needs)
    rows.source(PATIENTNEEDMF, { PatientNeed: code, PatientNeedDesc: description, Deleted: IN_USE });
  for (const { code, description } of codes.riskFactors)
    rows.pair("staff_warning", [`RISK:${code}`, description], [code, description]);
  gps(hospital, rows);
  places(hospital, rows);
}

function gps(hospital: Hospital, rows: MockRows): void {
  for (const { code, nationalCode, dohCode, title, initials, surname, practice } of hospital.gps) {
    const lines = [practice.name.slice(0, 20), ...practice.lines];
    rows.source(GP, {
      GpCode: code,
      Title: title,
      Initials: initials,
      Surname: surname,
      GpName: `${title} ${initials} ${surname}`.slice(0, 30),
      NationalCode: nationalCode,
      DohCode: dohCode,
      PracticeCode: practice.code,
      Address: lines[0],
      GpAddrLine2: lines[1],
      GpAddrLine3: lines[2],
      GpAddrLine4: lines[3],
      GpAddrOnOneLine: lines.join(", ").slice(0, 70),
      Postcode: practice.postcode,
      Phone: practice.phone,
      MfRecStsInd: IN_USE,
    });
  }
}

function places(hospital: Hospital, rows: MockRows): void {
  const expect = (kind: string, code: string, name: string): void =>
    rows.expect(LOAD_CASENOTELOCS, {
      record_number: recordNumber("LOAD_CASENOTELOCS", kind, code),
      system_code: "V83",
      external_system_id: `${kind}|${code}`,
      user_code: code,
      description: name,
      active_flag: "Y",
    });
  for (const { code, name } of hospital.casenoteLocations) {
    rows.source(CASENLOC, { Location: code, LocationName: name, MfRecStsInd: IN_USE });
    expect("PLACE", code, name);
  }
  for (const borrower of hospital.borrowers) {
    const { code, titleAndInitials } = borrower;
    const surname = borrowerName(borrower);
    rows.source(BORROWER, {
      BorrowerCode: code,
      BorrowerSurname: surname,
      BorrowerTitleAndInitials: titleAndInitials,
      MfRecStsInd: IN_USE,
    });
    expect("BORROWER", code, titleAndInitials === "" ? surname : `${titleAndInitials} ${surname}`);
  }
}
