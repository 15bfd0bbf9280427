import { type MockRows, masterFile, type RowOf, recordNumber } from "@pas-migrate/core/mock";
import type { Hospital, Practice } from "@pas-migrate/lives";
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
  masterFile(
    rows,
    PMISPECIALREGMF,
    { code: "SpecialRegister", status: "MfRecStsInd" },
    codes.specialRegisters.map(({ code, description }) => ({
      SpecialRegister: code,
      SpecialRegisterDescription: description,
      FormOfWarning: "WARNING",
      PmiSpecialRegisterCodeFormOfWarningint: "1",
    })),
  );
  masterFile(
    rows,
    PATIENTNEEDMF,
    { code: "PatientNeed", status: "Deleted" },
    codes.needs.map(({ code, description }) => ({ PatientNeed: code, PatientNeedDesc: description })),
  );
  for (const { code, description } of codes.riskFactors)
    rows.pair("staff_warning", [`RISK:${code}`, description], [code, description]);
  gps(hospital, rows);
  places(hospital, rows);
}

function gps({ gps: doctors }: Hospital, rows: MockRows): void {
  masterFile(
    rows,
    GP,
    {
      code: "GpCode",
      status: "MfRecStsInd",
      former: (_record, at) => {
        const { formerPractice } = doctors[at];
        return formerPractice && { NationalCode: "", DohCode: "", ...practiceCells(formerPractice) };
      },
    },
    doctors.map(({ code, nationalCode, dohCode, fund, title, initials, surname, practice }, i) => ({
      GpCode: code,
      Title: title,
      Initials: initials,
      Surname: surname,
      GpName: `${title} ${initials} ${surname}`.slice(0, 30),
      NationalCode: nationalCode,
      DohCode: dohCode,
      GpfhCode: fund,
      ...practiceCells(practice),
      MfRecStsInd: i % 4 === 1 ? "" : IN_USE,
    })),
  );
}

function practiceCells({ code, name, lines: [street, town, county], postcode, phone }: Practice): RowOf<typeof GP> {
  const lines = [name.slice(0, 20), street, town, county];
  return {
    PracticeCode: code,
    Address: lines[0],
    GpAddrLine2: lines[1],
    GpAddrLine3: lines[2],
    GpAddrLine4: lines[3],
    GpAddrOnOneLine: lines.join(", ").slice(0, 70),
    Postcode: postcode,
    Phone: phone,
  };
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
