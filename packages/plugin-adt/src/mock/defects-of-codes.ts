import {
  type Day,
  type Defect,
  type MockRow,
  onDay,
  type PatientRows,
  type PlantedFault,
  pas,
  v83,
} from "@pas-migrate/core/mock";
import type { ConsultantEpisode, Hospital, Life, Spell } from "@pas-migrate/lives";
import {
  answersOf,
  type Change,
  chooseSpell,
  episodeKey,
  listed,
  recordsOf,
  refused,
  spellKey,
  takeOut,
} from "./defect-spells.js";

type AdtDefect = Defect<Hospital, Life>;

/** A code in an extract, and what the new system lacks when no master file knows it. */
interface CodedField {
  readonly code: string;
  isHeld(spell: Spell): boolean;
  plant(rows: PatientRows, spell: Spell, code: string): readonly PlantedFault[];
}

function ofAdmission(
  column: string,
  inExtract: string,
  field: string,
  code: string,
  isHeld: CodedField["isHeld"],
): CodedField {
  return {
    code,
    isHeld,
    plant(rows, spell, after) {
      const [record] = recordsOf(rows, "ADMITDISCH", spell);
      const change = { before: record[column], after };
      record[column] = after;
      for (const finished of recordsOf(rows, "FCEEXT", spell)) finished[inExtract] = after;
      return [withoutValue(rows, "LOAD_ADT_ADMISSIONS", spellKey(spell), field, change)];
    },
  };
}

function ofEpisode(column: string, inExtract: string, field: string, code: string): CodedField {
  return {
    code,
    isHeld: () => true,
    plant(rows, spell, after) {
      const last = spell.episodes[spell.episodes.length - 1];
      const record = recordsOf(rows, "CONSEPISODE", spell).find(({ FCENumber }) => FCENumber === last.number)!;
      const change = { before: record[column], after };
      record[column] = after;
      for (const finished of recordsOf(rows, "FCEEXT", spell))
        if (finished.FceSequenceNo === last.number) finished[inExtract] = after;
      return [withoutValue(rows, "LOAD_ADT_EPISODES", episodeKey(spell, last), field, change)];
    },
  };
}

/** A ward stands in several extracts, and may have several pieces of a stay. */
const ofWard: CodedField = {
  code: "WX99",
  isHeld: () => true,
  plant(rows, spell, after) {
    const [stay] = spell.wardStays;
    const isOfStay = (start: string | undefined): boolean =>
      stay.end === undefined || start! < v83.dateTimeInt(stay.end);
    for (const record of [...recordsOf(rows, "WARDSTAY", spell), ...recordsOf(rows, "CONSWARDSTAY", spell)])
      if (isOfStay(record.EpsActvDtimeInt)) record.WardCode = after;
    for (const record of recordsOf(rows, "ROOMSTAY", spell)) if (isOfStay(record.EpsActvDtimeInt)) record.Ward = after;
    const [admission] = recordsOf(rows, "ADMITDISCH", spell);
    admission.AdmWard = after;
    if (spell.discharge !== undefined && spell.wardStays.length === 1) admission.DischWard = after;
    return answersOf(rows, "LOAD_ADT_WARDSTAYS", spellKey(spell))
      .map((row) => row.external_system_id!)
      .filter((key) => isOfStay(key.split("|")[2]))
      .map((key) => withoutValue(rows, "LOAD_ADT_WARDSTAYS", key, "ward", { before: stay.ward.code, after }));
  },
};

const hasLeft = ({ discharge }: Spell): boolean => discharge !== undefined;

const codedFields: readonly (readonly [value: CodedField, weight: number])[] = [
  [ofAdmission("SourceOfAdm", "SourceOfAdmission", "admit_from", "Q9", () => true), 60],
  [ofEpisode("SpecialtyCode", "Specialty", "specialty", "ZZZZ"), 30],
  [ofEpisode("ConsultantCode", "Consultant", "consultant_code", "UNK999"), 20],
  [ofWard, 15],
  [ofAdmission("MethodOfDischarge", "MethodOfDischarge", "discharge_type", "Q8", hasLeft), 12],
  [ofAdmission("DestinationOnDischarge", "DestinationOnDischarge", "discharge_to", "Q7", hasLeft), 10],
];

function withoutValue(rows: PatientRows, table: string, key: string, field: string, change: Change): PlantedFault {
  for (const row of rows.expected(table)) if (row.external_system_id === key) row[field] = undefined;
  return refused("GEN-15", table, key, field, change);
}

const unknownCode: AdtDefect = {
  id: "spell-code-unknown",
  title: "A code of a spell is in no master file",
  rate: 0.003,
  plant(rows, life, _hospital, random) {
    const field = random.weighted(codedFields);
    const spell = chooseSpell(rows, life, random, field.isHeld);
    return spell === undefined ? [] : field.plant(rows, spell, field.code);
  },
};

/** Taken out of use, and out of the master file. */
const RETIRED = "R69.X";
const OLD_YEARS = 5;

