import {
  type MockRow,
  onDay,
  type PatientRows,
  type PlantedFault,
  type Random,
  strike,
  v83,
} from "@pas-migrate/core/mock";
import type { Hospital, Life, ListEntry, Offer } from "@pas-migrate/lives";
import { entryRow } from "./source-entries.js";

/** An entry with its records and the row that the answer key has for it. */
export interface Listed {
  readonly entry: ListEntry;
  /** Patient number and episode number. */
  readonly key: string;
  readonly entered: MockRow;
  /** The record of the list as it is now; undefined when the patient does not wait. */
  readonly current?: MockRow;
  readonly loaded: MockRow;
}

/** An offer of a date with its record and the row that the answer key has for it. */
export interface Offered {
  readonly offer: Offer;
  readonly key: string;
  readonly record: MockRow;
  readonly loaded: MockRow;
}

/** The entries that no other fault has taken away. */
export function listedEntries(rows: PatientRows, life: Life): Listed[] {
  const listed: Listed[] = [];
  for (const entry of life.entries) {
    const key = `${entry.number.internal}|${entry.episode}`;
    const entered = recordOf(rows, "WLENTRY", key);
    const loaded = expectedRow(rows, "LOAD_IWL", key);
    if (entered !== undefined && loaded !== undefined)
      listed.push({ entry, key, entered, current: recordOf(rows, "WLCURRENT", key), loaded });
  }
  return listed;
}

/** One of the entries that fit; undefined when there is none. */
export function pickEntry(
  rows: PatientRows,
  life: Life,
  random: Random,
  fits: (listed: Listed) => boolean,
): Listed | undefined {
  const fitting = listedEntries(rows, life).filter(fits);
  return fitting.length === 0 ? undefined : random.pick(fitting);
}

/** An offer of the entry; undefined when another fault has taken it away. */
export function offered(rows: PatientRows, entryKey: string, offer: Offer): Offered | undefined {
  const entered = v83.dateTimeInt(offer.recordedAt);
  const key = `${entryKey}|${entered}`;
  const record = rows
    .source("PREADMISSION")
    .find((row) => episodeKey(row) === entryKey && row.EpsActvDtimeInt === entered);
  const loaded = expectedRow(rows, "LOAD_IWL_TCIS", key);
  return record === undefined || loaded === undefined ? undefined : { offer, key, record, loaded };
}

/** The number and episode that a record belongs to. */
export function episodeKey(row: MockRow): string {
  return `${row.InternalPatientNumber}|${row.EpisodeNumber}`;
}

/** The record of an episode, in a table that has one. */
export function recordOf(rows: PatientRows, table: string, key: string): MockRow | undefined {
  return rows.source(table).find((row) => episodeKey(row) === key);
}

export function expectedRow(rows: PatientRows, table: string, key: string): MockRow | undefined {
  return rows.expected(table).find((row) => row.external_system_id === key);
}

/** Takes an entry out of the answer key, with its suspensions and offers. */
export function strikeEntry(rows: PatientRows, { loaded }: Listed): void {
  const number = loaded.record_number;
  strike(rows.expected("LOAD_IWL"), (row) => row === loaded);
  strike(rows.expected("LOAD_IWL_DEFERRALS"), (row) => row.loadiwl_record_number === number);
  strike(rows.expected("LOAD_IWL_TCIS"), (row) => row.loadiwl_record_number === number);
}

/** Shows an entry that has ended on the list as it is now, and lets the answer key have it as waiting. */
export function putOnListNow(rows: PatientRows, life: Life, { entry, loaded }: Listed, hospital: Hospital): void {
  const { today } = hospital;
  rows.source("WLCURRENT").push(entryRow(life, entry, hospital));
  const isAway = entry.suspensions.some(({ startedAt, until }) => onDay(startedAt) <= today && today <= until);
  loaded.status = isAway ? "D" : "W";
  loaded.wl_outcome = "";
  loaded.date_removed = "";
  loaded.rttevent_recno_outcome = "";
  if (loaded.loadrttprd_action === "STOP") {
    loaded.loadrttprd_action = "";
    loaded.loadrttprd_record_number = "";
  } else if (loaded.loadrttprd_action === "BOTH") loaded.loadrttprd_action = "START";
}

/** What a fault changed. */
export type Change = readonly [field: string, before: string | undefined, after: string];

/** A truth about a change of one field. */
export function truth(
  rule: string,
  verdict: PlantedFault["verdict"],
  table: string,
  key: string,
  [field, before, after]: Change,
): PlantedFault {
  return { rule, verdict, table, key, field, before: before ?? "", after };
}
