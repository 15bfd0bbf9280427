import { mockTable } from "@pas-migrate/core/mock";

export const LOAD_MH_DETENTION_MASTER = mockTable("LOAD_MH_DETENTION_MASTER", [
  "record_number",
  "adt_adm_record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "start_date",
  "end_date",
  "expiry_date",
]);

export const LOAD_MH_DETENTION_TRANSFERS = mockTable("LOAD_MH_DETENTION_TRANSFERS", [
  "record_number",
  "mh_dm_record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "start_date",
  "end_date",
  "institution",
  "legal_status",
  "mental_category",
  "caseholder",
  "section_review_date",
  "consent_reminder_date",
  "consent_due_date",
]);

export const LOAD_MH_CPA_MASTER = mockTable("LOAD_MH_CPA_MASTER", [
  "record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "cpa_type",
  "key_worker_staff_id",
  "care_coordinator",
  "applies_start",
  "applies_end",
  "next_review_date",
]);

export const LOAD_MH_CPA_HISTORY = mockTable("LOAD_MH_CPA_HISTORY", [
  "record_number",
  "mh_cm_record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "cpa_type",
  "key_worker_staff_id",
  "care_coordinator",
  "next_review_date",
  "review_date_changed_at",
]);

const personColumns = [
  "crn",
  "date_of_birth",
  "sex",
  "pat_name_1",
  "pat_name_family",
  "address_1",
  "address_2",
  "address_3",
  "address_4",
  "address_5",
  "post_code",
] as const;

export const LOAD_DETENTION_ARCHIVE = mockTable("LOAD_DETENTION_ARCHIVE", [
  ...personColumns,
  "detention_start",
  "detention_end",
  "detention_location",
  "caseholder",
  "mental_category",
  "legal_status",
  "detention_notes",
]);

export const LOAD_CPA_ARCHIVE = mockTable("LOAD_CPA_ARCHIVE", [
  ...personColumns,
  "cpa_start",
  "cpa_end",
  "cpa_type",
  "key_worker",
  "care_coordinator",
  "cpa_notes",
]);

/** Every load table of this domain. */
export const loads = [
  LOAD_MH_DETENTION_MASTER,
  LOAD_MH_DETENTION_TRANSFERS,
  LOAD_MH_CPA_MASTER,
  LOAD_MH_CPA_HISTORY,
  LOAD_DETENTION_ARCHIVE,
  LOAD_CPA_ARCHIVE,
];
