import {
  type Defect,
  MINUTES_A_DAY,
  type MockRow,
  type Moment,
  onDay,
  recordNumber,
  v83,
} from "@pas-migrate/core/mock";
import type { ConsultantEpisode, Hospital, Life, Spell } from "@pas-migrate/lives";
import {
  answersOf,
  chooseSpell,
  episodeKey,
  listed,
  recordsOf,
  refuseSpell,
  spellKey,
  takeOut,
} from "./defect-spells.js";
import { isElective } from "./facts.js";

type AdtDefect = Defect<Hospital, Life>;

const MOST_MINUTES = 5;

/** A stay ends some minutes before the next one begins, or after. */
function shiftedStay(id: string, title: string, sign: -1 | 1): AdtDefect {
  return {
    id,
    title,
    rate: 0.0075,
    plant(rows, life, _hospital, random) {
      const spell = chooseSpell(rows, life, random, ({ wardStays: [first, second] }) => {
        return second !== undefined && first.end! - first.start > MOST_MINUTES + 1;
      });
      if (spell === undefined) return [];
      const end = spell.wardStays[0].end!;
      const shifted = end + sign * random.between(1, MOST_MINUTES);
      for (const table of ["WARDSTAY", "CONSWARDSTAY"])
        for (const record of recordsOf(rows, table, spell))
          if (record.EndDtTimeInt === v83.dateTimeInt(end)) endStay(record, shifted);
      const change = { before: v83.dateTimeInt(end), after: v83.dateTimeInt(shifted) };
      return [
        refuseSpell(rows, spell, "ADT-10", change),
        listed("ADT-10", "WARDSTAY", spellKey(spell), "EndDtTimeInt", change),
      ];
    },
  };
}

function endStay(record: MockRow, end: Moment): void {
  record.EndDate = v83.date(onDay(end));
  record.EndTime = v83.time(end);
  record.EndDtTimeInt = v83.dateTimeInt(end);
}

const lastStayMissing: AdtDefect = {
  id: "last-ward-stay-missing",
  title: "The last ward stay of a spell was never written down",
  rate: 0.002,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, ({ wardStays }) => wardStays.length > 1);
    if (spell === undefined) return [];
    const last = spell.wardStays[spell.wardStays.length - 1];
    const start = v83.dateTimeInt(last.start);
    for (const table of ["WARDSTAY", "CONSWARDSTAY", "ROOMSTAY"])
      takeOut(
        rows.source(table),
        recordsOf(rows, table, spell).filter((record) => record.EpsActvDtimeInt! >= start),
      );
    const change = { before: start, after: "" };
    return [
      refuseSpell(rows, spell, "ADT-10", change),
      listed("ADT-10", "WARDSTAY", spellKey(spell), "EpsActvDtimeInt", change),
    ];
  },
};

/** An episode ends some minutes before the next one begins, or after. */
function shiftedEpisode(id: string, title: string, sign: -1 | 1): AdtDefect {
  return {
    id,
    title,
    rate: 0.004,
    plant(rows, life, _hospital, random) {
      const spell = chooseSpell(rows, life, random, ({ episodes }) => episodes.length > 1);
      if (spell === undefined) return [];
      const [first] = spell.episodes;
      const end = first.end! + sign * random.between(1, MOST_MINUTES);
      endEpisode(rows, spell, first, end);
      const change = { before: v83.dateTimeInt(first.end), after: v83.dateTimeInt(end) };
      return [refuseSpell(rows, spell, "ADT-07", change)];
    },
  };
}

