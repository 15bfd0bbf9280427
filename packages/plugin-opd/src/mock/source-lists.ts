import { type MockRows, v83 } from "@pas-migrate/core/mock";
import type { Life, OutpatientEntry, Referral } from "@pas-migrate/lives";
import { OP_SUSPENSIONS, OPWLENTRY, OPWLREMENTRY } from "./tables.js";

/** Writes the patient's places on outpatient lists, those that were given up too, and the feed of their suspensions. */
export function writeLists(life: Life, rows: MockRows): void {
  for (const referral of life.referrals)
    for (const entry of referral.listEntries) {
      if (entry.removal === undefined) writeWaiting(referral, entry, rows);
      else writeRemoved(referral, entry, entry.removal, rows);
      if (entry.mistakenRemoval !== undefined) writeRemoved(referral, entry, entry.mistakenRemoval, rows);
      for (const { from, to, reason, comment } of entry.suspensions)
        rows.feed(OP_SUSPENSIONS, {
          patient_number: referral.number.internal,
          episode_number: referral.episode,
          list_code: entry.list.code,
          date_on_list: v83.date(entry.addedOn),
          deferral_start: v83.date(from),
          deferral_end: v83.date(to),
          deferral_reason: reason,
          deferral_comment: comment,
        });
    }
}

function common(referral: Referral, entry: OutpatientEntry) {
  return {
    InternalPatientNumber: referral.number.internal,
    EpisodeNumber: referral.episode,
    TreatmentCode: entry.list.code,
    DateOnList: v83.date(entry.addedOn),
    OPRegDate: v83.dateTime(referral.registeredAt).slice(0, 10),
    OPRegDateInt: v83.dateTimeInt(referral.registeredAt),
    AppointmentType: entry.type.code,
    Category: referral.category.code,
    Comment: entry.comment,
    ProcedureType: entry.procedure,
    ShortNotice: entry.shortNotice ? "YES" : "NO",
    TransportCode: entry.transport?.code,
  };
}

function writeWaiting(referral: Referral, entry: OutpatientEntry, rows: MockRows): void {
  const day = entry.list.followUp ? entry.requiredOn : undefined;
  rows.source(OPWLENTRY, {
    ...common(referral, entry),
    TreatmentCode_1: entry.list.code,
    OpWlDateIdxDateOnWaitingListNeutral: v83.dateInt(entry.addedOn),
    OpWlDateAppointmentRequiredInternal: v83.monthInt(entry.requiredOn),
    FollUpApptReqdDtEXT: day === undefined ? "" : `${v83.date(day)} 00:00`,
    FollUpApptReqDtEXT: day === undefined ? "" : `${v83.dateInt(day)}0000`,
    SchedulingApplicationAreaExternal: "OP",
  });
}

function writeRemoved(
  referral: Referral,
  entry: OutpatientEntry,
  { at, reason, comment }: NonNullable<OutpatientEntry["removal"]>,
  rows: MockRows,
): void {
  rows.source(OPWLREMENTRY, {
    ...common(referral, entry),
    DateOnListInt: `${v83.dateInt(entry.addedOn)}0000`,
    OpWlPatientCons: entry.list.consultant?.code,
    OpWlPatientSpecialty: entry.list.specialty.code,
    OpWlRemDatetimeInt: v83.dateTimeInt(at),
    OpWlRemDatetimeExt: v83.dateTime(at),
    OpWlRemovalCode: reason.code,
    OpWlRemovalDesc: reason.description,
    OpWlRemovalComment: comment,
    WlDateAppReq: v83.month(entry.requiredOn),
    WlDateAppReqInt: v83.monthInt(entry.requiredOn),
    WLStatus: "R",
    WLStatusDesc: "Removed",
  });
}
