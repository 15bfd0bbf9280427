import type { Reasons } from "@pas-migrate/core";

/** What the plugin's own reject reasons mean, and how to settle them. */
export const reasons: Reasons = {
  NHS_NUMBER_NOT_DIGITS: {
    severity: "error",
    message: "The NHS number holds something other than digits. Trace the patient; the number is not loaded.",
  },
  NHS_NUMBER_WRONG_LENGTH: {
    severity: "error",
    message: "The NHS number does not have ten digits. Trace the patient; the number is not loaded.",
  },
  NHS_NUMBER_CHECK_TEN: {
    severity: "error",
    message: "No NHS number has these first nine digits. Trace the patient; the number is not loaded.",
  },
  NHS_NUMBER_CHECK_DIGIT: {
    severity: "error",
    message: "The NHS number's check digit is wrong. Trace the patient; the number is not loaded.",
  },
  NHS_NUMBER_REPEATED_DIGIT: {
    severity: "error",
    message:
      "The NHS number is one digit repeated, which is never issued. Trace the patient; the number is not loaded.",
  },
  NHS_NUMBER_STATUS_UNKNOWN: {
    severity: "error",
    message: "The NHS number status is none of the national codes 01 to 08. Mend it in the legacy system.",
  },
  NHS_NUMBER_STATUS_LOWERED: {
    severity: "warn",
    message:
      "The NHS number status was taken back to 03, trace required: the number is invalid, or said to be present and is not.",
  },
  ADDRESSES_DISAGREE: {
    severity: "warn",
    message:
      "The long and the short form of the permanent address have different postcodes; the short form was loaded.",
  },
  REGISTRATION_END_FROM_NEXT: {
    severity: "warn",
    message: "The GP registration was never closed; it was ended the day before the next one began.",
  },
  REGISTRATION_WITHOUT_END: {
    severity: "error",
    message: "The GP registration is open beside another present GP. Close it in the legacy system.",
  },
  PATIENT_UNKNOWN: {
    severity: "error",
    message: "No patient is registered under the row's patient number. Find out whose row it is.",
  },
  DEATH_OF_MERGED_RECORD: {
    severity: "error",
    message: "A merged-away record says that the patient has died; its survivor does not. Settle which one is right.",
  },
  MERGE_AMBIGUOUS: {
    severity: "error",
    message: "The number was merged into two different patients. Decide which one it belongs to.",
  },
  MERGE_CYCLE: {
    severity: "error",
    message: "The merges lead in a circle, so no patient survives. Mend the chain in the legacy system.",
  },
  MERGE_CHAIN_DISAGREES: {
    severity: "error",
    message:
      "The next and the newest patient of the merge lead to different patients. Mend the chain in the legacy system.",
  },
  MERGE_SURVIVOR_UNKNOWN: {
    severity: "error",
    message: "The patient that survives the merge is not registered. Mend the chain in the legacy system.",
  },
  ADDRESS_WITHOUT_END: {
    severity: "error",
    message: "An earlier address has no end, and the loader takes none without. Complete it in the legacy system.",
  },
  GP_UNKNOWN: {
    severity: "error",
    message: "The GP is not in the master file, or the master file contradicts itself. Mend the master file.",
  },
  GP_CODE_NOT_NATIONAL: {
    severity: "error",
    message: "The GP's national code is not a letter and seven digits. Complete it from the national register.",
  },
  PRACTICE_CODE_NOT_NATIONAL: {
    severity: "error",
    message: "The practice code is not a letter and five digits. Complete it from the national register.",
  },
  LOCATION_CODE_TWICE: {
    severity: "error",
    message:
      "A borrower has the code of a case note location, and the loader tells them apart by code alone. Give one of them another code.",
  },
};