const retiredDiagnosis: AdtDefect = {
  id: "diagnosis-retired",
  title: "An old diagnosis is coded with what the master file no longer has",
  rate: 0.1,
  plant(rows, life, { today }, random) {
    const longAgo: Day = today - OLD_YEARS * 365;
    const isOld = ({ end, coding }: ConsultantEpisode) => coding !== undefined && onDay(end!) < longAgo;
    const spell = chooseSpell(rows, life, random, ({ episodes }) => episodes.some(isOld));
    if (spell === undefined) return [];
    const episode = spell.episodes.find(isOld)!;
    const { record, finished } = recordsOfEpisode(rows, spell, episode);
    record.KornerEpisodePrimaryDiagnosisCode = RETIRED;
    finished.KornerEpisodePrimaryDiagnosisCode = RETIRED;
    const key = episodeKey(spell, episode);
    const coding = `${key}|DIAG|1`;
    answersOf(rows, "LOAD_ADT_CODING", coding)[0].diagnosis = RETIRED.replace(".", "");
    const change = { before: episode.coding!.primary.code, after: RETIRED };
    return [
      refused("ADT-23", "LOAD_ADT_CODING", coding, "diagnosis", change),
      listed("ADT-23", "CONSEPISODE", key, "KornerEpisodePrimaryDiagnosisCode", change),
    ];
  },
};

const operationOutside: AdtDefect = {
  id: "procedure-outside-episode",
  title: "A procedure is dated before its episode",
  rate: 0.002,
  plant(rows, life, _hospital, random) {
    const isOperated = ({ coding }: ConsultantEpisode) => coding !== undefined && coding.procedures.length > 0;
    const spell = chooseSpell(rows, life, random, ({ episodes }) => episodes.some(isOperated));
    if (spell === undefined) return [];
    const episode = spell.episodes.find(isOperated)!;
    const day = onDay(episode.start) - random.between(3, 30);
    const { record, finished } = recordsOfEpisode(rows, spell, episode);
    record.KornerEpisodeProcedureDateInternal = v83.dateInt(day);
    record.PrimProoocDt = v83.shortDate(day);
    finished.KornerEpisodePrimaryProcedureDateExternal = v83.shortDate(day);
    const key = episodeKey(spell, episode);
    answersOf(rows, "LOAD_ADT_CODING", `${key}|PROC|1`)[0].diagnosis_date = pas.date(day);
    const change = { before: v83.dateInt(episode.coding!.procedures[0].on), after: v83.dateInt(day) };
    return [listed("ADT-25", "CONSEPISODE", key, "KornerEpisodeProcedureDateInternal", change)];
  },
};

const RECENT_DAYS = 60;
/** Coding may take so long; before that nothing is missing. */
const CODING_DAYS = 3;
const codingColumns = [
  "AdtKornerCodingCompleteDateinternal",
  "CodingCompleteDt",
  "CodingCompleteTm",
  "RiIcd10KeEpisodeDiagnosisCodeType",
  "KornerEpisodePrimaryDiagnosisCode",
  "KornerEpisodeSubsidiaryDiagnosisCode",
  "DateOfPrimaryDiagnosisCodingInternal",
  "PrimDiagCodeDt",
  "KornerEpisodePrimaryProcedureCode",
  "KornerEpisodeProcedureDateInternal",
  "PrimProoocDt",
  "NumberOfTheatreVisits",
  "HRGCode",
  "Subsid",
  "KornerEpisodePrimaryProcedureDateExternal",
  "HrgCode",
];

const uncoded: AdtDefect = {
  id: "episode-uncoded",
  title: "A finished episode of the last two months is not coded",
  rate: 0.1,
  plant(rows, life, { today }, random) {
    const isRecent = ({ end, coding }: ConsultantEpisode) =>
      coding !== undefined && onDay(end!) >= today - RECENT_DAYS && onDay(end!) < today - CODING_DAYS;
    const spell = chooseSpell(rows, life, random, ({ episodes }) => episodes.some(isRecent));
    if (spell === undefined) return [];
    const episode = spell.episodes.find(isRecent)!;
    const { record, finished } = recordsOfEpisode(rows, spell, episode);
    for (const row of [record, finished]) for (const column of codingColumns) if (column in row) row[column] = "";
    record.AdtKornerCodingCompleteIndicator = "0";
    finished.ClinicalCodingStatus = "U";
    if (episode === spell.episodes[0]) recordsOf(rows, "ADMITDISCH", spell)[0].HRGCode = "";
    for (const table of ["CONSEPISDIAG", "CONSEPISPROC"])
      takeOut(
        rows.source(table),
        recordsOf(rows, table, spell).filter(({ FCENumber }) => FCENumber === episode.number),
      );
    const key = episodeKey(spell, episode);
    takeOut(rows.expected("LOAD_ADT_CODING"), answersOf(rows, "LOAD_ADT_CODING", key));
    const change = { before: "1", after: "0" };
    return [listed("ADT-26", "CONSEPISODE", key, "AdtKornerCodingCompleteIndicator", change)];
  },
};

/** The two records of a finished episode. */
function recordsOfEpisode(
  rows: PatientRows,
  spell: Spell,
  { number }: ConsultantEpisode,
): { readonly record: MockRow; readonly finished: MockRow } {
  return {
    record: recordsOf(rows, "CONSEPISODE", spell).find(({ FCENumber }) => FCENumber === number)!,
    finished: recordsOf(rows, "FCEEXT", spell).find(({ FceSequenceNo }) => FceSequenceNo === number)!,
  };
}

/** Codes that are wrong, old or lacking. */
export const defectsOfCodes: readonly AdtDefect[] = [uncoded, unknownCode, retiredDiagnosis, operationOutside];
