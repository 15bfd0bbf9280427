import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATDATA = [
  "InternalPatientNumber,DistrictNumber,NhsNumber,NHSNumberStatus,Surname,Forenames,Sex,InternalDateOfBirth,Allergies,PtAddrPostCode",
  "1,D1,9434765919,01,O'Brien,Ann,F,19700102,PENICILLIN,WH1 1AA",
  "2,D2,,03,Bell,Ben,M,19800203,,WH1 1AB",
  "2,D2,,03,Bell,Ben,M,19800203,,WH1 1AB",
  "3,D3,9434765870,01,Qqsecret,Cy,M,19900304,,WH1 1AA",
];

/** The third patient with a number that is none and a sex that nobody translates. */
const FAULTY = "3,D3,9434765871,01,Qqsecret,Cy,X,19900304,,WH1 1AA";

/**
 * The smallest folder of extracts that the two plugins take: three patients, one of them twice, and one hospital. No
 * rule finds anything wrong with them.
 */
const extracts: Readonly<Record<string, readonly string[]>> = {
  PATDATA,
  HOSPDET: ["HospitalCode,HospitalName", "WH1,Westhaven"],
  PREVSURNAME: ["InternalPatientNumber,SeqNo,Surname", "1,1,Hall"],
  PREVADDRESS: ["InternalPatientNumber,SeqNo,PtAddLn1,EffectiveToDateInt", "1,1,1 OLD ST,20191231"],
  GPHISTORY: ["InternalPatientNumber,SeqNo,GpCode,FromDate,ToDate"],
  PMISPECIALREG: ["InternalPatientNumber,SpecialRegister,ActivityDateTime"],
  CASENLOC: ["Location,LocationName", "LIB,LIBRARY"],
  CASENOTEDETS: ["InternalPatientNumber,PtCasenoteIdPhyskey,Location,PtCsNtLocDat", "1,CN1,LIB,20260101"],
  CASENOTELOAN: ["InternalPatientNumber,PtCasenoteIdPhyskey,CntPatientFileLoanDatesequenceNoKey,Borrower"],
};

/** A temporary folder with `extracts/` in it. */
export class Hospital {
  readonly folder = mkdtempSync(join(tmpdir(), "pas-migrate-cli-"));

  constructor() {
    mkdirSync(join(this.folder, "extracts"));
    for (const [table, lines] of Object.entries(extracts)) this.writeExtract(table, lines);
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  writeExtract(table: string, lines: readonly string[]): void {
    this.write(join("extracts", `${table}.csv`), `${lines.join("\r\n")}\r\n`);
  }

  /** Puts what is wrong with a patient into the extract. */
  spoil(): void {
    this.writeExtract("PATDATA", [...PATDATA.slice(0, -1), FAULTY]);
  }

  /** Puts every extract back as it was. */
  restore(): void {
    for (const [table, lines] of Object.entries(extracts)) this.writeExtract(table, lines);
  }

  /** The lines of an extract, header first. */
  lines(table: string): readonly string[] {
    return extracts[table];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
