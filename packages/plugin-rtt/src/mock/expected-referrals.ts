import { type Day, type MockRows, onDay, pas, recordNumber } from "@pas-migrate/core/mock";
import type { CommunityReferral, Hospital, Life, Referral } from "@pas-migrate/lives";
import { LOAD_REFERRALS } from "./loads.js";

/** Expects a row a referral: clinics (O) and community services (U). */
export function expectReferrals(life: Life, hospital: Hospital, rows: MockRows): void {
  const crn = life.numbers[0].district;
  for (const referral of life.referrals) expectReferral(referral, crn, rows);
  for (const referral of life.communityReferrals) expectCommunityReferral(referral, crn, hospital, rows);
}

function expectReferral(referral: Referral, crn: string, rows: MockRows): void {
  const { number, episode, discharge, gp, pathway } = referral;
  rows.expect(LOAD_REFERRALS, {
    record_number: recordNumber("LOAD_REFERRALS", number.internal, episode),
    loadrttpwy_record_number:
      pathway && recordNumber("LOAD_RTT_PATHWAYS", pathway.number.internal, pathway.pathwayNumber),
    system_code: "V83",
    external_system_id: `${number.internal}|${episode}`,
    main_crn_type: "DISTRICT",
    main_crn: crn,
    patient_category: referral.category.national,
    first_seen: pas.date(firstSeen(referral)),
    ref_date: pas.date(referral.referredOn),
    ref_received_date: pas.date(onDay(referral.registeredAt)),
    ref_source: referral.source.national,
    ref_gp_code: gp?.dohCode,
    ref_practice_code: gp?.practice.code,
    ref_practice_postcode: gp?.practice.postcode,
    ref_urgency: referral.priority,
    ref_type: referral.suspectedCancer?.code,
    ref_reason: referral.reason?.code,
    ref_specialty: referral.specialty.treatmentFunction,
    ref_consultant: referral.consultant.code,
    ref_outcome: discharge?.reason.code,
    ref_discharge_date: pas.date(discharge && onDay(discharge.at)),
    ref_comment: referral.comment,
    encounter_type: "O",
  });
}

/** The day on which a new appointment was kept for the first time. */
function firstSeen({ appointments }: Referral): Day | undefined {
  let first: Day | undefined;
  for (const { at, type, status } of appointments) {
    const came = status === "attended" || status === "walk-in" || status === "seen late";
    if (came && type.category === "NEW" && (first === undefined || onDay(at) < first)) first = onDay(at);
  }
  return first;
}

/** The GP of the day is not held with a community referral. */
function expectCommunityReferral(referral: CommunityReferral, crn: string, hospital: Hospital, rows: MockRows): void {
  const { number, episode, discharge, diagnosisComments } = referral;
  rows.expect(LOAD_REFERRALS, {
    record_number: recordNumber("LOAD_REFERRALS", number.internal, episode),
    system_code: "V83",
    external_system_id: `${number.internal}|${episode}`,
    main_crn_type: "DISTRICT",
    main_crn: crn,
    patient_category: referral.category.national,
    first_seen: pas.date(firstContact(referral)),
    ref_date: pas.date(onDay(referral.referredAt)),
    ref_source: referral.source.national,
    ref_urgency: referral.priority,
    ref_team: referral.group.code,
    ref_outcome: discharge && communityOutcome(discharge.reason.code, hospital),
    ref_discharge_date: pas.date(discharge && onDay(discharge.at)),
    ref_comment: diagnosisComments
      .slice(0, 2)
      .map((comment) => `Diagnosis: ${comment}`)
      .join("; "),
    encounter_type: "U",
  });
}

function firstContact({ contacts, appointments }: CommunityReferral): Day | undefined {
  let first: Day | undefined;
  for (const { at, first: isFirst, status } of contacts)
    if (isFirst && status === "attended" && (first === undefined || onDay(at) < first)) first = onDay(at);
  for (const { at, type, status } of appointments)
    if (type.category === "NEW" && status === "attended" && (first === undefined || onDay(at) < first))
      first = onDay(at);
  return first;
}

/** The new system has one list of reasons: a community reason that an outpatient one is also called keeps its kind. */
function communityOutcome(code: string, { codes }: Hospital): string {
  return codes.referralOutcomes.some((reason) => reason.code === code) ? `COMMUNITY:${code}` : code;
}
