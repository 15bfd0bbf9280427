import { type Defect, MINUTES_A_DAY, onDay, type PatientRows, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Appointment, Hospital, Life } from "@pas-migrate/lives";
import { pickVisit, truth, type Visit, visitKey } from "./edits.js";

type VisitDefect = Defect<Hospital, Life>;

const TABLE = "LOAD_OPD_APPOINTMENTS";
const UNKNOWN = "ZZ";
const RECENT_DAYS = 90;
/** Episodes are numbered from 1; no patient has so many. */
const NO_EPISODE = "9999999";

/** Coded fields of an appointment, and where they are loaded. */
const CODED = [
  ["BookingType", "booking_type"],
  ["ClinicCode", "clinic_code_1"],
  ["ApptType", "appt_type"],
  ["ClinicConsultant", "consultant_in_charge"],
  ["Transport", "transport_required"],
] as const;

/** A follow-up that was kept: when the patient was first seen does not depend on it. */
const keptFollowUp = ({ status, type }: Appointment): boolean => status === "attended" && type.category === "FOL";

function forgetOutcome(rows: PatientRows, { row, loaded, key }: Visit): void {
  row.ApptStatus = "NR";
  for (const attendance of rows.source("OPAPPOINTATTEND"))
    if (visitKey(attendance) === key) attendance.PatientAppointmentAttendanceCode = "NR";
  const steps = rows.source("OPATTTRACK");
  for (let i = steps.length - 1; i >= 0; i -= 1) if (visitKey(steps[i]) === key) steps.splice(i, 1);
  for (const field of ["outcome", "time_arrived", "time_seen", "time_complete", "rttevent_recno_outcome"])
    loaded[field] = "";
}

function notOutcomed(id: string, rate: number, isRecent: boolean): VisitDefect {
  return {
    id,
    title: `A visit ${isRecent ? "of the last ninety days" : "of long ago"} was never cashed up`,
    rate,
    plant(rows, life, hospital, random) {
      const visit = pickVisit(
        rows,
        life,
        hospital,
        random,
        (appointment) =>
          keptFollowUp(appointment) && hospital.today - onDay(appointment.at) <= RECENT_DAYS === isRecent,
      );
      if (visit === undefined) return [];
      forgetOutcome(rows, visit);
      return [
        truth("OPD-03", "gate", TABLE, visit.key, ["ApptStatus", "ATT", "NR"]),
        truth("OPD-03", "reject", TABLE, visit.key, ["outcome", "ATT", "NR"]),
      ];
    },
  };
}

const attendedAndCancelled: VisitDefect = {
  id: "visit-cancelled-and-attended",
  title: "A cancelled appointment is also recorded as attended",
  rate: 0.0005,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(
      rows,
      life,
      hospital,
      random,
      ({ status, at }) => status === "cancelled" && at < hospital.snapshotAt,
    );
    if (visit === undefined) return [];
    visit.row.ApptStatus = "ATT";
    return [truth("OPD-05", "gate", TABLE, visit.key, ["ApptStatus", "NR", "ATT"])];
  },
};

const cancelledBeforeBooked: VisitDefect = {
  id: "visit-cancelled-before-booked",
  title: "An appointment was cancelled before it was booked",
  rate: 0.0005,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, ({ cancellation }) => cancellation !== undefined);
    if (visit === undefined) return [];
    const { row, loaded, key, appointment } = visit;
    const at = appointment.bookedAt - random.between(1, 9) * MINUTES_A_DAY;
    const before = row.ApptCancDTimeInt;
    row.ApptCancDTimeInt = v83.dateTimeInt(at);
    row.ApptCancDate = v83.dateTime(at);
    row.ApptCancTime = v83.time(at);
    loaded.cancelled_date = pas.date(onDay(at));
    return [truth("OPD-05", "gate", TABLE, key, ["ApptCancDTimeInt", before, v83.dateTimeInt(at)])];
  },
};

const orphan: VisitDefect = {
  id: "visit-without-referral",
  title: "An appointment names an episode that no referral has",
  rate: 0.008,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(
      rows,
      life,
      hospital,
      random,
      ({ diagnoses, procedures }) => diagnoses.length + procedures.length === 0,
    );
    if (visit === undefined) return [];
    const copy = { ...visit.row, EpisodeNumber: NO_EPISODE, BookFromWL: "", RttPeriodStatus: "" };
    rows.source("OPA").push(copy);
    const key = visitKey(copy);
    const change = ["EpisodeNumber", visit.row.EpisodeNumber, NO_EPISODE] as const;
    return [
      truth("OPD-07", "gate", TABLE, key, change),
      truth("OPD-07", "quarantine", TABLE, key, ["", change[1], change[2]]),
    ];
  },
};

