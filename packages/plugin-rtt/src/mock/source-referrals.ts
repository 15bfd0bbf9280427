import { MINUTES_A_DAY, type MockRows, type Moment, onDay, v83 } from "@pas-migrate/core/mock";
import { type Code, type CommunityReferral, code, type Hospital, type Life, type Referral } from "@pas-migrate/lives";
import { lastStatus, wasSeen } from "./facts.js";
import { referralStates } from "./masters.js";
import { CPREFDISCH, CPSGREFERRAL, OPDISCHARGE, OPREFERRAL, OPREFTKSTATUS } from "./tables.js";

const CLERK = "BDRU";

/** Writes the patient's referrals, to clinics and to community services, with how they ended. */
export function writeReferrals(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const referral of life.referrals) {
    writeReferral(referral, rows);
    writeTrail(referral, rows);
    writeDischarge(referral, hospital, rows);
  }
  for (const referral of life.communityReferrals) writeCommunityReferral(referral, rows);
}

function writeReferral(referral: Referral, rows: MockRows): void {
  const { number, discharge, gp, pathway, registeredAt } = referral;
  const status = pathway && lastStatus(pathway)?.status;
  const [code, description] = referralStates[discharge !== undefined ? "closed" : wasSeen(referral) ? "seen" : "open"];
  const since = discharge?.at ?? registeredAt;
  const closedAt = isToldApart(referral) ? undefined : discharge?.at;
  rows.source(OPREFERRAL, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: referral.episode,
    OpRegDtimeInt: v83.dateTimeInt(registeredAt),
    ReferralDate: v83.date(referral.referredOn),
    DistrictNumber: number.district,
    Category: referral.category.code,
    RefBy: referral.source.code,
    PriorityType: referral.priority,
    ReasonForRef: referral.reason?.code,
    SuspectedCancerCode: referral.suspectedCancer?.code,
    Specialty: referral.specialty.code,
    ConsCode: referral.consultant.code,
    EpiReferringCon: referral.referring?.code,
    EpiGPCode: gp?.code,
    EpiGPPracticeCode: gp?.practice.code,
    WalkinReferral: referral.walkIn ? "YES" : "NO",
    Verbal: "NO",
    Comment: referral.comment,
    CurrentStatus: code,
    CurrentStatusDescription: description,
    StatusDT: v83.dateTime(since),
    StatusDTInt: v83.dateTimeInt(since),
    DischargeDt: v83.dateTimeInt(closedAt),
    DischargeTm: v83.dateTime(closedAt),
    QM08StartWaitDate: v83.dateTime(registeredAt).slice(0, 10),
    RTTPeriodStatus: status?.code,
    RTTPeriodStatusInt: status?.national,
  });
}

/** Every third referral says of itself that it is open; its discharge is recorded apart. */
function isToldApart({ episode }: Pick<Referral, "episode">): boolean {
  return Number(episode) % 3 === 1;
}

function writeTrail({ number, episode, registeredAt, discharge }: Referral, rows: MockRows): void {
  const step = ([code, description]: readonly [string, string], at: number) =>
    rows.source(OPREFTKSTATUS, {
      InternalPatientNumber: number.internal,
      EpisodeNumber: episode,
      SchOpReferralStatusEffectiveDatetimeInt: v83.dateTimeInt(at),
      StatusDt: v83.dateTime(at),
      CurrentStatus: code,
      CurrentStatusDescription: description,
      EnteredByDt: v83.dateTime(at),
      EnteredByDtInt: v83.dateTimeInt(at),
      UserId: CLERK,
    });
  step(referralStates.open, registeredAt);
  if (discharge !== undefined) step(referralStates.closed, discharge.at);
}

function writeDischarge(referral: Referral, hospital: Hospital, rows: MockRows): void {
  const { number, episode, registeredAt, discharge } = referral;
  const held = { InternalPatientNumber: number.internal, EpisodeNumber: episode };
  if (discharge === undefined) {
    // An earlier registration under the same number, taken back on the next day.
    if (Number(episode) % 4 === 2)
      rows.source(OPDISCHARGE, {
        ...held,
        OpRegDtimeInt: v83.dateTimeInt(registeredAt - MINUTES_A_DAY),
        OpDischargeDTimeInt: v83.dateTimeInt(registeredAt - 1),
        DischargeDatetime: v83.dateTime(registeredAt - 1),
      });
    return;
  }
  const write = (at: Moment, { code, description }: Code, registered: Moment | undefined): void =>
    rows.source(OPDISCHARGE, {
      ...held,
      OpRegDtimeInt: v83.dateTimeInt(registered),
      OpDischargeDTimeInt: v83.dateTimeInt(at),
      DischargeDatetime: v83.dateTime(at),
      ReasonCode: code,
      Reason: description,
      DischargeCode: description,
    });
  write(discharge.at, discharge.reason, registeredAt);
  if (wasReopened(referral, hospital)) {
    const before = Math.floor((registeredAt + discharge.at) / 2);
    write(before, code(hospital.codes.referralOutcomes, "DNAD"), undefined);
  }
}

/** One that was closed once before and opened again keeps both discharges. The archive has room for one alone. */
function wasReopened(referral: Referral, { archiveBefore }: Hospital): boolean {
  const { registeredAt } = referral;
  return isToldApart(referral) && registeredAt % 8 === 4 && onDay(registeredAt) >= archiveBefore;
}

function writeCommunityReferral(referral: CommunityReferral, rows: MockRows): void {
  const { number, episode, discharge, referredAt, priority } = referral;
  const urgency = priority === "1" ? "Routine" : "Urgent";
  const closed = isToldApart(referral) ? undefined : discharge;
  rows.source(CPSGREFERRAL, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: episode,
    RefDtTmInt: v83.dateTimeInt(referredAt),
    ReferralDate: v83.dateTime(referredAt).slice(0, 10),
    ReferralTime: v83.time(referredAt),
    ServGroup: referral.group.code,
    Source: referral.source.code,
    Priority: urgency,
    PriorityInt: priority,
    ReferralPriority: urgency,
    Category: referral.category.code,
    LeadClinician: referral.lead.code,
    DiagComment1: referral.diagnosisComments[0],
    DiagComment2: referral.diagnosisComments[1],
    DischargeDate: v83.dateTime(closed?.at).slice(0, 10),
    DischargeDtTmInt: v83.dateTimeInt(closed?.at),
    DischargeTime: v83.time(closed?.at),
    DischargeReason: closed?.reason.code,
    Status: closed === undefined ? "SG" : "SG DSCH",
    StatusInt: closed === undefined ? "1" : "2",
    Type: "REFERRAL",
    TypeInt: "1",
  });
  if (discharge === undefined) return;
  rows.source(CPREFDISCH, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: episode,
    DischargeDate: v83.dateTimeInt(discharge.at),
    InternalDischargeDT: v83.dateTime(discharge.at).slice(0, 10),
    DischargeTime: v83.time(discharge.at),
    Reason: discharge.reason.code,
  });
}
