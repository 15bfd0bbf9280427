import { type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { CommunityReferral, GroupEntry, Hospital, Life, OutpatientEntry, Referral } from "@pas-migrate/lives";
import { bookedFrom, entryNumber } from "./entries.js";
import { noted } from "./facts.js";
import { LOAD_OPDWAITLIST, LOAD_OPDWAITLISTDEF } from "./loads.js";

/** Expects the patient's places on outpatient lists, and the times at which the patient was not available. */
export function expectLists(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const referral of life.referrals)
    for (const entry of referral.listEntries) {
      expectEntry(life, hospital, referral, entry, rows);
      for (const suspension of entry.suspensions) expectSuspension(referral, entry, suspension, rows);
    }
  for (const referral of life.communityReferrals)
    if (referral.listEntry !== undefined) expectGroupEntry(life, referral, referral.listEntry, rows);
}

/** Expects a place on a service group's list, of which only the month is known by which it is due. */
function expectGroupEntry(life: Life, referral: CommunityReferral, entry: GroupEntry, rows: MockRows): void {
  const { list, removal, type } = entry;
  const { number, episode } = referral;
  const booked = referral.appointments.filter((appointment) => appointment.entry === entry);
  const isBooked = booked.some(({ status }) => status !== "cancelled");
  const isAhead = booked.some(({ status }) => status === "ahead");
  rows.expect(LOAD_OPDWAITLIST, {
    record_number: entryNumber(referral, entry),
    loadref_record_number: recordNumber("LOAD_REFERRALS", number.internal, episode),
    system_code: "V83",
    external_system_id: `${number.internal}|${episode}|${list.code}|${v83.dateInt(entry.addedOn)}`,
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    site: list.site.code,
    list_code: list.code,
    list_name: list.description,
    encounter_type: "U",
    new_followup_flag: type.category === "NEW" ? "N" : "F",
    status: removal === undefined ? (isAhead ? "L" : "W") : isBooked ? "A" : "C",
    outcome: removal?.reason.code,
    date_removed: pas.date(removal && onDay(removal.at)),
    wl_comment: noted(
      ["", entry.comment],
      ["Month required", v83.monthInt(entry.requiredOn)],
      ["Removal", removal?.comment],
      ["Urgency", entry.isUrgent ? "U" : "R"],
    ),
    ios_usercode: type.code,
  });
}

function expectEntry(
  life: Life,
  { today }: Hospital,
  referral: Referral,
  entry: OutpatientEntry,
  rows: MockRows,
): void {
  const { list, removal, type } = entry;
  rows.expect(LOAD_OPDWAITLIST, {
    record_number: entryNumber(referral, entry),
    loadref_record_number: recordNumber("LOAD_REFERRALS", referral.number.internal, referral.episode),
    system_code: "V83",
    external_system_id: `${referral.number.internal}|${referral.episode}|${list.code}|${v83.dateInt(entry.addedOn)}`,
    main_crn_type: "DISTRICT",
    main_crn: life.numbers[0].district,
    site: list.site.code,
    list_code: list.code,
    list_name: list.description,
    encounter_type: "O",
    specialty: list.specialty.treatmentFunction,
    new_followup_flag: type.category === "NEW" ? "N" : "F",
    short_notice_flag: entry.shortNotice ? "Y" : "N",
    status: statusOf(referral, entry, today),
    // V83 keeps the day only while the patient waits for a follow-up; the month stays.
    target_date: removal === undefined && list.followUp ? pas.date(entry.requiredOn) : undefined,
    consultant: (list.consultant ?? referral.consultant).code,
    outcome: removal?.reason.code,
    date_removed: pas.date(removal && onDay(removal.at)),
    wl_comment: noted(
      ["", entry.comment],
      ["Procedure", entry.procedure],
      ["Month required", v83.monthInt(entry.requiredOn)],
      ["Removal", removal?.comment],
    ),
    ios_usercode: type.code,
    transport_required: entry.transport?.code,
  });
}

/** A completed (booked and not called off), C cancelled, D suspended today, L booked ahead, W waiting. */
function statusOf(referral: Referral, entry: OutpatientEntry, today: number): string {
  const booked = referral.appointments.filter((appointment) => bookedFrom(referral, appointment) === entry);
  if (entry.removal !== undefined) return booked.some(({ status }) => status !== "cancelled") ? "A" : "C";
  if (entry.suspensions.some(({ from, to }) => from <= today && today <= to)) return "D";
  return booked.some(({ status }) => status === "ahead") ? "L" : "W";
}

function expectSuspension(
  referral: Referral,
  entry: OutpatientEntry,
  { from, to, reason, comment }: OutpatientEntry["suspensions"][number],
  rows: MockRows,
): void {
  const parts = [
    referral.number.internal,
    referral.episode,
    entry.list.code,
    v83.dateInt(entry.addedOn),
    v83.dateInt(from),
  ];
  rows.expect(LOAD_OPDWAITLISTDEF, {
    record_number: recordNumber("LOAD_OPDWAITLISTDEF", ...parts),
    loadowl_record_number: entryNumber(referral, entry),
    system_code: "V83",
    external_system_id: parts.join("|"),
    deferral_start: pas.date(from),
    deferral_end: pas.date(to),
    deferral_reason: reason,
    deferral_comment: comment,
  });
}
