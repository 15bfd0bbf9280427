import { type Day, type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { CommunityContact, CommunityReferral, GroupAppointment, Hospital, Life } from "@pas-migrate/lives";
import { entryNumber } from "./entries.js";
import { calledOffAt, gpOn, noted, reasonOf } from "./facts.js";
import { LOAD_CMTY_APPOINTMENTS } from "./loads.js";
import { outcomeOf } from "./outcomes.js";

/** Expects the patient's contacts with community services, and the appointments that these gave in clinics. */
export function expectCommunity(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const referral of life.communityReferrals) {
    const shared = factsOfReferral(life, hospital, referral);
    for (const contact of referral.contacts) expectContact(referral, contact, shared, rows);
    for (const appointment of referral.appointments) expectAppointment(life, referral, appointment, shared, rows);
  }
}

/** What the referral says stands with each of its contacts. */
function factsOfReferral(life: Life, { codes }: Hospital, referral: CommunityReferral) {
  const { discharge } = referral;
  const outcome = discharge?.reason.code;
  const isTaken = codes.referralOutcomes.some(({ code }) => code === outcome);
  return {
    system_code: "V83",
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    patient_category: referral.category.national,
    first_seen: pas.date(firstSeen(referral)),
    ref_date: pas.date(onDay(referral.referredAt)),
    ref_source: referral.source.national,
    ref_team: referral.group.code,
    ref_urgency: referral.priority,
    ref_consultant: referral.lead.code,
    ref_outcome: isTaken ? `COMMUNITY:${outcome}` : outcome,
    ref_discharge_date: pas.date(discharge && onDay(discharge.at)),
    ref_comment: noted(...referral.diagnosisComments.slice(0, 2).map((comment) => ["", comment] as const)),
  };
}

/** The day on which the patient was seen for the first time, at a new contact or appointment. */
function firstSeen({ contacts, appointments }: CommunityReferral): Day | undefined {
  const days = [
    ...contacts.filter(({ first, status }) => first && status === "attended"),
    ...appointments.filter(({ type, status }) => type.category === "NEW" && status === "attended"),
  ].map(({ at }) => onDay(at));
  return days.length === 0 ? undefined : Math.min(...days);
}

function keyOf({ number, episode }: CommunityReferral, at: number, last: string) {
  const parts = [number.internal, episode, v83.dateTimeInt(at), last];
  return { record_number: recordNumber("LOAD_CMTY_APPOINTMENTS", ...parts), external_system_id: parts.join("|") };
}

function expectContact(
  referral: CommunityReferral,
  contact: CommunityContact,
  shared: ReturnType<typeof factsOfReferral>,
  rows: MockRows,
): void {
  rows.expect(LOAD_CMTY_APPOINTMENTS, {
    ...shared,
    ...keyOf(referral, contact.at, contact.sequence),
    ref_new_followup_flag: contact.first ? "N" : "F",
    appt_date: pas.dateTime(contact.at),
    appt_type: contact.type,
    consultant_code: contact.clinician.code,
    time_seen: contact.status === "attended" ? pas.dateTime(contact.actualAt) : undefined,
    outcome: outcomeOf(contact),
    appt_comment: noted(
      ["Outcome", contact.outcome?.description],
      ["Place", contact.location.description],
      ["Notes", contact.notes.join(" ")],
    ),
  });
}

function expectAppointment(
  life: Life,
  referral: CommunityReferral,
  appointment: GroupAppointment,
  shared: ReturnType<typeof factsOfReferral>,
  rows: MockRows,
): void {
  const { at, cancellation, contact, doctor, type } = appointment;
  const seenBy = doctor ?? appointment.clinician;
  const cancelledAt = calledOffAt(appointment);
  const gp = appointment.lean ? undefined : gpOn(life.person, onDay(referral.referredAt));
  rows.expect(LOAD_CMTY_APPOINTMENTS, {
    ...shared,
    // A booking and the contact that it led to are one, under the key of the contact.
    ...keyOf(referral, at, contact?.sequence ?? seenBy.code),
    loadowl_record_number: appointment.entry && entryNumber(referral, appointment.entry),
    // Half of the bookings are held in a short form, without what the clinic and the referral say.
    ref_reason: appointment.lean ? undefined : reasonOf(appointment)?.code,
    ref_specialty: appointment.lean ? undefined : appointment.clinic.specialty.treatmentFunction,
    ref_new_followup_flag: type.category === "NEW" ? "N" : "F",
    ref_gp_code: gp?.dohCode,
    ref_practice_code: gp?.practice.code,
    ref_practice_postcode: gp?.practice.postcode,
    appt_date: pas.dateTime(at),
    booked_date: pas.date(onDay(appointment.bookedAt)),
    booking_type: appointment.bookingType?.code,
    clinic_code_1: appointment.clinic.code,
    clinic_code_2: seenBy.code,
    appt_type: type.code,
    consultant_code: doctor?.consultant.code ?? appointment.clinician.code,
    transport_required: appointment.transport?.code,
    time_seen: pas.dateTime(contact?.actualAt),
    outcome: outcomeOf(appointment),
    cancelled_date: pas.date(cancelledAt && onDay(cancelledAt)),
    appt_comment: noted(
      ["", appointment.comment],
      ["Outcome", contact?.outcome?.description],
      ["Disposal", appointment.disposal?.description],
      ["Type of contact", contact?.type],
      ["Place", contact?.location.description],
      ["Reason for cancellation", cancellation?.reason?.description],
      ["Cancellation", cancellation?.comment],
      ["Notes", contact?.notes.join(" ")],
    ),
  });
}