const unknownCode: VisitDefect = {
  id: "visit-code-unknown",
  title: "A code of an appointment is in no master file",
  rate: 0.015,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, () => true);
    if (visit === undefined) return [];
    const [field, target] = random.pick(CODED);
    const before = visit.row[field];
    visit.row[field] = UNKNOWN;
    visit.loaded[target] = "";
    return [truth("GEN-15", "reject", TABLE, visit.key, [target, before, UNKNOWN])];
  },
};

const datesDisagree: VisitDefect = {
  id: "visit-booking-dates-disagree",
  title: "The day of booking that people read is another one than the system's",
  rate: 0.001,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, () => true);
    if (visit === undefined) return [];
    const { row, key, appointment } = visit;
    const before = row.ApptBookedDate;
    row.ApptBookedDate = v83.dateTime(appointment.bookedAt - random.between(1, 30) * MINUTES_A_DAY);
    return [truth("GEN-08", "gate", "OPA", `OPA|${key}`, ["ApptBookedDate", before, row.ApptBookedDate])];
  },
};

const hour24: VisitDefect = {
  id: "visit-cancelled-at-2400",
  title: "A moment has the hour 24",
  rate: 0.0002,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, ({ cancellation }) => cancellation !== undefined);
    if (visit === undefined) return [];
    const { row, loaded, key, appointment } = visit;
    const before = row.ApptCancDTimeInt;
    const after = `${v83.dateInt(onDay(appointment.cancellation!.at))}2400`;
    row.ApptCancDTimeInt = after;
    loaded.cancelled_date = "";
    return [
      truth("GEN-09", "gate", "OPA", `OPA|${key}`, ["ApptCancDTimeInt", before, after]),
      truth("GEN-09", "reject", TABLE, key, ["cancelled_date", before, after]),
    ];
  },
};

/** What the second record of a visit does not hold again. */
const HELD_ONCE = { AttPriDiagCode: "", AttSubDiagCode: "", ApptPrimaryProcedureCode: "" } as const;

const jointly: VisitDefect = {
  id: "visit-with-two-clinicians",
  title: "A visit that moved a clock is recorded with two clinicians, so that nobody knows which of them it was",
  rate: 0.002,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, ({ status, type, clinic, tracking }) => {
      return status === "attended" && type.category === "FOL" && clinic.doctors.length > 1 && tracking === undefined;
    });
    if (visit === undefined || (visit.loaded.loadrttprd_action ?? "") === "") return [];
    const { appointment, row, loaded, key } = visit;
    const other = appointment.clinic.doctors.find(({ code }) => code !== appointment.doctor.code)!;
    const record = { ...row, ...HELD_ONCE, ResCode: other.code };
    if (rows.source("OPA").some((held) => visitKey(held) === visitKey(record))) return [];
    const before = loaded.loadrttprd_action;
    loaded.loadrttprd_record_number = "";
    loaded.loadrttprd_action = "";
    loaded.rttevent_recno_encounter = "";
    loaded.rttevent_recno_outcome = "";
    rows.source("OPA").push(record);
    rows.expected(TABLE).push({
      ...loaded,
      record_number: recordNumber(TABLE, ...visitKey(record).split("|")),
      external_system_id: visitKey(record),
      clinic_code_2: other.code,
      consultant_taking_appt: other.gmc === undefined ? "" : other.consultant.code,
    });
    return [key, visitKey(record)].map((one) =>
      truth("OPD-10", "reject", TABLE, one, ["loadrttprd_action", before, ""]),
    );
  },
};

/** Nothing is wrong with it: whoever reads CSV by hand will think so. */
const awkwardComment: VisitDefect = {
  id: "visit-comment-with-quotes-and-line-break",
  title: "A comment holds a comma, quotes and a line break",
  rate: 0.03,
  plant(rows, life, hospital, random) {
    const visit = pickVisit(rows, life, hospital, random, ({ comment }) => comment === undefined);
    if (visit === undefined) return [];
    const comment = 'Says "not before ten", bring\r\ninterpreter';
    visit.row.ApptComment = comment;
    const held = visit.loaded.appt_comment ?? "";
    visit.loaded.appt_comment = held === "" ? comment : `${comment}; ${held}`;
    return [];
  },
};

/** What goes wrong with appointments. */
export const visitDefects: readonly VisitDefect[] = [
  notOutcomed("visit-not-outcomed-lately", 0.015, true),
  notOutcomed("visit-not-outcomed-long-ago", 0.002, false),
  attendedAndCancelled,
  cancelledBeforeBooked,
  orphan,
  unknownCode,
  datesDisagree,
  hour24,
  jointly,
  awkwardComment,
];
