import { type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Appointment, Hospital, Life, Period, Referral } from "@pas-migrate/lives";
import { bookedFrom, entryNumber } from "./entries.js";
import { expectArchived } from "./expected-archive.js";
import { came, noted, pointless } from "./facts.js";
import { LOAD_OPD_APPOINTMENTS, LOAD_OPD_CODING } from "./loads.js";
import { outcomeOf, walkedIn } from "./outcomes.js";

/** Expects the patient's appointments: live ones with their codes, those before the cut-off in the archive. */
export function expectVisits(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const referral of life.referrals)
    for (const appointment of referral.appointments) {
      if (onDay(appointment.at) < hospital.archiveBefore) {
        expectArchived(life, hospital, referral, appointment, rows);
      } else {
        expectAppointment(life, referral, appointment, rows);
        expectCodes(referral, appointment, rows);
      }
    }
}

function expectAppointment(life: Life, referral: Referral, appointment: Appointment, rows: MockRows): void {
  const { at, cancellation, clinic, doctor, tracking, type, bookingService } = appointment;
  const parts = [referral.number.internal, referral.episode, v83.dateTimeInt(at), doctor.code];
  const entry = bookedFrom(referral, appointment);
  const clock = clockOf(referral, appointment);
  rows.expect(LOAD_OPD_APPOINTMENTS, {
    record_number: recordNumber("LOAD_OPD_APPOINTMENTS", ...parts),
    loadref_record_number: recordNumber("LOAD_REFERRALS", referral.number.internal, referral.episode),
    loadowl_record_number: entry && entryNumber(referral, entry),
    loadrttprd_record_number: clock && periodNumber(referral.pathway!, clock),
    loadrttprd_action: clock && actionOf(clock, at),
    rttevent_recno_encounter: eventOf(referral, appointment, "OPATT"),
    rttevent_recno_outcome: came(appointment.status) ? eventOf(referral, appointment, "OPDIS") : undefined,
    system_code: "V83",
    external_system_id: parts.join("|"),
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    new_followup_flag: type.category === "NEW" ? "N" : "F",
    appt_date: pas.dateTime(at),
    booked_date: pas.date(onDay(appointment.bookedAt)),
    booking_type: appointment.bookingType?.code,
    clinic_code_1: clinic.code,
    clinic_code_2: doctor.code,
    appt_type: type.code,
    consultant_in_charge: clinic.consultant.code,
    consultant_taking_appt: doctor.gmc && doctor.consultant.code,
    transport_required: appointment.transport?.code,
    walkin_flag: walkedIn(referral, appointment),
    time_arrived: pas.dateTime(tracking?.arrived),
    time_seen: pas.dateTime(tracking?.seen),
    time_complete: pas.dateTime(tracking?.left),
    outcome: outcomeOf(appointment),
    cancelled_date: pas.date(cancellation && onDay(cancellation.at)),
    appt_comment: noted(
      ["", appointment.comment],
      ["Disposal", appointment.disposal?.description],
      ["Reason for cancellation", cancellation?.reason?.description],
      ["Cancellation", cancellation?.comment],
      ["Missed appointment", appointment.didNotAttendComment],
    ),
    cab_ubrn: bookingService && referral.ubrn,
    cab_service: bookingService && referral.ubrn && bookingService.code,
  });
}

/** What did not take place moves no clock. */
function tookItsCourse({ status }: Appointment): boolean {
  return status !== "cancelled" && status !== "ahead";
}

/** The one clock that started or stopped at the appointment's minute. */
function clockOf({ pathway, episode, appointments }: Referral, appointment: Appointment): Period | undefined {
  if (pathway === undefined || !tookItsCourse(appointment)) return undefined;
  const { at } = appointment;
  const moved = pathway.periods.filter(
    (period) => (period.start === at || period.stop === at) && period.episodes.includes(episode),
  );
  return moved.length === 1 && isAlone(appointments, appointment) ? moved[0] : undefined;
}

function actionOf({ start, stop }: Period, at: number): string {
  if (start !== at) return "STOP";
  return stop === at ? "BOTH" : "START";
}

/** With two clinicians at one minute nobody knows which of them it was. */
function isAlone(appointments: readonly Appointment[], appointment: Appointment): boolean {
  return !appointments.some(
    (other) => other.at === appointment.at && other.doctor.code !== appointment.doctor.code && tookItsCourse(other),
  );
}

function periodNumber({ number, pathwayNumber }: NonNullable<Referral["pathway"]>, { id }: Period): string {
  return recordNumber("LOAD_RTT_PERIODS", number.internal, pathwayNumber, id);
}

/** The status that was given at the appointment while a clock ran, or with the discharge at it. */
function eventOf(
  { pathway, episode, appointments }: Referral,
  appointment: Appointment,
  wanted: "OPATT" | "OPDIS",
): string | undefined {
  if (pathway === undefined || !pathway.episodes.includes(episode)) return undefined;
  if (!tookItsCourse(appointment) || !isAlone(appointments, appointment)) return undefined;
  for (const { events } of pathway.periods)
    for (const { at, kind } of events)
      if (at === appointment.at && kind === wanted)
        return recordNumber(
          "LOAD_RTT_EVENTS",
          pathway.number.internal,
          pathway.pathwayNumber,
          v83.dateTimeInt(at),
          kind,
        );
  return undefined;
}

/**
 * Diagnoses and procedures in their order, each counted from 1. A description stands with further diagnoses alone, what the coder
 * noted with the first procedure.
 */
function expectCodes(referral: Referral, appointment: Appointment, rows: MockRows): void {
  const { at, doctor, diagnoses, procedures, codingComment } = appointment;
  const parts = [referral.number.internal, referral.episode, v83.dateTimeInt(at), doctor.code];
  const expectCode = (kind: "DIAG" | "PROC", n: number, code: string, note?: string) => {
    rows.expect(LOAD_OPD_CODING, {
      record_number: recordNumber("LOAD_OPD_CODING", ...parts, kind, String(n)),
      load_opd_record_number: recordNumber("LOAD_OPD_APPOINTMENTS", ...parts),
      system_code: "V83",
      external_system_id: [...parts, kind, n].join("|"),
      diagnosis_division: kind === "DIAG" ? "Diagnoses" : "Procedures",
      note_type: n === 1 ? "Primary" : "Secondary",
      diagnosis: pointless(code),
      diagnosis_note: note,
      diagnosis_date: pas.date(onDay(at)),
    });
  };
  diagnoses.forEach(({ code, description }, i) => {
    expectCode("DIAG", i + 1, code, i > 1 ? description : undefined);
  });
  procedures.forEach(({ code }, i) => {
    expectCode("PROC", i + 1, code, i === 0 ? codingComment : undefined);
  });
}
