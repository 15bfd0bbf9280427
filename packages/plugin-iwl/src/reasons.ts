import type { Reasons } from "@pas-migrate/core";

/** What the plugin's own reject and note reasons mean, and how to settle them. */
export const reasons: Reasons = {
  PATIENT_UNKNOWN: {
    severity: "error",
    message: "No patient is registered under the row's patient number. Find out whose row it is.",
  },
  REFERRAL_NOT_FOUND: {
    severity: "blocker",
    message:
      "No referral shares a pathway with the list entry, and the loader takes no entry without one. Link the entry's episode with its referral's pathway.",
  },
  REFERRAL_AFTER_LISTING: {
    severity: "blocker",
    message:
      "Several referrals share the list entry's pathway, and none of them is known to have been there when the wait began. Settle which one the entry follows from.",
  },
  WAITING_DATE_CONTRADICTED: {
    severity: "blocker",
    message: "WLENTRY and WLCURRENT disagree on when the wait began. Settle the date; none is loaded.",
  },
  LIST_TABLES_DISAGREE: {
    severity: "warn",
    message: "WLENTRY and WLCURRENT hold different values of one entry; those of WLCURRENT were loaded.",
  },
  STATUS_NOT_HELD: {
    severity: "blocker",
    message:
      "The entry is not on the list now, and neither an admission nor a removal is held. Find out whether the patient still waits.",
  },
  SUSPENSION_UNREADABLE: {
    severity: "blocker",
    message:
      "Whether the entry is suspended cannot be told, for a day of its suspension is no possible date. Correct the suspension.",
  },
  ADMITTED_YET_LISTED: {
    severity: "error",
    message:
      "The entry is on the list although its episode was admitted; it was loaded as waiting. Find out whether the patient was treated.",
  },
  REMOVED_YET_LISTED: {
    severity: "error",
    message:
      "The entry is on the list although it was removed after its date on the list; it was loaded as waiting. Find out whether the patient still waits.",
  },
  PROCEDURE_CODE_INVALID: {
    severity: "error",
    message: "The intended procedure is no OPCS-4 code. Correct it; its words are loaded.",
  },
  EXTENSIONS_NOT_CHAINED: {
    severity: "warn",
    message:
      "The ends of the extensions do not lead to the end that is held of the suspension; they were loaded as one. Check its days.",
  },
  DEFERRAL_END_UNREADABLE: {
    severity: "error",
    message:
      "The end of the suspension is no possible date. It is not loaded, for it would read as one without an end. Correct the end.",
  },
  DEFERRAL_ENDS_BEFORE_START: {
    severity: "error",
    message: "The suspension ends before it starts. Correct its days.",
  },
  TCI_OUTCOME_UNKNOWN: {
    severity: "error",
    message:
      "The offer was not cancelled, led to no admission on its day and does not stand now. Find out what became of it.",
  },
  TCI_TABLES_DISAGREE: {
    severity: "warn",
    message:
      "PREADMISSION and CURRENTPREADMISSIONS hold different values of one offer; those of CURRENTPREADMISSIONS were loaded.",
  },
  AGREEMENT_CONTRADICTED: {
    severity: "error",
    message: "The offer is marked as not accepted, and an acceptance is held. Settle which is right.",
  },
  AGREEMENT_UNREADABLE: {
    severity: "error",
    message: "The flag for the acceptance of the offer is neither yes nor no. Correct it.",
  },
};
