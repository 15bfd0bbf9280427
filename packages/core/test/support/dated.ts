import { type PluginClass, plugin } from "@pas-migrate/core";

/** Three tables with dates in every form: stays, patients, and loans, whose key has a number that stands in no report. */
const files: Readonly<Record<string, string>> = {
  "source/STAY.yaml": `table: STAY
title: Stays
key: [Patient, Episode]
fields:
  Patient: { size: 9, type: id }
  Episode: { size: 9, type: id }
  AdmissionDate: { size: 16, type: datetime, pair: IpAdmDtimeInt }
  IpAdmDtimeInt: { size: 12, type: datetime-int, pair: AdmissionDate }
  ExpectedDate: { size: 8, type: date-short, pair: ExpectedDateInt }
  ExpectedDateInt: { size: 8, type: date-int, pair: ExpectedDate }
  EndDate: { size: 14, type: datetime-short, pair: EndDateInt }
  EndDateInt: { size: 12, type: datetime-int, pair: EndDate }
  RevisedDtime: { size: 16, type: datetime, pair: RevisedDtimeInt }
  RevisedDtimeInt: { size: 12, type: datetime-reversed, pair: RevisedDtime }
  KH07StartWaitInt: { size: 8, type: datetime-int }
  Answer: { size: 3, type: text, pair: AnswerInt }
  AnswerInt: { size: 1, type: code, pair: Answer }
`,
  "source/PERSON.yaml": `table: PERSON
title: People
key: [Patient]
fields:
  Patient: { size: 9, type: id }
  PtDoB: { size: 10, type: date, pair: InternalDateOfBirth }
  InternalDateOfBirth: { size: 8, type: date-int, pair: PtDoB }
  Dob: { size: 10, type: date }
  ReviewDate: { size: 10, type: date }
`,
  "source/LOAN.yaml": `table: LOAN
title: Loans
key: [Patient, CaseNote, Loan]
fields:
  Patient: { size: 9, type: id }
  CaseNote: { size: 14, type: id, personal: true }
  Loan: { size: 20 }
  DueInt: { size: 8, type: date-int }
`,
  "source/WARD.yaml":
    "table: WARD\ntitle: Wards\nkey: [Code]\nfields:\n  Code: { size: 4 }\n  OpenedInt: { size: 8, type: date-int }\n",
  "contract/LOAD_STAY.yaml":
    "table: LOAD_STAY\nrows: { from: [STAY], optional: [PERSON, LOAN], key: [Patient] }\nfields: {}\n",
};

/** A plugin for the general rules, which no plugin of this package's own tests has dates for. */
class DatedPlugin {}

plugin({ id: "dated", title: "Dated", engine: "^1.0.0", assets: files })(DatedPlugin);

export const Dated: PluginClass = DatedPlugin;
