import { type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, ListEntry, Pathway, Period, Procedure } from "@pas-migrate/lives";
import { diagnosisOf, endOf, isWaiting, removalOf, standingOffer } from "./facts.js";
import { LOAD_IWL } from "./loads.js";

/**
 * Expects a row an entry. What began or ended with it is linked by its minute.
 *
 * @returns the record number of the row
 */
export function expectEntry(life: Life, entry: ListEntry, hospital: Hospital, rows: MockRows): string {
  const { number, episode, referral, addedAt, otherProcedures } = entry;
  const ended = endOf(entry);
  const { pathway } = referral;
  const moved = pathway && movedPeriod(pathway, entry);
  const diagnosis = diagnosisOf(entry);
  const entryNumber = recordNumber("LOAD_IWL", number.internal, episode);
  rows.expect(LOAD_IWL, {
    record_number: entryNumber,
    loadref_record_number: recordNumber("LOAD_REFERRALS", referral.number.internal, referral.episode),
    loadrttprd_record_number:
      pathway && moved && recordNumber("LOAD_RTT_PERIODS", number.internal, pathway.pathwayNumber, moved.id),
    loadrttprd_action: moved && actionOf(moved, entry),
    rttevent_recno_encounter: pathway && eventAt(pathway, addedAt),
    rttevent_recno_outcome: ended === undefined ? undefined : pathway && eventAt(pathway, ended),
    system_code: "V83",
    external_system_id: `${number.internal}|${episode}`,
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    waitlist_date: pas.date(entry.waitingSince),
    urgency: entry.urgency.code,
    short_notice_flag: entry.shortNotice === undefined ? "" : entry.shortNotice ? "Y" : "N",
    status: statusOf(entry, hospital),
    waitlist_type: entry.method.national,
    waitlist_profile: entry.list.code,
    site_code: entry.site.code,
    specialty: entry.specialty.treatmentFunction,
    consultant_code: entry.consultant.code,
    intended_management: entry.intendedManagement.national,
    provisional_diagnosis: diagnosis && inWords(diagnosis),
    provisional_procedure: inWords(entry.procedure),
    intended_procedure_code: withoutPoint(entry.procedure.code),
    intended_procedure_code2: otherProcedures.length === 0 ? "" : withoutPoint(otherProcedures[0].code),
    est_theatre_time: entry.theatreMinutes === undefined ? "" : String(entry.theatreMinutes),
    admission_duration: entry.expectedNights === 0 ? "" : String(entry.expectedNights * 24),
    last_review_date: pas.date(entry.lastReviewOn),
    wl_outcome: outcomeOf(entry),
    date_removed: pas.date(ended && onDay(ended)),
    wl_entry_comment: commentOf(entry, hospital),
    admission_reason_comment: entry.reason,
    operation_text: operationText(entry),
  });
  return entryNumber;
}

/** On the list: not available today, else with a date, else waiting. Off it: admitted, or taken off. */
function statusOf(entry: ListEntry, { today }: Hospital): string {
  if (entry.calledOff !== undefined) return "N";
  if (entry.spell !== undefined) return "A";
  if (!isWaiting(entry)) return "C";
  if (entry.suspensions.some(({ startedAt, until }) => onDay(startedAt) <= today && today <= until)) return "D";
  return standingOffer(entry) === undefined ? "W" : "L";
}

function outcomeOf({ spell, removal }: ListEntry): string | undefined {
  if (spell === undefined) return removal?.reason.code;
  return spell.method.national < "20" ? "Admitted electively" : "Admitted as an emergency";
}

/** The clock that the entry belongs to and that started or stopped with it; undefined when that is none, or two. */
function movedPeriod({ periods }: Pathway, entry: ListEntry): Period | undefined {
  const moved = periods.filter(
    (period) => period.episodes.includes(entry.episode) && (startsWith(period, entry) || stopsWith(period, entry)),
  );
  return moved.length === 1 ? moved[0] : undefined;
}

function startsWith({ start }: Period, { addedAt }: ListEntry): boolean {
  return start === addedAt;
}

function stopsWith({ stop }: Period, entry: ListEntry): boolean {
  return stop !== undefined && stop === endOf(entry);
}

function actionOf(period: Period, entry: ListEntry): string {
  if (!startsWith(period, entry)) return "STOP";
  return stopsWith(period, entry) ? "BOTH" : "START";
}

/** The one status that was given at the moment, but for those of visits to a clinic; of two nobody knows which it is. */
function eventAt({ number, pathwayNumber, periods }: Pathway, moment: number): string | undefined {
  const given = periods.flatMap(({ events }) => events.filter(({ at, kind }) => at === moment && kind !== "OPATT"));
  if (given.length !== 1) return undefined;
  const [{ at, kind }] = given;
  return recordNumber("LOAD_RTT_EVENTS", number.internal, pathwayNumber, v83.dateTimeInt(at), kind);
}

function commentOf(entry: ListEntry, hospital: Hospital): string {
  const { clinicalComment, comment } = entry;
  const removal = removalOf(entry, hospital);
  const parts: string[] = [];
  if (clinicalComment !== undefined) parts.push(`Clinical: ${clinicalComment}`);
  if (comment !== undefined) parts.push(`Administrative: ${comment}`);
  if (removal !== undefined) parts.push(`Removal: ${removal.reason.description}`);
  if (removal?.comment !== undefined) parts.push(`Removal comment: ${removal.comment}`);
  return parts.join("; ");
}

/** The second of the further procedures and those after it have no field of their own. */
function operationText({ operation, otherProcedures }: ListEntry): string {
  const further = otherProcedures.slice(1).map(inWords);
  return further.length === 0 ? operation : `${operation}; Further procedures: ${further.join("; ")}`;
}

function inWords({ code, description }: Procedure): string {
  return `${withoutPoint(code)} ${description}`;
}

function withoutPoint(code: string): string {
  return code.replace(".", "");
}
