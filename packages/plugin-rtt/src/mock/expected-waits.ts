import { type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Life, Pathway, Period, Referral, RttEvent } from "@pas-migrate/lives";
import { heldStop, lastStatus } from "./facts.js";
import { LOAD_RTT_EVENTS, LOAD_RTT_PATHWAYS, LOAD_RTT_PERIODS } from "./loads.js";

const DIED = "36";
/** Diagnostics before a referral, and what the measure does not apply to. */
const OUT_OF_MEASURE: readonly string[] = ["92", "98"];

/** Expects the patient's pathways, clocks and the statuses that were given while a clock ran. */
export function expectWaits(life: Life, rows: MockRows): void {
  for (const pathway of life.pathways) {
    expectPathway(life, pathway, rows);
    for (const period of pathway.periods) {
      expectPeriod(life, pathway, period, rows);
      for (const event of period.events) expectEvent(pathway, period, event, rows);
    }
  }
}

function expectPathway(life: Life, pathway: Pathway, rows: MockRows): void {
  const { number, pathwayNumber, periods } = pathway;
  const status = lastStatus(pathway)?.status.national;
  const isOut =
    pathway.privatePatient ||
    pathway.overseas ||
    (periods.length === 0 && status !== undefined && OUT_OF_MEASURE.includes(status));
  rows.expect(LOAD_RTT_PATHWAYS, {
    record_number: recordNumber("LOAD_RTT_PATHWAYS", number.internal, pathwayNumber),
    system_code: "V83",
    external_system_id: `${number.internal}|${pathwayNumber}`,
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    pathway_id: pathwayNumber.slice(5),
    ubrn: bookingReference(life, pathway),
    pathway_start_date: pas.dateTime(periods[0]?.start),
    pathway_end_date: pas.dateTime(diedWaiting(periods)),
    // V83 has room for twenty characters of it.
    description: pathway.condition?.slice(0, 20).trim(),
    pathway_specialty: pathway.specialty.treatmentFunction,
    pathway_status: status,
    pathway_type: isOut ? "NON-RTT" : "RTT",
  });
}

/** The reference stands with the appointments that were booked by it, and is the pathway's where these agree. */
function bookingReference(life: Life, pathway: Pathway): string | undefined {
  const references = new Set<string>();
  for (const { number, episode, ubrn, appointments } of life.referrals) {
    if (ubrn === undefined || number !== pathway.number || !pathway.episodes.includes(episode)) continue;
    if (appointments.some(({ bookingService }) => bookingService !== undefined)) references.add(ubrn);
  }
  return references.size === 1 ? [...references][0] : undefined;
}

/** The one proof that a pathway is over: no clock runs, and the last was stopped by the patient's death. */
function diedWaiting(periods: readonly Period[]): number | undefined {
  const last = periods.at(-1);
  return last?.events.at(-1)?.status.national === DIED ? heldStop(last).at : undefined;
}

function expectPeriod(life: Life, pathway: Pathway, period: Period, rows: MockRows): void {
  const { number, pathwayNumber } = pathway;
  const referral = referralOf(life, pathway, period);
  rows.expect(LOAD_RTT_PERIODS, {
    record_number: periodNumber(pathway, period),
    loadrttpwy_record_number: recordNumber("LOAD_RTT_PATHWAYS", number.internal, pathwayNumber),
    loadref_record_number: referral && recordNumber("LOAD_REFERRALS", referral.number.internal, referral.episode),
    system_code: "V83",
    external_system_id: `${number.internal}|${pathwayNumber}|${period.id}`,
    clock_start: pas.dateTime(period.start),
    clock_stop: pas.dateTime(heldStop(period).at),
    breach_reason_code: period.breach?.reason.code,
    breach_reason_text: period.breach?.comment,
    referral_as_start_encounter: referral && startedByReferral(referral, period) ? "Y" : undefined,
  });
}

/** The latest of the period's referrals that was received by the clock's first day, else the first after it. */
function referralOf(life: Life, { number }: Pathway, { start, episodes }: Period): Referral | undefined {
  let before: Referral | undefined;
  let after: Referral | undefined;
  for (const referral of life.referrals) {
    if (referral.number !== number || !episodes.includes(referral.episode)) continue;
    if (onDay(referral.registeredAt) <= onDay(start)) {
      if (before === undefined || onDay(referral.registeredAt) > onDay(before.registeredAt)) before = referral;
    } else if (after === undefined || onDay(referral.registeredAt) < onDay(after.registeredAt)) after = referral;
  }
  return before ?? after;
}

/** A referral starts a clock with 10, or with 12 where one consultant refers to another, on the day it is received. */
function startedByReferral({ registeredAt }: Referral, { start, events }: Period): boolean {
  const status = events[0]?.status.national;
  return onDay(registeredAt) === onDay(start) && (status === "10" || status === "12");
}

function expectEvent(pathway: Pathway, period: Period, event: RttEvent, rows: MockRows): void {
  const { number, pathwayNumber } = pathway;
  const key = v83.dateTimeInt(event.at);
  rows.expect(LOAD_RTT_EVENTS, {
    record_number: recordNumber("LOAD_RTT_EVENTS", number.internal, pathwayNumber, key, event.kind),
    loadrttprd_record_number: periodNumber(pathway, period),
    system_code: "V83",
    external_system_id: `${number.internal}|${pathwayNumber}|${key}|${event.kind}`,
    event_date: pas.dateTimeSeconds(event.at),
    event_action_code: actionOf(event, period),
    rtt_status: event.status.national,
    event_text: event.kind,
  });
}

function actionOf({ status }: RttEvent, { events, start, stop }: Period): string {
  if (events.length === 1 && start === stop) return "START_STOP";
  if (status.national < "20") return "START";
  if (status.national < "30") return "CONTINUE";
  return status.national < "90" ? "STOP" : "NOACTION";
}

function periodNumber({ number, pathwayNumber }: Pathway, { id }: Period): string {
  return recordNumber("LOAD_RTT_PERIODS", number.internal, pathwayNumber, id);
}
