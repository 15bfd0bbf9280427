import { dayOf, MINUTES_A_DAY, type MockRows, onDay, v83 } from "@pas-migrate/core/mock";
import type { CommunityContact, CommunityReferral, GroupAppointment, GroupEntry, Life } from "@pas-migrate/lives";
import { calledOffAt, gpOn, reasonOf } from "./facts.js";
import { CPCLINCONTACT, CPPTCONTACT, CPPTCONTACTNOTES, CPSOPWLIST, HWSAPP, HWSAPPIS, OPA } from "./tables.js";

const CLERK = "BDRU";
const SLOT_MINUTES = 30;
const SERVICE_GROUPS = "3";
const CODE_ALONE_UNTIL = dayOf(2021, 4, 1) * MINUTES_A_DAY;

const BOOKING_STATUSES = { attended: "ATT", "did not attend": "NATT", cancelled: "NR", ahead: "NR" } as const;
const CONTACT_STATUSES = { attended: "ATT", "did not attend": "DNA", ahead: "" } as const;

/** Writes the patient's contacts with community services and the appointments that these give in clinics. */
export function writeCommunity(life: Life, rows: MockRows): void {
  for (const referral of life.communityReferrals) {
    if (referral.listEntry !== undefined) writeEntry(referral, referral.listEntry, rows);
    for (const contact of referral.contacts) writeContact(referral, contact, rows);
    for (const appointment of referral.appointments) {
      if (appointment.contact !== undefined) writeContact(referral, appointment.contact, rows);
      if (appointment.amongOutpatients !== undefined) writeAmongOutpatients(life, referral, appointment, rows);
      if (appointment.amongOutpatients === "alone") continue;
      if (appointment.lean) writeLean(referral, appointment, rows);
      else writeFull(life, referral, appointment, rows);
    }
  }
}

function writeContact(referral: CommunityReferral, contact: CommunityContact, rows: MockRows): void {
  const { at, actualAt, clinician, location } = contact;
  const key = {
    InternalPatientNumber: referral.number.internal,
    EpisodeNumber: referral.episode,
    ContactDatetimeInt: v83.dateTimeInt(at),
  };
  rows.source(CPPTCONTACT, {
    ...key,
    ContactDate: v83.dateTime(at).slice(0, 10),
    ContactTime: v83.time(at),
    ActualContactDate: v83.dateTime(actualAt).slice(0, 10),
    ActualContactDtTmInt: v83.dateTimeInt(actualAt),
    ActualContactTime: v83.time(actualAt),
    ApptAttendanceCode: CONTACT_STATUSES[contact.status],
    InitialContact: contact.first ? "YES" : "NO",
    PrimaryClinician: clinician.code,
    ServiceGroup: referral.group.code,
    PatientCategory: referral.category.code,
    LocationCode: location.code,
    // Older versions held the code alone.
    LocationDescription: at < CODE_ALONE_UNTIL ? "" : location.description,
    TypeOfContact: contact.type,
    PrimaryOutcome: contact.outcome?.code,
  });
  rows.source(CPCLINCONTACT, {
    ...key,
    ContactSequenceNo: contact.sequence,
    CpsPatientContactClinician: clinician.code,
    Attenddna_1: CONTACT_STATUSES[contact.status],
  });
  contact.notes.forEach((note, line) => {
    rows.source(CPPTCONTACTNOTES, {
      ...key,
      CpsPatientContactTreatmentNotesLineCount: String(line + 1),
      ContactNotes: note,
    });
  });
}

function writeEntry(referral: CommunityReferral, entry: GroupEntry, rows: MockRows): void {
  const { addedOn, list, removal, requiredOn, type } = entry;
  rows.source(CPSOPWLIST, {
    InternalPatientNumber: referral.number.internal,
    EpisodeNumber: referral.episode,
    WListCode: list.code,
    DateOnList: v83.date(addedOn),
    DateOnListInt: `${v83.dateInt(addedOn)}0000`,
    ApptType: type.code,
    CategoryCode: referral.category.code,
    Comment: entry.comment,
    DateApptReqd: v83.month(requiredOn),
    DateApptReqdInt: v83.monthInt(requiredOn),
    Urgency: entry.isUrgent ? "U" : "R",
    RemovalDateTimeExt: v83.dateTime(removal?.at),
    RemovalDateTimeInt: v83.dateTimeInt(removal?.at),
    ReasonForRemoval: removal?.reason.code,
    ReasonForRemovalDesc: removal?.reason.description,
    RemovalComment: removal?.comment,
  });
}

