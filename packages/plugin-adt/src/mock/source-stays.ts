import { type MockRows, type Moment, onDay, v83 } from "@pas-migrate/core/mock";
import type { Spell, WardStay } from "@pas-migrate/lives";
import { categoryIn, episodeAt, hasStays, isKeptByConsultant } from "./facts.js";
import { CONSWARDSTAY, INPATIENTSUSPEND, ROOMSTAY, WARDSTAY } from "./tables.js";

/** A record of a stay: a piece of the time on one ward. */
interface Piece {
  readonly stay: WardStay;
  readonly start: Moment;
  readonly end?: Moment;
  readonly starts: "Adm" | "Tr" | "Rei";
  readonly ends?: "Dsc" | "Tr" | "Sus";
}

/** Writes where the patient lay, and when the patient was at home. */
export function writeStays(spell: Spell, rows: MockRows): void {
  if (!hasStays(spell)) return;
  for (const piece of piecesOf(spell, [])) {
    rows.source(WARDSTAY, stayRow(spell, piece));
    if (piece.stay.room !== undefined) writeRoom(spell, piece, rows);
  }
  if (isKeptByConsultant(spell)) {
    const changes = spell.episodes.slice(1).map(({ start }) => start);
    for (const piece of piecesOf(spell, changes)) {
      const category = categoryIn(spell, episodeAt(spell, piece.start));
      rows.source(CONSWARDSTAY, stayRow(spell, piece, category.code));
    }
  }
  for (const { from, to, isOpen } of spell.leaves)
    rows.source(INPATIENTSUSPEND, {
      InternalPatientNumber: spell.number.internal,
      EpisodeNumber: spell.episode,
      EpsActvDtimeInt: v83.dateTimeInt(from),
      EpsCurrActvDtimeInt: isOpen ? undefined : v83.dateTimeInt(to),
      IpSuspExpReturnDtimeInt: v83.dateTimeInt(to),
      Reason: "L",
      Reason_1: "Leave",
    });
}

/**
 * The records of a spell's stays: one a ward, cut at the given changes, and with a hole where the patient was at home. The last
 * ends with the leave of who has not come back from it.
 */
function piecesOf(spell: Spell, changes: readonly Moment[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const stay of spell.wardStays) {
    const isLast = stay === spell.wardStays[spell.wardStays.length - 1];
    const isWithin = (moment: Moment): boolean =>
      stay.start < moment && (stay.end === undefined || moment < stay.end) && isOnWard(spell, moment);
    const cuts = changes
      .filter(isWithin)
      .map((at) => ({ at, resumes: at, isOpen: false, ends: "Tr", starts: "Tr" }) as const);
    const leaves = spell.leaves
      .filter(({ from, to }) => stay.start < from && (stay.end === undefined || to < stay.end))
      .map(({ from, to, isOpen }) => ({ at: from, resumes: to, isOpen, ends: "Sus", starts: "Rei" }) as const);
    let start = stay.start;
    let starts: Piece["starts"] = stay === spell.wardStays[0] ? "Adm" : "Tr";
    for (const cut of [...cuts, ...leaves].sort((a, b) => a.at - b.at)) {
      pieces.push({ stay, start, end: cut.at, starts, ends: cut.ends });
      if (cut.isOpen) return pieces;
      start = cut.resumes;
      starts = cut.starts;
    }
    const ends = stay.end === undefined ? undefined : isLast ? "Dsc" : "Tr";
    pieces.push({ stay, start, end: stay.end, starts, ends });
  }
  return pieces;
}

/** V83 writes nothing of a change of consultant while the patient is at home. */
function isOnWard({ leaves }: Spell, moment: Moment): boolean {
  return leaves.every(({ from, to }) => moment < from || to < moment);
}

/** The record of a stay; with its category it is one that V83 keeps by consultant. */
function stayRow(spell: Spell, { stay, start, end, starts, ends }: Piece, category?: string) {
  const { consultant, specialty } = episodeAt(spell, start);
  return {
    InternalPatientNumber: spell.number.internal,
    EpisodeNumber: spell.episode,
    EpsActvDtimeInt: v83.dateTimeInt(start),
    StartActivity: starts,
    StartDate: v83.date(onDay(start)),
    StartTime: v83.time(start),
    EndActivity: ends,
    EndDate: v83.date(end && onDay(end)),
    EndTime: v83.time(end),
    EndDtTimeInt: v83.dateTimeInt(end),
    AdmitDate: v83.date(onDay(spell.admittedAt)),
    AdmitTime: v83.time(spell.admittedAt),
    IpAdmDtimeInt: v83.dateTimeInt(spell.admittedAt),
    HospitalCode: stay.ward.site.code,
    WardCode: stay.ward.code,
    ConsultantCode: consultant.code,
    Specialty: specialty.code,
    Category: category,
  };
}

function writeRoom(spell: Spell, { stay, start, end, starts, ends }: Piece, rows: MockRows): void {
  rows.source(ROOMSTAY, {
    InternalPatientNumber: spell.number.internal,
    EpisodeNumber: spell.episode,
    EpsActvDtimeInt: v83.dateTimeInt(start),
    StartActivity: starts,
    StartDate: v83.date(onDay(start)),
    StartTime: v83.time(start),
    EndActivity: ends,
    EndDate: v83.date(end && onDay(end)),
    EndTime: v83.time(end),
    EndDateTmInt: v83.dateTimeInt(end),
    AdmitDate: v83.date(onDay(spell.admittedAt)),
    AdmitTime: v83.time(spell.admittedAt),
    AdmitDateTmInt: v83.dateTimeInt(spell.admittedAt),
    Hospital: stay.ward.site.code,
    Ward: stay.ward.code,
    Room: stay.room,
    BedID: stay.bed,
  });
}
