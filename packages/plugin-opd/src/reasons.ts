import type { Reasons } from "@pas-migrate/core";

/** What the plugin's own reject reasons mean, and how to settle them. */
export const reasons: Reasons = {
  PATIENT_UNKNOWN: {
    severity: "error",
    message: "No patient is registered under the row's patient number. Find out whose row it is.",
  },
  OUTCOME_MISSING: {
    severity: "error",
    message: "The appointment is past and nobody recorded what became of it. Cash it up in the legacy system.",
  },
  CANCELLED_BY_UNKNOWN: {
    severity: "error",
    message:
      "The appointment was cancelled, by the patient or the hospital is not recorded. Complete it; waits depend on it.",
  },
  OUTCOME_BEFORE_APPOINTMENT: {
    severity: "error",
    message: "The appointment lies ahead and has an attendance. Settle which of the two is wrong.",
  },
  OUTCOME_CONTRADICTED: {
    severity: "warn",
    message: "The appointment is both cancelled and attended; it was loaded as cancelled.",
  },
  APPOINTMENT_CLASS_CONTRADICTED: {
    severity: "error",
    message: "Class and category disagree whether the appointment is new or a follow-up. Settle which one is right.",
  },
  CLOCK_NOT_PROVED: {
    severity: "warn",
    message:
      "Clocks moved at the appointment's moment, but not one clock for certain by this appointment. Link it by hand.",
  },
  INPATIENT_APPOINTMENT: {
    severity: "error",
    message:
      "The appointment belongs to the inpatient application and to no outpatient referral. Decide where it is to be loaded.",
  },
  TRACKING_STEP_UNKNOWN: {
    severity: "warn",
    message: "A tracked step of the visit has no meaning in the crosswalk. Add the pair, with both descriptions.",
  },
  TRACKED_BUT_NOT_ATTENDED: {
    severity: "error",
    message: "The visit was tracked, but not recorded as attended. Settle what became of the appointment.",
  },
  UBRN_INVALID: {
    severity: "error",
    message: "The booking reference does not have twelve digits. Look it up in the national service.",
  },
  FOLLOW_UP_WITHOUT_DATE: {
    severity: "error",
    message: "A follow-up waits without the day it is due, which the loader asks for. Ask the clinical lead.",
  },
  READ_CODE_ONLY: {
    severity: "error",
    message: "The row holds a Read code only, which the loader does not know. Code it in ICD-10 or OPCS-4.",
  },
  SEQUENCE_MISSING: {
    severity: "error",
    message: "The code's place among the appointment's codes is not recorded. Complete it in the legacy system.",
  },
  CODE_NOT_IN_MASTER_FILE: {
    severity: "warn",
    message: "The code was loaded, but the extract's own master file does not have it. See whether it is valid.",
  },
  ARCHIVE_SLOTS_EXCEEDED: {
    severity: "warn",
    message: "The appointment has more procedures than the archive has places; the rest are in the comments.",
  },
};