function common(referral: CommunityReferral, appointment: GroupAppointment) {
  const { at, clinic, clinician, doctor, type, bookedAt, cancellation } = appointment;
  return {
    InternalPatientNumber: referral.number.internal,
    EpisodeNumber: referral.episode,
    PtApptStartDtimeInt: v83.dateTimeInt(at),
    ResCode: (doctor ?? clinician).code,
    ApplicationIndicator: SERVICE_GROUPS,
    ApptStatus: BOOKING_STATUSES[appointment.status],
    ApptType: type.code,
    // The category says the same.
    ApptClass: Math.floor(at / 15) % 3 === 1 ? "" : type.classification,
    ApptCategory: type.category,
    PtCategory: referral.category.code,
    ApptEndTime: v83.time(at + SLOT_MINUTES),
    BookingType: appointment.bookingType?.code,
    ClinicCode: clinic.code,
    Transport: appointment.transport?.code,
    ApptComment: appointment.comment,
    Disposal: appointment.disposal?.code,
    CancelBy: cancellation?.by,
    ApptCancDTimeInt: v83.dateTimeInt(calledOffAt(appointment)),
    ApptCancDate: v83.dateTime(calledOffAt(appointment)),
    ReasonForCanc: cancellation?.reason?.description,
    CancelComment: cancellation?.comment,
    ApptBookedDate: v83.dateTime(bookedAt),
  };
}

/** What a booking holds that is kept in full, wherever it is. */
function inFull(life: Life, referral: CommunityReferral, appointment: GroupAppointment) {
  const { at, bookedAt, clinic } = appointment;
  const gp = gpOn(life.person, onDay(referral.referredAt));
  return {
    ...common(referral, appointment),
    ApptDate: v83.dateTime(at).slice(0, 10),
    ApptTime: v83.time(at),
    DateApptBookedInt: v83.dateTimeInt(bookedAt),
    ApptCancTime: v83.time(calledOffAt(appointment)),
    ClinicConsultant: clinic.consultant.code,
    RefSpecialty: clinic.specialty.code,
    ReasonForRef: reasonOf(appointment)?.code,
    DistrictNumber: referral.number.district,
    EpiGp: gp?.code,
    PracticeCode: gp?.practice.code,
  };
}

function writeFull(life: Life, referral: CommunityReferral, appointment: GroupAppointment, rows: MockRows): void {
  rows.source(HWSAPP, { ...inFull(life, referral, appointment), UserId: CLERK });
}

function writeAmongOutpatients(
  life: Life,
  referral: CommunityReferral,
  appointment: GroupAppointment,
  rows: MockRows,
): void {
  const { bookedAt, cancellation, clinic, entry } = appointment;
  rows.source(OPA, {
    ...inFull(life, referral, appointment),
    ApptEnteredDtime: v83.reversed(bookedAt),
    ApptEnteredUID: CLERK,
    LastRevisionDtime: v83.reversed(cancellation?.at ?? bookedAt),
    LastRevisionUID: CLERK,
    BookFromWL: entry?.list.code,
    ClinicSpecialty: clinic.specialty.code,
  });
}

function writeLean(referral: CommunityReferral, appointment: GroupAppointment, rows: MockRows): void {
  const { bookedAt, cancellation } = appointment;
  const touchedAt = cancellation?.at ?? bookedAt;
  rows.source(HWSAPPIS, {
    ...common(referral, appointment),
    ApptBookedDateInt: v83.dateTimeInt(bookedAt),
    ApptEnteredDtime: v83.dateTime(bookedAt),
    ApptEnteredDtimeInt: v83.reversed(bookedAt),
    ApptEnteredUID: CLERK,
    LastRevisionDtime: v83.dateTime(touchedAt),
    LastRevisionDtimeInt: v83.reversed(touchedAt),
    LastRevisionUID: CLERK,
  });
}
