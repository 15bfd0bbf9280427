import { type MockRows, v83 } from "@pas-migrate/core/mock";
import type { CarePlan, Hospital, Life, Spell } from "@pas-migrate/lives";
import { CPA, CPA_REVIEWS, DISCHEXPECTED, LEGAL_STATUSES, LEGALSTATUSDETS } from "./tables.js";

const categories: Readonly<Record<string, string>> = {
  A: "Mental disorder (Learning Disability not present or not primary reason for using Act)",
  B: "Mental disorder (Learning Disability primary reason for using Act)",
};

/** Writes what the trust has decided its own codes to mean: the dictionary spells out none but informal and section 2. */
export function writeDecisions({ codes }: Hospital, rows: MockRows): void {
  for (const { code, description, national } of codes.mentalCategories)
    rows.pair("mental_category", [code, description], [national, categories[national]]);
  rows.pair("legal_status", ["5", "Sect 5(2)"], ["05", "Formally detained under Mental Health Act Section 5(2)"]);
  rows.feed(LEGAL_STATUSES, { legal_status: "5", description: "Sect 5(2)", detained: "Y" });
  rows.feed(LEGAL_STATUSES, { legal_status: "9", description: "Guest of the ward", detained: "N" });
}

/** Writes the changes of legal status of a stay, and what is planned for its end. */
export function writeStay(spell: Spell, rows: MockRows): void {
  const key = { InternalPatientNumber: spell.number.internal, EpisodeNumber: spell.episode };
  for (const { at, status, category } of spell.legal)
    rows.source(LEGALSTATUSDETS, {
      ...key,
      KeLegalStatChangeDtimeInt: v83.dateTimeInt(at),
      LegalStatus: status.code,
      MentalCategory: category?.code,
      PsycPtSts: "1",
    });
  if (spell.discharge === undefined && spell.expectedDischargeAt !== undefined)
    rows.source(DISCHEXPECTED, {
      ...key,
      ExpDischDateTime: v83.dateTime(spell.expectedDischargeAt),
      ExpDischDateTimeInt: v83.dateTimeInt(spell.expectedDischargeAt),
      ExpDestCode: "HO",
      ExpLegalStatus: spell.legal.at(-1)?.status.code,
      ExpForm117Comp: "NO",
      ExpForm117CompInt: "0",
      LastRevisionDtime: v83.reversed(spell.admittedAt),
      LastRevisionUID: "BEDS",
    });
}

/** Writes the patient's care programmes, which come from the mental health service's own system. */
export function writeCarePlans({ carePlans, numbers }: Life, { staff }: Hospital, rows: MockRows): void {
  for (const plan of carePlans) {
    const nameOf = (id: string): string => {
      const { forename, surname } = staff.find(({ staffId }) => staffId === id)!;
      return `${forename} ${surname}`;
    };
    rows.feed(CPA, {
      cpa_id: plan.id,
      // The other system may know a patient by a number that was merged since.
      district_number: numbers[numbers.length - 1].district,
      cpa_type: plan.type,
      key_worker_staff_id: plan.keyWorker,
      key_worker_name: nameOf(plan.keyWorker),
      care_coordinator: plan.coordinator,
      care_coordinator_name: nameOf(plan.coordinator),
      applies_start: v83.dateTime(plan.from),
      applies_end: v83.dateTime(plan.to),
      next_review_date: v83.dateTime(plan.nextReviewAt),
    });
    writeReviews(plan, rows);
  }
}

function writeReviews({ id, type, keyWorker, coordinator, reviews }: CarePlan, rows: MockRows): void {
  for (const review of reviews)
    rows.feed(CPA_REVIEWS, {
      cpa_id: id,
      review_id: review.id,
      cpa_type: type,
      key_worker_staff_id: keyWorker,
      care_coordinator: coordinator,
      next_review_date: v83.dateTime(review.nextAt),
      review_date_changed_at: v83.dateTime(review.changedAt),
    });
}
