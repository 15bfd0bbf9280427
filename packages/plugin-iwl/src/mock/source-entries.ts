import { type MockRows, onDay, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, ListEntry } from "@pas-migrate/lives";
import { diagnosisOf, isWaiting, removalOf } from "./facts.js";
import { WLCURRENT, WLENTRY, WLINTENDEDPROC, WLREMOVAL } from "./tables.js";

/** Who writes on the list. */
export const CLERK = "WLO";

/** Writes an entry: for good, as it is now while the patient waits, and its removal. */
export function writeEntry(life: Life, entry: ListEntry, hospital: Hospital, rows: MockRows): void {
  const { number, episode, calledOff } = entry;
  const removal = removalOf(entry, hospital);
  rows.source(WLENTRY, entryRow(life, entry, hospital));
  if (isWaiting(entry)) rows.source(WLCURRENT, currentRow(life, entry, hospital));
  for (let i = 0; i < entry.otherProcedures.length; i += 1)
    rows.source(WLINTENDEDPROC, {
      InternalPatientNumber: number.internal,
      EpisodeNumber: episode,
      RptGrpKey: String(i + 1),
      SecIProc: entry.otherProcedures[i].code,
      WlCode: entry.list.code,
    });
  if (removal !== undefined)
    rows.source(WLREMOVAL, {
      InternalPatientNumber: number.internal,
      EpisodeNumber: episode,
      EpsActvDtimeInt: v83.dateTimeInt(removal.at),
      ActivityDate: v83.shortDateTime(removal.at),
      ActivityTime: v83.time(removal.at),
      Reason: removal.reason.code,
      Comment: removal.comment,
      OpCancelled: calledOff === undefined ? "0" : "1",
    });
}

/** The list as it is now; not all that was said of an entry is said there again. */
function currentRow(life: Life, entry: ListEntry, hospital: Hospital) {
  const row = entryRow(life, entry, hospital);
  return entry.addedAt % 2 === 0 ? { ...row, TheatreTime: "", Operation: "", CommentNonClin: "" } : row;
}

/** What either table holds of an entry, in one piece: a row made of spreads takes ten times as long. */
export function entryRow(life: Life, entry: ListEntry, hospital: Hospital) {
  const { number, referral, addedAt, waitingSince, spell } = entry;
  // How V83 counts the days of a suspension is not known, so the count is certain only where there was none.
  const isUnbroken = entry.suspensions.length === 0 && entry.postponements.length === 0;
  const ended = spell?.admittedAt ?? entry.removal?.at ?? hospital.snapshotAt;
  const listedAt = v83.dateTime(addedAt);
  const noSuspension = isUnbroken ? "0" : "";
  return {
    InternalPatientNumber: number.internal,
    EpisodeNumber: entry.episode,
    DistrictNumber: number.district,
    CaseNoteNumber: casenoteOf(life, entry),
    Category: referral.category.code,
    Provider: hospital.provider.slice(0, 4),
    Hospital: entry.site.code,
    Specialty: entry.specialty.code,
    Consultant: entry.consultant.code,
    WlCode: entry.list.code,
    Urgency: entry.urgency.code,
    MethodOfAdm: entry.method.code,
    IntdMgmt: entry.intendedManagement.code,
    ShortNotice: shortNoticeOf(entry),
    ProvisionalDiagnosis: diagnosisOf(entry)?.code,
    IntendedProc: entry.procedure.code,
    Operation: entry.operation,
    TheatreTime: entry.theatreMinutes === undefined ? "" : String(entry.theatreMinutes),
    ExpectedLos: String(entry.expectedNights),
    LastReviewDate: v83.date(entry.lastReviewOn),
    EpsCurrWlRevwRespDtInt: v83.dateInt(entry.lastReviewOn),
    CommentCl: entry.clinicalComment,
    CommentNonClin: entry.comment,
    AdmReason: entry.reason,
    // Not everybody writes down a day that the entry says as well.
    OriginalDateOnList: waitingSince === onDay(addedAt) && addedAt % 3 === 0 ? "" : v83.date(waitingSince),
    WlOnListDtTmInt: v83.dateTimeInt(addedAt),
    WLOnListTime: v83.time(addedAt),
    KH07StartWait: v83.date(waitingSince),
    KH07StartWaitInt: v83.dateInt(waitingSince),
    KH07SusDays: noSuspension,
    KH07Wait: isUnbroken ? String(onDay(ended) - waitingSince) : "",
    EpiGPCode: referral.gp?.code,
    EpiGPPractice: referral.gp?.practice.code,
    UserId: CLERK,
    // Held by WLENTRY alone.
    EpsActvDtimeInt: v83.dateTimeInt(addedAt),
    WLOnListDate: listedAt,
    ReasonForReferral: referral.reason?.code,
    AdmissionDate: v83.dateTime(spell?.admittedAt),
    AdmissionDateTmInt: v83.dateTimeInt(spell?.admittedAt),
    AdmissionTime: v83.time(spell?.admittedAt),
    // Held by WLCURRENT alone.
    DateOnList: listedAt,
    HistSuspDays: noSuspension,
  };
}

/** Some clerks write it in words, some as the screen before did. */
function shortNoticeOf({ shortNotice, addedAt }: ListEntry): string {
  if (shortNotice === undefined) return "";
  const [yes, no] = addedAt % 5 === 0 ? ["1", "0"] : ["YES", "NO"];
  return shortNotice ? yes : no;
}

export function casenoteOf({ casenotes }: Life, { number }: ListEntry): string | undefined {
  for (const casenote of casenotes) if (casenote.number === number) return casenote.casenote;
  return undefined;
}
