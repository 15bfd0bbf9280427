import type { MockRow, PatientRows } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { rowKey } from "./answer.js";
import { homeOf } from "./defects-places.js";
import { inUse, listed, type PmiDefect, refused } from "./planting.js";

const VERIFIED = "01";
const TRACE_REQUIRED = "03";

/** The row that a second registration of the patient comes to. */
function registerAgain(rows: PatientRows, life: Life, first: number, cells: MockRow, answers: MockRow): string {
  const { record, answer } = inUse(rows, life);
  const number = String(first + life.index);
  const district = `D${number.slice(1)}`;
  const copied = [
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
    "Surname",
    "Forenames",
    "Title",
    "GpCode",
    "PtAddrLine1",
    "PtAddrLine2",
    "PtAddrLine3",
    "PtAddrLine4",
    "PtAddrPostCode",
    "DistrictOfResidenceCode",
    "HealthAuthorityCode",
  ];
  rows.source("PATDATA").push({
    ...Object.fromEntries(copied.map((column) => [column, record[column]])),
    InternalPatientNumber: number,
    DistrictNumber: district,
    NHSNumberStatus: TRACE_REQUIRED,
    MRSA: "NO",
    IsCPISExists: "NO",
    PtDeathIndInt: "0",
    ...cells,
  });
  rows.source("CASENOTELINK").push({
    InternalPatientNumber: number,
    EntityTypeKey: "2",
    EntityType: "DISTRICT NUMBER",
    ExternalNumber: district,
    ExternalNumberKey: district,
  });
  const same = [
    "sex",
    "title",
    "date_of_birth",
    "pat_name_1",
    "pat_name_2",
    "pat_name_3",
    "pat_name_family",
    "pat_address_1",
    "pat_address_2",
    "pat_address_3",
    "pat_address_4",
    "post_code",
    "gp_national_code",
    "practice_national_code",
    "practice_post_code",
  ];
  rows.expected("LOAD_PMI").push({
    ...Object.fromEntries(same.map((column) => [column, answer[column]])),
    ...rowKey("LOAD_PMI", number),
    main_crn_type: "DISTRICT",
    main_crn: district,
    nhs_number_status: TRACE_REQUIRED,
    ...answers,
  });
  return number;
}

const FIRST_SECOND = 700_000_001;
const FIRST_TWIN = 750_000_001;
const FIRST_TEST = 800_000_001;
const ELSEWHERE = {
  PtAddrLine1: "Night shelter",
  PtAddrLine2: "Quayside Lane",
  PtAddrLine3: "Quayford",
  PtAddrLine4: "",
  PtAddrPostCode: "WX7 4QL",
};
const ELSEWHERE_ANSWER = {
  pat_address_1: "Night shelter",
  pat_address_2: "Quayside Lane",
  pat_address_3: "Quayford",
  pat_address_4: "",
  post_code: "WX7 4QL",
};

/** Records that should not be there: they come last, for they copy the first. */
export const recordDefects: readonly PmiDefect[] = [
  {
    id: "nhs-number-on-two-records",
    title: "Two records have the same NHS number",
    rate: 0.003,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      const nhs = life.person.nhsNumber;
      if (nhs === undefined || answer.nhs_number !== nhs || life.numbers.length > 1 || !isPlain(record, answer))
        return [];
      const other = registerAgain(
        rows,
        life,
        FIRST_SECOND,
        { ...ELSEWHERE, NhsNumber: nhs, NHSNumberStatus: VERIFIED },
        { ...ELSEWHERE_ANSWER, nhs_number: nhs, nhs_number_status: VERIFIED },
      );
      const change = { field: "NhsNumber", before: "", after: nhs };
      return [listed("PMI-02", "PATDATA", number, change), listed("PMI-02", "PATDATA", other, change)];
    },
  },
  {
    id: "person-registered-twice",
    title: "A person was registered twice, under a name written another way",
    rate: 0.03,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      // A postcode that tells nothing tells nobody that the two are one.
      if (!isPlain(record, answer) || answer.post_code !== homeOf(life).postcode) return [];
      const surname = record.Surname!.toUpperCase();
      const [first] = record.Forenames!.trim().split(" ");
      const other = registerAgain(
        rows,
        life,
        FIRST_TWIN,
        { Surname: surname, Forenames: first },
        { pat_name_family: surname.trim(), pat_name_1: first, pat_name_2: "", pat_name_3: "" },
      );
      const change = { field: "InternalPatientNumber", before: number, after: other };
      return [listed("PMI-03", "PATDATA", number, change), listed("PMI-03", "PATDATA", other, change)];
    },
  },
  {
    id: "record-without-number",
    title: "A record has lost its number",
    rate: 0.0005,
    plant: (rows, life) => {
      const change = { field: "InternalPatientNumber", before: "", after: "" };
      // Two that are identical in every field would be one record.
      const PtAddrComments = `Card ${life.index + 1}`;
      rows
        .source("PATDATA")
        .push({ InternalPatientNumber: "", MRSA: "NO", IsCPISExists: "NO", PtDeathIndInt: "0", PtAddrComments });
      return [refused("GEN-15", "LOAD_PMI", "", "", change)];
    },
  },
  {
    id: "test-patient",
    title: "A record that was made to try the system out",
    rate: 0.0002,
    plant: (rows, life) => {
      const { record, answer } = inUse(rows, life);
      if (!isPlain(record, answer)) return [];
      const names = { Surname: "ZZTEST", Forenames: "Training" };
      const number = registerAgain(
        rows,
        life,
        FIRST_TEST,
        { ...ELSEWHERE, ...names },
        { ...ELSEWHERE_ANSWER, pat_name_family: "ZZTEST", pat_name_1: "Training", pat_name_2: "", pat_name_3: "" },
      );
      return [listed("GEN-22", "PATDATA", number, { field: "Surname", before: "", after: names.Surname })];
    },
  },
];

/** True when what a copy takes over is as good as it was: one planted fault is not to be counted twice. */
function isPlain(record: MockRow, answer: MockRow): boolean {
  return (
    answer.sex !== "" &&
    answer.gp_national_code !== "" &&
    answer.title === record.Title &&
    answer.pat_name_family === record.Surname &&
    answer.date_of_birth === record.PtDoB &&
    answer.pat_address_1 === record.PtAddrLine1 &&
    answer.pat_address_4 === (record.PtAddrLine4 ?? "") &&
    answer.post_code === record.PtAddrPostCode
  );
}
