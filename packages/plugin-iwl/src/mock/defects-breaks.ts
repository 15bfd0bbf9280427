import { type Defect, MINUTES_A_DAY, onDay, type PatientRows, strike, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, Suspension } from "@pas-migrate/lives";
import { episodeKey, expectedRow, type Listed, listedEntries, pickEntry, truth } from "./edits.js";
import { suspensionRows } from "./expected-deferrals.js";
import { endOf } from "./facts.js";
import { suspensionRecord } from "./source-deferrals.js";

type BreakDefect = Defect<Hospital, Life>;

const TABLE = "LOAD_IWL_DEFERRALS";
/** The shortest suspension within which another one is written down. */
const ROOM_DAYS = 6;

/** Adds a suspension. @returns the key of its row */
function suspend(rows: PatientRows, { entry, loaded }: Listed, suspension: Suspension): string {
  rows.source("WLSUSPENSION").push(suspensionRecord(entry, suspension));
  const [row] = suspensionRows(entry, suspension, loaded.record_number ?? "");
  rows.expected(TABLE).push(row);
  return row.external_system_id;
}

/** The suspension that has room for another one within its first agreement, and that far has passed. */
function roomy({ suspensions }: Listed["entry"], { today }: Hospital): Suspension | undefined {
  return suspensions.find(
    ({ startedAt, until, firstUntil = until }) =>
      firstUntil - onDay(startedAt) >= ROOM_DAYS && onDay(startedAt) + 2 < today,
  );
}

const overlapping: BreakDefect = {
  id: "suspension-overlaps-another",
  title: "A suspension was written down a second time, within the first",
  rate: 0.0075,
  plant(rows, life, hospital, random) {
    const listed = pickEntry(rows, life, random, ({ entry }) => roomy(entry, hospital) !== undefined);
    if (listed === undefined) return [];
    const first = roomy(listed.entry, hospital)!;
    const startedAt = first.startedAt + 2 * MINUTES_A_DAY;
    const until = (first.firstUntil ?? first.until) - random.between(0, 2);
    const { reason, initiatedBy } = first;
    const key = suspend(rows, listed, { startedAt, until, reason, initiatedBy });
    return [truth("IWL-04", "gate", TABLE, key, ["SuspensionStartDate", "", v83.dateTimeInt(startedAt)])];
  },
};

const afterTheEnd: BreakDefect = {
  id: "suspension-after-the-end-of-the-wait",
  title: "A suspension begins when the patient no longer waits",
  rate: 0.0075,
  plant(rows, life, { today, codes }, random) {
    const listed = pickEntry(rows, life, random, ({ entry, current }) => {
      const ended = endOf(entry);
      return current === undefined && ended !== undefined && onDay(ended) + 21 < today;
    });
    if (listed === undefined) return [];
    const startedAt = endOf(listed.entry)! + random.between(2, 20) * MINUTES_A_DAY;
    const key = suspend(rows, listed, {
      startedAt,
      until: onDay(startedAt) + random.between(7, 28),
      reason: random.pick(codes.suspensionReasons),
      initiatedBy: random.pick(["P", "H"] as const),
    });
    return [truth("IWL-04", "gate", TABLE, key, ["SuspensionStartDate", "", v83.dateTimeInt(startedAt)])];
  },
};

const extendedInVain: BreakDefect = {
  id: "suspension-extended-without-a-new-end",
  title: "A suspension was extended, and its end is still the first one",
  rate: 0.002,
  plant(rows, life, { today }) {
    for (const { entry, key, loaded } of listedEntries(rows, life))
      for (const suspension of entry.suspensions) {
        const { startedAt, firstUntil, until } = suspension;
        if (firstUntil === undefined || until >= today) continue;
        const record = rows
          .source("WLSUSPENSION")
          .find((row) => episodeKey(row) === key && row.EpsActvDtimeInt === v83.dateTimeInt(startedAt));
        const [agreed, extension] = suspensionRows(entry, suspension, loaded.record_number ?? "").map((row) =>
          expectedRow(rows, TABLE, row.external_system_id),
        );
        if (record === undefined || agreed === undefined || extension === undefined) continue;
        const before = record.SuspendedUntil_1;
        const after = v83.date(firstUntil);
        record.SuspendedUntil_1 = after;
        record.Extended = "";
        strike(rows.expected(TABLE), (row) => row === extension);
        return [truth("IWL-04", "reject", TABLE, agreed.external_system_id ?? "", ["deferral_end", before, after])];
      }
    return [];
  },
};

/** What goes wrong with suspensions. */
export const breakDefects: readonly BreakDefect[] = [overlapping, afterTheEnd, extendedInVain];
