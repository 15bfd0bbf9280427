import { type Day, type MockRows, onDay, pas } from "@pas-migrate/core/mock";
import {
  type Appointment,
  agreement,
  type Consultant,
  type Diagnosis,
  type Gp,
  type Hospital,
  type Life,
  type Procedure,
  type Referral,
} from "@pas-migrate/lives";
import { addressOn, came, noted, pointless, purchaserReference } from "./facts.js";
import { LOAD_OPD_ARCHIVE } from "./loads.js";
import { clinicName } from "./masters.js";
import { walkedIn } from "./outcomes.js";

const PRIORITIES = { "1": "Routine", "2": "Urgent", "3": "Two week wait" } as const;

const STATUSES = {
  attended: "Attended",
  "walk-in": "Attended",
  "seen late": "Attended late",
  "did not attend": "Did not attend",
} as const;

/** Expects an appointment in the archive: meanings in place of codes, address and GP of the day, today's name. */
export function expectArchived(
  life: Life,
  hospital: Hospital,
  referral: Referral,
  appointment: Appointment,
  rows: MockRows,
): void {
  const { person } = life;
  const { at, cancellation, clinic, diagnoses, tracking } = appointment;
  const { gp, discharge } = referral;
  const isPrivate = appointment.category.national === "02";
  const home = addressOn(person, onDay(at));
  const [line1, line2, line3, line4, line5] = home?.whole ?? home?.lines ?? [];
  rows.expect(LOAD_OPD_ARCHIVE, {
    encounter_type: "O",
    crn: life.numbers[0].district,
    date_of_birth: pas.date(person.born),
    sex: person.sex === "M" ? "1" : "2",
    pat_name_1: person.name.forenames[0],
    pat_name_family: person.name.surname,
    address_1: line1,
    address_2: line2,
    address_3: line3,
    address_4: line4,
    address_5: line5,
    post_code: home?.postcode,
    provider_code: hospital.provider.slice(0, 4),
    contract_number: isPrivate ? undefined : agreement.contract,
    purchaser_ref: isPrivate ? undefined : purchaserReference(referral),
    purchaser_code: isPrivate ? undefined : agreement.purchaser,
    ref_source: referral.source.description,
    gp_registration_code: gp?.dohCode,
    gp_name: gp && gpName(gp),
    gp_practice_code: gp?.practice.code,
    referral_request_date: pas.date(referral.referredOn),
    referral_reason: referral.reason?.description,
    first_attendance: pas.date(firstAttendance(referral)),
    referral_discharge_date: pas.date(discharge && onDay(discharge.at)),
    referral_discharge_status: discharge?.reason.description,
    hospital_name: clinic.site.name,
    clinic_name: clinicName(clinic),
    referring_consultant_gmc: referral.referring?.gmc,
    referring_consultant_name: referral.referring && consultantName(referral.referring),
    specialty: clinic.specialty.description,
    consultant_gmc: clinic.consultant.gmc,
    consultant_name: consultantName(clinic.consultant),
    transport_required: appointment.transport?.description,
    appointment_priority: PRIORITIES[referral.priority],
    appointment_status: statusOf(appointment),
    appointment_date: pas.date(onDay(at)),
    appointment_time: pas.time(at),
    walkin_flag: walkedIn(referral, appointment),
    date_booked: pas.date(onDay(appointment.bookedAt)),
    booking_type: appointment.bookingType?.description,
    appointment_type: appointment.type.description,
    time_arrived: pas.time(tracking?.arrived),
    time_seen: pas.time(tracking?.seen),
    time_completed: pas.time(tracking?.left),
    outcome: appointment.disposal?.description,
    cancelled_date: pas.date(cancellation && onDay(cancellation.at)),
    cancellation_reason: cancellation?.reason?.description,
    ...operations(appointment.procedures),
    comments: noted(
      ["", appointment.comment],
      ["Cancellation", cancellation?.comment],
      ["Coding", appointment.codingComment],
      ["Primary diagnosis", diagnoses[0] && named(diagnoses[0])],
      ["Subsidiary diagnosis", diagnoses[1] && named(diagnoses[1])],
      ["Secondary diagnoses", diagnoses.slice(2).map(named).join(", ")],
    ),
  });
}

function gpName({ title, initials, surname }: Gp): string {
  return `${title} ${initials} ${surname}`;
}

function consultantName({ title, initial, surname }: Consultant): string {
  return `${title} ${initial} ${surname}`;
}

function named({ code, description }: Diagnosis): string {
  return `${pointless(code)} ${description}`;
}

function statusOf({ status, cameTooLate, cancellation }: Appointment): string | undefined {
  if (cameTooLate) return "Arrived too late to be seen";
  if (status === "cancelled") return cancellation?.by === "P" ? "Cancelled by patient" : "Cancelled by hospital";
  return status === "ahead" ? undefined : STATUSES[status];
}

function firstAttendance({ appointments }: Referral): Day | undefined {
  const attended = appointments.filter(({ status }) => came(status)).map(({ at }) => onDay(at));
  return attended.length === 0 ? undefined : Math.min(...attended);
}

/** The primary procedure and, in numbered places, those beside it. */
function operations([primary, ...others]: readonly Procedure[]): Record<string, string> {
  if (primary === undefined) return {};
  const numbered = others.flatMap(({ code, description }, i) => [
    [`procedure_${i + 1}_code`, pointless(code)],
    [`procedure_${i + 1}_desc`, description],
  ]);
  return {
    procedure_scheme: "OPCS-4",
    primary_procedure_code: pointless(primary.code),
    primary_procedure_desc: primary.description,
    ...Object.fromEntries(numbered),
  };
}
