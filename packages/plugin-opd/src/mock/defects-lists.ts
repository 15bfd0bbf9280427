import { type Defect, type MockRow, onDay, type PatientRows, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, OutpatientEntry, Referral } from "@pas-migrate/lives";
import { truth } from "./edits.js";

type ListDefect = Defect<Hospital, Life>;

const TABLE = "LOAD_OPDWAITLIST";
const LONG_OVERDUE_DAYS = 91;

interface Waiting {
  readonly referral: Referral;
  readonly entry: OutpatientEntry;
  readonly key: string;
  readonly row: MockRow;
  readonly loaded: MockRow;
}

/** Follow-ups that wait, with their record and what the answer key has for it. */
function* waitingFollowUps(rows: PatientRows, life: Life): Generator<Waiting> {
  for (const referral of life.referrals)
    for (const entry of referral.listEntries) {
      if (entry.removal !== undefined || !entry.list.followUp) continue;
      const day = v83.dateInt(entry.addedOn);
      const { internal } = referral.number;
      const key = `${internal}|${referral.episode}|${entry.list.code}|${day}`;
      const row = rows
        .source("OPWLENTRY")
        .find(
          (held) =>
            held.InternalPatientNumber === internal &&
            held.EpisodeNumber === referral.episode &&
            held.OpWlDateIdxDateOnWaitingListNeutral === day,
        );
      const loaded = rows.expected(TABLE).find((held) => held.external_system_id === key);
      if (row !== undefined && loaded !== undefined) yield { referral, entry, key, row, loaded };
    }
}

const withoutDueDate: ListDefect = {
  id: "follow-up-without-due-date",
  title: "A follow-up waits without the day it is due",
  rate: 0.06,
  plant(rows, life) {
    for (const { key, row, loaded } of waitingFollowUps(rows, life)) {
      const before = row.FollUpApptReqDtEXT;
      row.FollUpApptReqDtEXT = "";
      row.FollUpApptReqdDtEXT = "";
      loaded.target_date = "";
      return [
        truth("OPD-13", "gate", TABLE, key, ["FollUpApptReqDtEXT", before, ""]),
        truth("OPD-13", "reject", TABLE, key, ["target_date", before, ""]),
      ];
    }
    return [];
  },
};

/** From when the patient could have been on the list: after the referral, and after any earlier place on it. */
function earliestDay({ registeredAt, listEntries }: Referral, entry: OutpatientEntry): number {
  let day = onDay(registeredAt) + 1;
  for (const other of listEntries)
    if (other !== entry && other.list === entry.list)
      day = Math.max(day, other.removal === undefined ? Number.POSITIVE_INFINITY : onDay(other.removal.at) + 1);
  return day;
}

const overdue: ListDefect = {
  id: "follow-up-overdue",
  title: "A follow-up waits long after the day it was due",
  rate: 0.2,
  plant(rows, life, { today }, random) {
    for (const { referral, entry, row, loaded } of waitingFollowUps(rows, life)) {
      const earliest = earliestDay(referral, entry);
      const latest = today - LONG_OVERDUE_DAYS - 40;
      // A booking names its entry by the day on the list, which must not move under it.
      if (loaded.status === "L" || entry.suspensions.length > 0 || entry.mistakenRemoval !== undefined) continue;
      if (row.FollUpApptReqDtEXT === "" || earliest > latest) continue;
      const addedOn = random.between(earliest, latest);
      const due = addedOn + random.between(14, 35);
      const parts = [referral.number.internal, referral.episode, entry.list.code, v83.dateInt(addedOn)];
      const before = row.FollUpApptReqDtEXT;
      row.DateOnList = v83.date(addedOn);
      row.OpWlDateIdxDateOnWaitingListNeutral = v83.dateInt(addedOn);
      row.OpWlDateAppointmentRequiredInternal = v83.monthInt(due);
      row.FollUpApptReqDtEXT = `${v83.dateInt(due)}0000`;
      row.FollUpApptReqdDtEXT = `${v83.date(due)} 00:00`;
      loaded.record_number = recordNumber(TABLE, ...parts);
      loaded.external_system_id = parts.join("|");
      loaded.target_date = pas.date(due);
      loaded.wl_comment = loaded.wl_comment?.replace(
        `Month required: ${v83.monthInt(entry.requiredOn)}`,
        `Month required: ${v83.monthInt(due)}`,
      );
      return [truth("OPD-14", "gate", TABLE, parts.join("|"), ["FollUpApptReqDtEXT", before, row.FollUpApptReqDtEXT])];
    }
    return [];
  },
};

/** What goes wrong with places on outpatient lists. The second moves the day on the list by which both find an entry. */
export const listDefects: readonly ListDefect[] = [withoutDueDate, overdue];
