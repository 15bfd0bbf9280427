import { MINUTES_A_DAY, type MockRows, type Moment, v83 } from "@pas-migrate/core/mock";
import { type Appointment, agreement, type Code, type Life, type Period, type Referral } from "@pas-migrate/lives";
import { came, purchaserReference } from "./facts.js";
import { APPOINTMENTDNA, OPA, OPADIAGNOSIS, OPAPPOINTATTEND, OPATTTRACK, OPPROCEDURE } from "./tables.js";

const CLERK = "BDRU";
const SLOT_MINUTES = 20;
const INPATIENTS = "1";
const OUTPATIENTS = "2";
const ICD_10 = "1";
const TOO_LATE = { code: "2", description: "Arrived too late to be seen" } as const;
/** V83 keeps a description twice: in full, and as far as this. */
const SHORT_DESCRIPTION = 45;

const STATUSES = {
  attended: "ATT",
  "walk-in": "WLK",
  "seen late": "SATT",
  "did not attend": "NATT",
  cancelled: "NR",
  ahead: "NR",
} as const;

/** Writes the patient's appointments in clinics, with what was recorded at them. */
export function writeVisits(life: Life, rows: MockRows): void {
  for (const referral of life.referrals)
    for (const appointment of referral.appointments) writeVisit(referral, appointment, rows);
}

function writeVisit(referral: Referral, appointment: Appointment, rows: MockRows): void {
  const key = {
    number: referral.number.internal,
    episode: referral.episode,
    start: v83.dateTimeInt(appointment.at),
    resource: appointment.doctor.code,
  };
  writeAppointment(referral, appointment, key, rows);
  writeAttendance(appointment, key, rows);
  writeTracking(referral, appointment, key, rows);
  writeSecondaryCodes(appointment, key, rows);
}

/** What names an appointment. Rows write it out: spread into them it would make each of them slow to build. */
interface Key {
  readonly number: string;
  readonly episode: string;
  readonly start: string;
  readonly resource: string;
}

function writeAppointment(referral: Referral, appointment: Appointment, key: Key, rows: MockRows): void {
  const { at, clinic, type, bookedAt, cancellation, bookingService, diagnoses, procedures } = appointment;
  const isPrivate = appointment.category.national === "02";
  const touchedAt = cancellation?.at ?? bookedAt;
  const breach = came(appointment.status)
    ? referral.pathway?.periods.find(({ breach: why, stop }) => why !== undefined && stop === at)
    : undefined;
  rows.source(OPA, {
    InternalPatientNumber: key.number,
    EpisodeNumber: key.episode,
    PtApptStartDtimeInt: key.start,
    ResCode: key.resource,
    ApplicationIndicator: appointment.madeByWard ? INPATIENTS : OUTPATIENTS,
    ApptDate: v83.dateTime(at).slice(0, 10),
    ApptTime: v83.time(at),
    ApptEndTime: v83.time(at + SLOT_MINUTES),
    ApptStatus: STATUSES[appointment.status],
    ApptType: type.code,
    ApptClass: type.classification,
    ApptCategory: type.category,
    PtCategory: appointment.category.code,
    PtVerticalApptInd: "1",
    DateApptBookedInt: v83.dateTimeInt(bookedAt),
    ApptBookedDate: v83.dateTime(bookedAt),
    ApptEnteredDtime: v83.reversed(bookedAt),
    ApptEnteredUID: CLERK,
    LastRevisionDtime: v83.reversed(touchedAt),
    LastRevisionUID: CLERK,
    BookingType: appointment.bookingType?.code,
    BookFromWL: appointment.entry?.list.code,
    ApptConractId: isPrivate ? undefined : agreement.contract,
    ApptPurchRef: isPrivate ? undefined : purchaserReference(referral),
    ApptPurchaser: isPrivate ? undefined : agreement.purchaser,
    ClinicCode: clinic.code,
    ClinicConsultant: clinic.consultant.code,
    ClinicSpecialty: clinic.specialty.code,
    Transport: appointment.transport?.code,
    ApptComment: appointment.comment,
    Disposal: appointment.disposal?.code,
    CancelBy: cancellation?.by,
    ApptCancDTimeInt: v83.dateTimeInt(cancellation?.at),
    ApptCancDate: v83.dateTime(cancellation?.at),
    ApptCancTime: v83.time(cancellation?.at),
    ReasonForCanc: isHeldOnce(appointment) ? undefined : cancellation?.reason?.description,
    CancelComment: cancellation?.comment,
    AttPriDiagCode: diagnoses[0]?.code,
    AttSubDiagCode: diagnoses[1]?.code,
    ApptPrimaryProcedureCode: isHeldOnce(appointment) ? undefined : procedures[0]?.code,
    RttPeriodStatus: statusAt(referral, at),
    BreachDate: v83.dateTime(breach && deadlineOf(breach)).slice(0, 10),
    BreachDateInt: v83.dateTimeInt(breach && deadlineOf(breach)).slice(0, 8),
    BreachReasonCode: breach?.breach?.reason.code,
    BreachReasonDesc: breach?.breach?.reason.description,
    BreachReasonCmnt: breach?.breach?.comment,
    BreachRecDtimeInt: v83.dateTimeInt(breach?.stop),
    EbookingReferenceNumber: bookingService && writtenReference(referral),
    EbookingDNAReason: appointment.cameTooLate ? TOO_LATE.code : undefined,
    EbookingDNAReasonDesc: appointment.cameTooLate ? TOO_LATE.description : undefined,
    CABServiceCode: bookingService?.code,
    CABServiceDesc: bookingService?.description,
    DistrictNumber: referral.number.district,
    EpiGp: referral.gp?.code,
    PracticeCode: referral.gp?.practice.code,
    RefBy: referral.source.code,
    RefConsultant: referral.consultant.code,
    RefPriority: referral.priority,
    RefSpecialty: referral.specialty.code,
    ReasonForRef: referral.reason?.code,
    ReferralDate: v83.date(referral.referredOn),
    ReferralDateInt: `${v83.dateInt(referral.referredOn)}0000`,
    DischDate: v83.dateTime(referral.discharge?.at),
    OpDischargeDTimeInt: v83.dateTimeInt(referral.discharge?.at),
  });
}

