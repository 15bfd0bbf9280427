import { nationalCodeSet } from "./code-sets.js";

const PRACTICE = /^(?:[A-HJ-NP-WY][0-9]{5}|(?:ALD|GUE|JER)[0-9]{3})$/;
const GENERAL_PRACTITIONER = /^G[0-9]{7}$/;
const CONSULTANT = /^C[0-9]{7}$/;
const GMC_NUMBER = /^[0-9]{7}$/;
const ORGANISATION = /^[A-Z0-9]{3,9}$/;

/** Defaults of the GP field that do not have the shape of a GP's code. */
const OTHER_GENERAL_PRACTITIONER_DEFAULTS: readonly string[] = ["A9999998", "P9999981", "R9999981", "X9999998"];
/** Defaults of the consultant field that do not have the shape of a consultant's code. */
const OTHER_CONSULTANT_DEFAULTS: readonly string[] = ["D9999998", "M9999998", "N9999998", "H9999998", "CD999998"];
const DEFAULT_CODE_SETS = ["practitioner-default-codes", "organisation-default-codes"] as const;

/**
 * Tells whether a code has the shape of a GP practice code: in England and Wales a letter (not I, O, X or Z) and five
 * digits, in the Channel Islands ALD, GUE or JER and three digits (ODS, GENERAL MEDICAL PRACTICE CODE; rule PMI-29).
 * The defaults V81997, V81998 and V81999 have it too: ask {@link defaultCode}.
 *
 * @param code as written: upper case, no blanks
 */
export function isPracticeCode(code: string): boolean {
  return PRACTICE.test(code);
}

/**
 * Tells whether a code may stand for a general practitioner (GENERAL MEDICAL PRACTITIONER PPD CODE; rule PMI-29): G and
 * seven digits, or one of the national defaults of the field, of which some have another letter. {@link defaultCode}
 * tells persons from defaults. The last digit is a check digit whose rule is not public, so it is not checked.
 *
 * @param code as written: upper case, no blanks, 8 characters; one that lost its prefix or last digit is not rebuilt
 */
export function isGeneralPractitionerCode(code: string): boolean {
  return GENERAL_PRACTITIONER.test(code) || OTHER_GENERAL_PRACTITIONER_DEFAULTS.includes(code);
}

/**
 * Tells whether a code has the shape of an ODS organisation or site code: 3 to 9 upper-case letters and digits. It says
 * nothing about whether the organisation exists; that is for the ODS register.
 *
 * @param code as written: upper case, no blanks
 */
export function isOrganisationCode(code: string): boolean {
  return ORGANISATION.test(code);
}

/**
 * Tells whether a code may stand for a consultant (CONSULTANT CODE): C and the seven digits of the GMC number, or one
 * of the national defaults of the field, which also stand for midwives, nurses and others. {@link defaultCode} tells
 * persons from defaults. The personal codes of dental consultants are not recognised: the published descriptions do
 * not agree on their shape.
 *
 * @param code as written: upper case, no blanks, 8 characters
 */
export function isConsultantCode(code: string): boolean {
  return CONSULTANT.test(code) || OTHER_CONSULTANT_DEFAULTS.includes(code);
}

/**
 * Tells whether a text has the shape of a General Medical Council reference number: seven digits, of which the first
 * may be 0. No check-digit rule is public, so none is applied.
 *
 * @param number as written: no blanks, without the C of the consultant code
 */
export function isGmcNumber(number: string): boolean {
  return GMC_NUMBER.test(number);
}

/**
 * Says what a national default code stands for ("No registered GP practice"), or undefined when the code is none. A
 * default names no person and no organisation: never match or merge on it. The several kinds of "unknown" (none, not
 * applicable, not known) are different facts.
 *
 * The defaults are those of the code sets `practitioner-default-codes` and `organisation-default-codes`.
 *
 * @param code as written: upper case, no blanks
 *
 * @example
 * defaultCode("G9999998"); // "General Medical Practitioner, code not known"
 */
export function defaultCode(code: string): string | undefined {
  for (const id of DEFAULT_CODE_SETS) {
    const meaning = nationalCodeSet(id).meaning(code);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}