function endEpisode(
  rows: Parameters<AdtDefect["plant"]>[0],
  spell: Spell,
  { number }: ConsultantEpisode,
  end: Moment,
): void {
  const ofEpisode = (table: string) => recordsOf(rows, table, spell).filter((record) => record.FCENumber === number);
  for (const record of ofEpisode("CONSEPISODE")) {
    record.EpisodeEndDt = v83.dateTimeInt(end);
    record.EpisodeEndTm = v83.time(end);
    record.ConsultantEpisodeEndDttm = v83.dateTimeInt(end);
  }
  for (const record of ofEpisode("CONSEPISDIAG")) endCoded(record, "FCEEndDateTime", end);
  for (const record of ofEpisode("CONSEPISPROC")) endCoded(record, "FCEEndDateTimeInt", end);
  for (const record of recordsOf(rows, "FCEEXT", spell))
    if (record.FceSequenceNo === number) endCoded(record, "EpsActvDtimeInt", end);
}

function endCoded(record: MockRow, internal: string, end: Moment): void {
  record.FCEEndDate = v83.date(onDay(end));
  record.FCEEndTime = v83.time(end);
  record[internal] = v83.dateTimeInt(end);
}

const openAfterDischarge: AdtDefect = {
  id: "episode-open-after-discharge",
  title: "The last episode of a discharged patient was never ended",
  rate: 0.001,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, ({ discharge }) => discharge !== undefined);
    if (spell === undefined) return [];
    const last = spell.episodes[spell.episodes.length - 1];
    for (const record of recordsOf(rows, "CONSEPISODE", spell))
      if (record.FCENumber === last.number) {
        record.EpisodeEndDt = "";
        record.EpisodeEndTm = "";
        record.ConsultantEpisodeEndDttm = "";
      }
    const finished = recordsOf(rows, "FCEEXT", spell).filter((record) => record.FceSequenceNo === last.number);
    takeOut(rows.source("FCEEXT"), finished);
    return [refuseSpell(rows, spell, "ADT-04", { before: v83.dateTimeInt(last.end), after: "" })];
  },
};

const dischargeBeforeAdmission: AdtDefect = {
  id: "discharge-before-admission",
  title: "A discharge is dated before the admission",
  rate: 0.0002,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, ({ discharge, legal }) => {
      return discharge !== undefined && legal.length === 0;
    });
    if (spell === undefined) return [];
    const at = spell.admittedAt - random.between(1, 3) * MINUTES_A_DAY;
    for (const record of recordsOf(rows, "ADMITDISCH", spell)) {
      record.DischargeDate = v83.dateTime(at);
      record.DischargeTime = v83.time(at);
      record.IpDschDtimeInt = v83.dateTimeInt(at);
    }
    for (const record of recordsOf(rows, "FCEEXT", spell)) record.DischargeDatetime = v83.dateTime(at);
    const change = { before: v83.dateTimeInt(spell.discharge!.at), after: v83.dateTimeInt(at) };
    return [
      refuseSpell(rows, spell, "ADT-01", change),
      listed("ADT-01", "ADMITDISCH", spellKey(spell), "IpDschDtimeInt", change),
    ];
  },
};

const midnightAs2400: AdtDefect = {
  id: "admission-at-2400",
  title: "An admission is timed 24:00, which is no time of the day",
  rate: 0.0002,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, (candidate) => {
      return !isElective(candidate) && candidate.legal.length === 0;
    });
    if (spell === undefined) return [];
    const day = onDay(spell.admittedAt);
    const after = `${v83.dateInt(day)}2400`;
    for (const record of recordsOf(rows, "ADMITDISCH", spell)) {
      record.AdmissionDate = `${v83.date(day)} 24:00`;
      record.AdmissionTime = "24:00";
      record.IpAdmDtimeInt = after;
    }
    const change = { before: v83.dateTimeInt(spell.admittedAt), after };
    return [
      refuseSpell(rows, spell, "GEN-09", change),
      listed("GEN-09", "ADMITDISCH", `ADMITDISCH|${spellKey(spell)}`, "IpAdmDtimeInt", change),
    ];
  },
};