/** People write it in groups of four digits, programs in one piece. */
function writtenReference({ ubrn, registeredAt }: Referral): string | undefined {
  return registeredAt % 3 === 0 ? ubrn?.replace(/\d{4}(?=\d)/g, "$& ") : ubrn;
}

/** Whether what came of an appointment was written down with its attendance alone. */
function isHeldOnce({ bookedAt }: Appointment): boolean {
  return bookedAt % 8 === 0;
}

/** Eighteen weeks after the clock started. */
function deadlineOf({ start }: Period): Moment {
  return start + 126 * MINUTES_A_DAY;
}

/** The status that was given on the referral's pathway at this minute. */
function statusAt({ pathway }: Referral, at: Moment): string | undefined {
  if (pathway === undefined) return undefined;
  for (const { events } of pathway.periods) for (const event of events) if (event.at === at) return event.status.code;
  return pathway.outside.find((event) => event.at === at)?.status.code;
}

function writeAttendance(appointment: Appointment, key: Key, rows: MockRows): void {
  const { cancellation } = appointment;
  rows.source(OPAPPOINTATTEND, {
    InternalPatientNumber: key.number,
    EpisodeNumber: key.episode,
    PtApptStartDtimeInt: key.start,
    ResCode: key.resource,
    PatientApplicationAppointmentIndicatorInter: appointment.madeByWard ? INPATIENTS : OUTPATIENTS,
    PatientAppointmentAttendanceCode: STATUSES[appointment.status],
    PatientAppointmentTypeCode: appointment.type.code,
    PatientResourceGroupCode: appointment.clinic.code,
    PatientDateAppointmentWasBookedInternal: v83.dateTimeInt(appointment.bookedAt),
    AppointmentPatientCategoryCode: appointment.category.code,
    OutpatientDisposalCode: appointment.disposal?.code,
    KornerEpisodePrimaryProcedureCode: appointment.procedures[0]?.code,
    PatientAppointmentCancelledByCode: cancellation?.by,
    PatientAppointmentCancelDatetimeInternal: v83.dateTimeInt(cancellation?.at),
    PatientAppointmentCancellationReason: cancellation?.reason?.description,
    PatientAppointmentCancellationComment: cancellation?.comment,
    SchReasonForCancellationCodeAppointment: cancellation?.reason?.code,
    OpAppointmentProcedureCodingComment: appointment.codingComment,
    EbsDnaReason: appointment.cameTooLate ? TOO_LATE.code : undefined,
  });
  if (appointment.status === "did not attend")
    rows.source(APPOINTMENTDNA, {
      InternalPatientNumber: key.number,
      EpisodeNumber: key.episode,
      PtApptStartDtimeInt: key.start,
      ResCode: key.resource,
      OpDnaFollowUpStatusIndicator: "1",
      Comment: appointment.didNotAttendComment,
    });
}

function writeTracking(referral: Referral, { at, tracking }: Appointment, key: Key, rows: MockRows): void {
  if (tracking === undefined) return;
  const step = ({ code }: Code, moment: Moment) =>
    rows.source(OPATTTRACK, {
      InternalPatientNumber: key.number,
      EpisodeNumber: key.episode,
      PtApptStartDtimeInt: key.start,
      ResCode: key.resource,
      PtApptStartDate: v83.shortDateTime(at),
      PtApptStartTime: v83.time(at),
      TrackingStep: code,
      SchPatientTrackingStepDatetimeNeutral: v83.dateTimeInt(moment),
      PtTrackingStepDate: v83.dateTime(moment).slice(0, 10),
      PtTrackingStepTime: v83.time(moment),
      CurrentOpRegDate: v83.dateTimeInt(referral.registeredAt),
    });
  const { arrived, seen, left, steps, besides } = tracking;
  step(steps.arrived, arrived);
  step(steps.seen, seen);
  if (besides !== undefined) step(besides.step, besides.at);
  step(steps.left, left);
}

function writeSecondaryCodes({ at, diagnoses, procedures }: Appointment, key: Key, rows: MockRows): void {
  for (let n = 2; n < diagnoses.length; n += 1)
    rows.source(OPADIAGNOSIS, {
      InternalPatientNumber: key.number,
      EpisodeNumber: key.episode,
      PtApptStartDtimeInt: key.start,
      ResCode: key.resource,
      SeqNo: String(n - 1),
      SchAttDiagCod: diagnoses[n].code,
      SchatDiagDervdDesc1: diagnoses[n].description,
      SchatDiagDervdDesc2: diagnoses[n].description.slice(0, SHORT_DESCRIPTION),
      SchatIcdOpatDigCdtyp: ICD_10,
    });
  for (let n = 1; n < procedures.length; n += 1)
    rows.source(OPPROCEDURE, {
      InternalPatientNumber: key.number,
      EpisodeNumber: key.episode,
      PtApptStartDtimeInt: key.start,
      ResCode: key.resource,
      OpAppointmentProcedureSequenceNumber: String(n),
      Operation: procedures[n].code,
      AppointmentStartDate: v83.shortDateTime(at),
      AppointmentStartTime: v83.time(at),
    });
}
