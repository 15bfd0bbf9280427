import { mockTable } from "@pas-migrate/core/mock";

export const LOAD_REFERRALS = mockTable("LOAD_REFERRALS", [
  "record_number",
  "loadrttpwy_record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "patient_category",
  "first_seen",
  "override_wait_reset_date",
  "ref_new_followup_flag",
  "ref_date",
  "ref_received_date",
  "ref_source",
  "ref_gp_code",
  "ref_practice_code",
  "ref_practice_postcode",
  "ref_urgency",
  "ref_type",
  "ref_reason",
  "ref_specialty",
  "ref_team",
  "ref_consultant",
  "ref_outcome",
  "ref_discharge_date",
  "ref_comment",
  "encounter_type",
]);

export const LOAD_RTT_PATHWAYS = mockTable("LOAD_RTT_PATHWAYS", [
  "record_number",
  "system_code",
  "external_system_id",
  "main_crn_type",
  "main_crn",
  "pathway_id",
  "ubrn",
  "pathway_start_date",
  "pathway_end_date",
  "description",
  "pathway_coded_desc_code",
  "pathway_end_event",
  "pathway_specialty",
  "pathway_status",
  "pathway_type",
]);

export const LOAD_RTT_PERIODS = mockTable("LOAD_RTT_PERIODS", [
  "record_number",
  "loadrttpwy_record_number",
  "loadref_record_number",
  "system_code",
  "external_system_id",
  "clock_start",
  "start_event_reason_code",
  "clock_stop",
  "stop_event_reason_code",
  "breach_reason_code",
  "breach_reason_text",
  "referral_as_start_encounter",
]);

export const LOAD_RTT_EVENTS = mockTable("LOAD_RTT_EVENTS", [
  "record_number",
  "loadrttprd_record_number",
  "system_code",
  "external_system_id",
  "event_date",
  "event_action_code",
  "event_reason_code",
  "rtt_status",
  "event_text",
]);

/** Every load table of referrals and waits. */
export const loads = [LOAD_REFERRALS, LOAD_RTT_PATHWAYS, LOAD_RTT_PERIODS, LOAD_RTT_EVENTS];