const handedOverAt2400: AdtDefect = {
  id: "episode-at-2400",
  title: "Another consultant took over at 24:00, which is no time of the day",
  rate: 0.0002,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, ({ episodes }) => episodes.length > 1);
    if (spell === undefined) return [];
    const episode = spell.episodes[1];
    const after = `${v83.dateInt(onDay(episode.start))}2400`;
    for (const record of recordsOf(rows, "CONSEPISODE", spell))
      if (record.FCENumber === episode.number) {
        record.EpisodeStartTime = "24:00";
        record.EpsActvDtimeInt = after;
      }
    const change = { before: v83.dateTimeInt(episode.start), after };
    return [
      refuseSpell(rows, spell, "GEN-09", change),
      listed("GEN-09", "CONSEPISODE", `CONSEPISODE|${episodeKey(spell, episode)}`, "EpsActvDtimeInt", change),
    ];
  },
};

const datesDisagree: AdtDefect = {
  id: "admission-dates-disagree",
  title: "The date of an admission that people see is not the one that the system holds",
  rate: 0.001,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, (candidate) => !isElective(candidate));
    if (spell === undefined) return [];
    const after = v83.dateTime(spell.admittedAt - MINUTES_A_DAY);
    for (const record of recordsOf(rows, "ADMITDISCH", spell)) record.AdmissionDate = after;
    const change = { before: v83.dateTime(spell.admittedAt), after };
    return [listed("GEN-08", "ADMITDISCH", `ADMITDISCH|${spellKey(spell)}`, "AdmissionDate", change)];
  },
};

const numberHole: AdtDefect = {
  id: "episode-number-hole",
  title: "The numbers of a spell's episodes leave one out",
  rate: 0.003,
  plant(rows, life, _hospital, random) {
    const spell = chooseSpell(rows, life, random, () => true);
    if (spell === undefined) return [];
    const last = spell.episodes[spell.episodes.length - 1];
    const number = String(spell.episodes.length + 1);
    for (const table of ["CONSEPISODE", "CONSEPISDIAG", "CONSEPISPROC"])
      for (const record of recordsOf(rows, table, spell))
        if (record.FCENumber === last.number) record.FCENumber = number;
    for (const record of recordsOf(rows, "FCEEXT", spell))
      if (record.FceSequenceNo === last.number) record.FceSequenceNo = number;
    const former = answersOf(rows, "LOAD_ADT_EPISODES", episodeKey(spell, last))[0].record_number;
    const parent = recordNumber("LOAD_ADT_EPISODES", spell.number.internal, spell.episode, number);
    for (const table of ["LOAD_ADT_EPISODES", "LOAD_ADT_CODING"])
      for (const row of answersOf(rows, table, episodeKey(spell, last))) {
        const parts = row.external_system_id!.split("|").map((part, i) => (i === 2 ? number : part));
        row.external_system_id = parts.join("|");
        row.record_number = recordNumber(table, ...parts);
        if (table === "LOAD_ADT_CODING") row.adt_eps_record_number = parent;
      }
    for (const row of answersOf(rows, "LOAD_ADT_WARDSTAYS", spellKey(spell)))
      if (row.adt_eps_record_number === former) row.adt_eps_record_number = parent;
    const key = `${spellKey(spell)}|${number}`;
    return [listed("ADT-08", "CONSEPISODE", key, "FCENumber", { before: last.number, after: number })];
  },
};

/** Times that contradict one another. */
export const defectsOfOrder: readonly AdtDefect[] = [
  shiftedStay("ward-stay-gap", "A ward stay ends minutes before the next one begins", -1),
  shiftedStay("ward-stay-overlap", "A ward stay ends minutes after the next one began", 1),
  lastStayMissing,
  // Before the others of spells with several episodes, which would leave it none.
  handedOverAt2400,
  shiftedEpisode("episode-gap", "An episode ends minutes before the next one begins", -1),
  shiftedEpisode("episode-overlap", "An episode ends minutes after the next one began", 1),
  numberHole,
  openAfterDischarge,
  dischargeBeforeAdmission,
  midnightAs2400,
  datesDisagree,
];
