import { combineText, type Derivation, type DerivationContext, momentNumber, momentOf } from "@pas-migrate/core";

/** What an admission turned out to be, in the codes of the national patient classification. */
type Classification = "1" | "2" | "3" | "4";

const ORDINARY = "1";
const DAY_CASE = "2";
const REGULAR_DAY = "3";
const REGULAR_NIGHT = "4";

/** The same in the codes of intended managements, for the loader reads both fields by one list. */
const AS_MANAGEMENT: Readonly<Record<Classification, string>> = { 1: "1", 2: "2", 3: "4", 4: "5" };

/** Intended managements without a night in hospital, and what they are if it stayed so. */
const WITHOUT_NIGHT: Readonly<Record<string, Classification>> = { 2: DAY_CASE, 4: REGULAR_DAY };

/** Intended managements of which a night in hospital is part. */
const WITH_NIGHT: Readonly<Record<string, Classification>> = { 1: ORDINARY, 3: ORDINARY, 5: REGULAR_NIGHT };

/**
 * What happened to a patient, from what was intended and how it went: who was to leave the same day and stayed past
 * midnight is an ordinary admission. Undefined while that is open, and where it was not known what was intended.
 *
 * @param until CCYYMMDDHHMM of the discharge, or of T for a patient who is still there
 */
function classify(
  intended: string,
  admitted: number,
  until: number | undefined,
  left: boolean,
): Classification | undefined {
  const planned = WITH_NIGHT[intended];
  if (planned !== undefined) return planned;
  const withoutNight = WITHOUT_NIGHT[intended];
  if (withoutNight === undefined || until === undefined) return undefined;
  if (dayOf(until) > dayOf(admitted)) return ORDINARY;
  return left ? withoutNight : undefined;
}

function classifyCells(
  cells: readonly (string | null)[],
  { clock, crosswalk }: DerivationContext,
): Classification | undefined {
  const [local, admittedText, dischargedText] = cells.map((cell) => cell?.trim() ?? "");
  const intended = crosswalk("intended_management").target(local);
  const admitted = momentOf(admittedText);
  if (intended === undefined || admitted === null) return undefined;
  const discharged = momentOf(dischargedText);
  const now = clock.isSet ? clock.number() : undefined;
  const until = discharged === null ? now : momentNumber(discharged);
  return classify(intended, momentNumber(admitted), until, discharged !== null);
}

/**
 * `adt.actualManagement`: how the patient was treated, by what happened and not by what was intended. Empty while a
 * patient who is to go home the same day is still there, and where the intention was not known. Sources: intended
 * management, admission, discharge.
 */
export const actualManagement: Derivation = (columns, context) =>
  combineText(columns, (cells) => {
    const classification = classifyCells(cells, context);
    return classification === undefined ? null : AS_MANAGEMENT[classification];
  });

/**
 * `adt.encounterType`: I for inpatients, D for day cases, by the patient classification that V83 holds, or else by what
 * happened. Sources: patient classification, intended management, admission, discharge.
 */
export const encounterType: Derivation = (columns, context) =>
  combineText(columns, ([held, ...cells], row) => {
    const code = held?.trim() || classifyCells(cells, context);
    if (code === undefined) return null;
    const type = context.crosswalk("encounter_type").target(code);
    if (type === undefined) context.reject(row, "CODE_NOT_MAPPED", code);
    return type ?? null;
  });

function dayOf(moment: number): number {
  return Math.floor(moment / 10_000);
}
