import type { Reasons } from "@pas-migrate/core";

/** What the plugin's own reject reasons mean, and how to settle them. */
export const reasons: Reasons = {
  PATIENT_UNKNOWN: {
    severity: "error",
    message: "No patient is registered under the row's patient number. Find out whose row it is.",
  },
  PATIENT_AMBIGUOUS: {
    severity: "error",
    message: "Two patients are registered under the district number that the feed gives. Settle whose it is.",
  },
  SPELL_UNKNOWN: {
    severity: "error",
    message: "No hospital spell has the row's patient and episode number. Find out which spell it belongs to.",
  },
  CHANGE_ORDER_UNKNOWN: {
    severity: "error",
    message:
      "Another change of legal status in the spell has no readable time, or the same time as a different one, so that no detention can be told from it. Mend the times in the legacy system.",
  },
  CHANGE_AFTER_DISCHARGE: {
    severity: "error",
    message:
      "The legal status changed after the discharge of its spell, which ended the detention. Have the Mental Health Act office say what holds; a community treatment order is entered by hand.",
  },
  DISCHARGE_TIME_UNKNOWN: {
    severity: "error",
    message:
      "The detention ended with a discharge whose time cannot be read, and would look as if it went on. Mend the discharge in the legacy system.",
  },
  LEGAL_STATUS_MISSING: {
    severity: "error",
    message: "The change of legal status does not say to which status. Complete it in the legacy system.",
  },
  STATUS_IS_NO_DETENTION: {
    severity: "error",
    message:
      "The crosswalk calls the legal status informal or not applicable, and the feed of legal statuses does not. List the code in the feed.",
  },
  DESCRIPTION_IN_NOTES: {
    severity: "warn",
    message: "The national description is longer than the archive's column; it stands in the notes.",
  },
  STATUSES_IN_NOTES: {
    severity: "warn",
    message: "The archive has room for the detention's last legal status only; all of them stand in the notes.",
  },
};
