import { mockTable } from "@pas-migrate/core/mock";

export const LEGALSTATUSDETS = mockTable("LEGALSTATUSDETS", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "KeLegalStatChangeDtimeInt",
  "LegalStatus",
  "MentalCategory",
  "PsycPtSts",
]);

export const DISCHEXPECTED = mockTable("DISCHEXPECTED", [
  "InternalPatientNumber",
  "EpisodeNumber",
  "ExpDischDateTime",
  "ExpDischDateTimeInt",
  "ExpDestCode",
  "ExpLegalStatus",
  "ExpForm117Comp",
  "ExpForm117CompInt",
  "LastRevisionDtime",
  "LastRevisionUID",
]);

/** Every extract of this domain. */
export const sources = [LEGALSTATUSDETS, DISCHEXPECTED];

export const CPA = mockTable("cpa", [
  "cpa_id",
  "district_number",
  "cpa_type",
  "key_worker_staff_id",
  "key_worker_name",
  "care_coordinator",
  "care_coordinator_name",
  "applies_start",
  "applies_end",
  "next_review_date",
  "notes",
]);

export const CPA_REVIEWS = mockTable("cpa-reviews", [
  "cpa_id",
  "review_id",
  "cpa_type",
  "key_worker_staff_id",
  "care_coordinator",
  "next_review_date",
  "review_date_changed_at",
]);

export const LEGAL_STATUSES = mockTable("legal-statuses", ["legal_status", "description", "detained"]);

/** What the mental health service's own system hands over, and what the trust says of its legal statuses. */
export const feeds = [CPA, CPA_REVIEWS, LEGAL_STATUSES];
