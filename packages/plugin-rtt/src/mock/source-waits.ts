import { MINUTES_A_DAY, type MockRows, onDay, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, Pathway, Period, RttEvent } from "@pas-migrate/lives";
import { heldStop, lastStatus } from "./facts.js";
import { RTTALLPRDSTS, RTTEPIPERIOD, RTTPERIOD, RTTPTEPIPATHWAY, RTTPTPATHWAY, RTTPTPATHWAYCURRENT } from "./tables.js";

/** Eighteen weeks: the day by which treatment should have begun. */
const TARGET_DAYS = 126;
/** RttDurn has three digits. */
const LONGEST_DURATION = 999;

/** What V83 has room for of the condition. */
const CONDITION_WIDTH = 20;

const linkedByHand = { OverrideFlag: "NO", OverrideFlagInt: "0" } as const;

/** Writes the patient's pathways with their clocks, statuses and episodes. */
export function writeWaits(life: Life, hospital: Hospital, rows: MockRows): void {
  for (const pathway of life.pathways) {
    writePathway(pathway, hospital, rows);
    for (const episode of new Set(pathway.episodes)) writeEpisode(life, pathway, episode, rows);
    const consultant = life.referrals.find((referral) => referral.pathway === pathway)?.consultant.code;
    for (const period of pathway.periods) {
      writePeriod(pathway, period, consultant, hospital, rows);
      for (const event of period.events) writeEvent(pathway, event, rows);
    }
    for (const event of pathway.outside) writeEvent(pathway, event, rows);
  }
}

function writeEpisode({ index }: Life, { number, pathwayNumber }: Pathway, episode: string, rows: MockRows): void {
  const link = { InternalPatientNumber: number.internal, EpisodeNumber: episode, ...linkedByHand };
  // Where a screen was left before a pathway was chosen, the link without one stays behind.
  if (index % 8 === 5) rows.source(RTTPTEPIPATHWAY, { ...link, PathwayNumber: " ", PathwayOrgProv: "" });
  rows.source(RTTPTEPIPATHWAY, {
    ...link,
    PathwayNumber: pathwayNumber,
    PathwayOrgProv: pathwayNumber.slice(0, 5),
  });
}

function writePathway(pathway: Pathway, { provider }: Hospital, rows: MockRows): void {
  const last = lastStatus(pathway);
  const running = pathway.periods.find(({ stop }) => stop === undefined);
  const row = {
    InternalPatientNumber: pathway.number.internal,
    PathwayNumber: pathway.pathwayNumber,
    PathwayOrgProv: pathway.pathwayNumber.slice(0, 5),
    PathwayCondition: pathway.condition?.slice(0, CONDITION_WIDTH).trim(),
    RttSpeciality: pathway.specialty.code,
    RttCurProv: provider.slice(0, 4),
    RttPrivatePat: pathway.privatePatient ? "1" : "0",
    RttOsvStatus: pathway.overseas ? "1" : "0",
    RttCurrentStatus: last?.status.code,
    RttCurrentStatusDateTime: v83.dateTime(last?.at).slice(0, 10),
    LatestStatus: last?.status.code,
    LatestStatusDt: v83.dateTime(last?.at),
  };
  rows.source(RTTPTPATHWAY, row);
  if (running !== undefined)
    rows.source(RTTPTPATHWAYCURRENT, {
      ...row,
      RttCurrentStartDate: v83.dateTime(running.start).slice(0, 10),
      RttCurrentStartDateInt: v83.dateTimeInt(running.start),
    });
}

function writePeriod(
  pathway: Pathway,
  period: Period,
  consultant: string | undefined,
  { provider, today }: Hospital,
  rows: MockRows,
): void {
  const { id, start, stop, events } = period;
  const last = events.at(-1);
  const breach = start + TARGET_DAYS * MINUTES_A_DAY;
  const duration = (stop === undefined ? today : onDay(stop)) - onDay(start);
  const status = {
    CurrentStatus: last?.status.code,
    CurrentStatusInt: last?.status.national,
    LatestStatus: last?.status.code,
    LatestStatusInt: last?.status.national,
    CurrentStatusDt: v83.dateTime(last?.at).slice(0, 10),
    CurrentStatusDtInt: v83.dateTimeInt(last?.at),
    LatestStatusDt: v83.dateTime(last?.at),
    LatestStsDtInt: v83.dateTimeInt(last?.at),
  };
  rows.source(RTTPERIOD, {
    InternalPatientNumber: pathway.number.internal,
    PathwayNumber: pathway.pathwayNumber,
    PPeriodId: id,
    Condition: pathway.condition?.slice(0, CONDITION_WIDTH).trim(),
    CurrSpec: pathway.specialty.code,
    CurrCons: consultant,
    CurrProv: provider.slice(0, 4),
    CurrCategory: pathway.privatePatient ? "1" : "0",
    CurrOSV: pathway.overseas ? "1" : "0",
    RttStartDate: v83.dateTime(start).slice(0, 10),
    RttStartDateTimeInt: v83.dateTimeInt(start),
    RttEndDate: v83.dateTime(stop).slice(0, 10),
    RttEndDateTimeInt: heldStop(period).isDayAlone ? "" : v83.dateTimeInt(stop),
    RttBreachDate: v83.dateTime(breach).slice(0, 10),
    RttBreachDateInt: v83.dateTimeInt(breach),
    RttDurn: duration > LONGEST_DURATION ? "" : String(duration),
    ...status,
  });
  for (const episode of new Set(period.episodes))
    rows.source(RTTEPIPERIOD, {
      InternalPatientNumber: pathway.number.internal,
      EpisodeNumber: episode,
      PathwayNumber: pathway.pathwayNumber,
      PPeriodId: id,
      RttStartDateTimeInt: v83.dateTimeInt(start),
      ...linkedByHand,
    });
}

function writeEvent(pathway: Pathway, { at, status, kind }: RttEvent, rows: MockRows): void {
  rows.source(RTTALLPRDSTS, {
    InternalPatientNumber: pathway.number.internal,
    PathwayNumber: pathway.pathwayNumber,
    ActivityDateTime: v83.dateTime(at),
    ActivityDateTimeInt: v83.dateTimeInt(at),
    PRDStsType: kind,
    // Some interfaces write the national code alone.
    RttPRDSts: at % 11 === 3 ? "" : status.code,
    RttPRDStsInt: status.national,
  });
}
