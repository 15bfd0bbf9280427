import { type Defect, MINUTES_A_DAY, onDay, type PatientRows, pas, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, Referral } from "@pas-migrate/lives";
import { expectedRow, truth } from "./edits.js";
import { referralStates } from "./masters.js";

const UNKNOWN = "ZZZ";

/** Coded fields of a referral, and where they are loaded. */
const CODED = [
  ["RefBy", "ref_source"],
  ["ReasonForRef", "ref_reason"],
  ["ConsCode", "ref_consultant"],
  ["Specialty", "ref_specialty"],
  ["Category", "patient_category"],
] as const;

const keyOf = ({ number, episode }: Referral): string => `${number.internal}|${episode}`;

const unknownCode: Defect<Hospital, Life> = {
  id: "referral-code-unknown",
  title: "A code of a referral is in no master file",
  rate: 0.015,
  plant(rows, life, _hospital, random) {
    if (life.referrals.length === 0) return [];
    const referral = random.pick(life.referrals);
    const [field, target] = random.pick(CODED);
    const row = rows
      .source("OPREFERRAL")
      .find((held) => `${held.InternalPatientNumber}|${held.EpisodeNumber}` === keyOf(referral));
    const loaded = expectedRow(rows, "LOAD_REFERRALS", keyOf(referral));
    if (row === undefined || loaded === undefined) return [];
    const before = row[field];
    row[field] = UNKNOWN;
    loaded[target] = "";
    if (field === "ConsCode") forgetConsultant(rows, referral);
    return [truth("GEN-15", "reject", "LOAD_REFERRALS", keyOf(referral), [target, before, UNKNOWN])];
  },
};

/** Who is on a pooled list has the referral's consultant. */
function forgetConsultant(rows: PatientRows, referral: Referral): void {
  const pooled = referral.listEntries.filter(({ list }) => list.consultant === undefined);
  const keys = pooled.map(({ list }) => `${keyOf(referral)}|${list.code}|`);
  for (const entry of rows.expected("LOAD_OPDWAITLIST"))
    if (keys.some((key) => entry.external_system_id?.startsWith(key))) entry.consultant = "";
}

const dischargedTooEarly: Defect<Hospital, Life> = {
  id: "referral-discharged-with-future-appointment",
  title: "A referral was discharged, and an appointment lies ahead",
  rate: 0.002,
  plant(rows, life, { codes, snapshotAt, archiveBefore }, random) {
    for (const referral of life.referrals) {
      const { appointments, discharge, registeredAt } = referral;
      const key = keyOf(referral);
      const at = snapshotAt - random.between(1, 5) * MINUTES_A_DAY;
      const row = rows
        .source("OPREFERRAL")
        .find((held) => `${held.InternalPatientNumber}|${held.EpisodeNumber}` === key);
      const loaded = expectedRow(rows, "LOAD_REFERRALS", key);
      if (row === undefined || loaded === undefined || discharge !== undefined || at <= registeredAt) continue;
      // The archive repeats the discharge; a referral without archived visits has none to change there.
      if (onDay(registeredAt) < archiveBefore || !appointments.some(({ status }) => status === "ahead")) continue;
      const [reason] = codes.referralOutcomes;
      [row.CurrentStatus, row.CurrentStatusDescription] = referralStates.closed;
      row.DischargeDt = v83.dateTimeInt(at);
      row.DischargeTm = v83.dateTime(at);
      rows.source("OPDISCHARGE").push({
        InternalPatientNumber: referral.number.internal,
        EpisodeNumber: referral.episode,
        OpRegDtimeInt: v83.dateTimeInt(registeredAt),
        OpDischargeDTimeInt: v83.dateTimeInt(at),
        DischargeDatetime: v83.dateTime(at),
        ReasonCode: reason.code,
        Reason: reason.description,
        DischargeCode: reason.description,
      });
      for (const visit of rows.source("OPA"))
        if (`${visit.InternalPatientNumber}|${visit.EpisodeNumber}` === key) {
          visit.DischDate = v83.dateTime(at);
          visit.OpDischargeDTimeInt = v83.dateTimeInt(at);
        }
      loaded.ref_outcome = reason.code;
      loaded.ref_discharge_date = pas.date(onDay(at));
      return [truth("RTT-29", "gate", "LOAD_REFERRALS", key, ["DischargeDt", "", v83.dateTimeInt(at)])];
    }
    return [];
  },
};

/** What goes wrong with referrals. */
const twoReferences: Defect<Hospital, Life> = {
  id: "booking-references-differ",
  title: "Two appointments of one referral were booked under two references",
  rate: 0.002,
  plant(rows, life) {
    for (const { number, episode, ubrn, pathway } of life.referrals) {
      const key = pathway && `${pathway.number.internal}|${pathway.pathwayNumber}`;
      const loaded = key && expectedRow(rows, "LOAD_RTT_PATHWAYS", key);
      if (!key || !loaded || ubrn === undefined || loaded.ubrn !== ubrn) continue;
      const bookings = rows
        .source("OPA")
        .filter((row) => row.EpisodeNumber === episode && row.InternalPatientNumber === number.internal)
        .filter((row) => row.EbookingReferenceNumber?.replaceAll(" ", "") === ubrn);
      const visitKey = ({ PtApptStartDtimeInt: start, ResCode: doctor }: (typeof bookings)[number]) =>
        `${number.internal}|${episode}|${start}|${doctor}`;
      const booking = bookings.find((row) => expectedRow(rows, "LOAD_OPD_APPOINTMENTS", visitKey(row)));
      if (bookings.length < 2 || booking === undefined) continue;
      const after = `98${String(life.index).padStart(10, "0")}`;
      booking.EbookingReferenceNumber = after;
      expectedRow(rows, "LOAD_OPD_APPOINTMENTS", visitKey(booking))!.cab_ubrn = after;
      loaded.ubrn = "";
      return [truth("RTT-19", "reject", "LOAD_RTT_PATHWAYS", key, ["ubrn", ubrn, after])];
    }
    return [];
  },
};

export const referralDefects: readonly Defect<Hospital, Life>[] = [unknownCode, dischargedTooEarly, twoReferences];
