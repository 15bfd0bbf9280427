import {
  type Defect,
  MINUTES_A_DAY,
  type MockRow,
  type PatientRows,
  pas,
  recordNumber,
  v83,
} from "@pas-migrate/core/mock";
import type { Hospital, Life, Pathway, Period, RttEvent } from "@pas-migrate/lives";
import { expectedRow, forgetEvent, remove, truth } from "./edits.js";

const UNKNOWN_STATUS = "ZZ9";

/** Pathways of a referral alone: what goes wrong there touches no list for admission and no stay. */
function* plainPathways(life: Life): Generator<Pathway> {
  for (const pathway of life.pathways) if (pathway.episodes.length === 1 && pathway.periods.length > 0) yield pathway;
}

function periodKey({ number, pathwayNumber }: Pathway, { id }: Period): string {
  return `${number.internal}|${pathwayNumber}|${id}`;
}

function eventKey({ number, pathwayNumber }: Pathway, { at, kind }: RttEvent): string {
  return `${number.internal}|${pathwayNumber}|${v83.dateTimeInt(at)}|${kind}`;
}

function statusRow(rows: PatientRows, pathway: Pathway, { at, kind }: RttEvent): MockRow | undefined {
  const moment = v83.dateTimeInt(at);
  return rows
    .source("RTTALLPRDSTS")
    .find(
      (row) =>
        row.PathwayNumber === pathway.pathwayNumber && row.ActivityDateTimeInt === moment && row.PRDStsType === kind,
    );
}

function periodRow(rows: PatientRows, pathway: Pathway, { id }: Period): MockRow | undefined {
  return rows.source("RTTPERIOD").find((row) => row.PathwayNumber === pathway.pathwayNumber && row.PPeriodId === id);
}

type WaitDefect = Defect<Hospital, Life>;

const withoutStatus: WaitDefect = {
  id: "rtt-status-missing-or-unknown",
  title: "A status that continues a clock is empty, or is no status of the trust",
  rate: 0.04,
  plant(rows, life, _hospital, random) {
    for (const pathway of plainPathways(life))
      for (const { events } of pathway.periods)
        for (const event of events.slice(1, -1)) {
          const expected = expectedRow(rows, "LOAD_RTT_EVENTS", eventKey(pathway, event));
          const row = statusRow(rows, pathway, event);
          if (expected === undefined || row === undefined || event.status.national !== "20") continue;
          const after = random.chance(0.5) ? UNKNOWN_STATUS : "";
          row.RttPRDSts = after;
          row.RttPRDStsInt = "";
          forgetEvent(rows, expected);
          const change = ["RttPRDSts", event.status.code, after] as const;
          const key = eventKey(pathway, event);
          return [
            truth("RTT-01", "gate", "LOAD_RTT_EVENTS", key, change),
            truth("RTT-01", "reject", "LOAD_RTT_EVENTS", key, ["event_action_code", event.status.code, after]),
          ];
        }
    return [];
  },
};

const begunBeforeTheSystem: WaitDefect = {
  id: "rtt-period-begins-with-20",
  title: "A clock begins with a status that continues one, as after a conversion from an older system",
  rate: 0.03,
  plant(rows, life) {
    for (const pathway of plainPathways(life))
      for (const period of pathway.periods) {
        const [first, ...others] = period.events;
        const row = statusRow(rows, pathway, first);
        const loaded = expectedRow(rows, "LOAD_RTT_PERIODS", periodKey(pathway, period));
        const events = period.events.map((event) => expectedRow(rows, "LOAD_RTT_EVENTS", eventKey(pathway, event)));
        if (others.length === 0 || row === undefined || loaded === undefined || events.includes(undefined)) continue;
        row.RttPRDSts = "C20";
        row.RttPRDStsInt = "20";
        loaded.referral_as_start_encounter = "";
        for (const event of events) forgetEvent(rows, event!);
        return period.events.map((event) =>
          truth("RTT-10", "reject", "LOAD_RTT_EVENTS", eventKey(pathway, event), [
            "event_action_code",
            first.status.code,
            "C20",
          ]),
        );
      }
    return [];
  },
};

/** The last clock of a pathway, when a visit stopped it and nothing was given after it. */
function stoppedAtVisit(pathway: Pathway): { readonly period: Period; readonly stop: RttEvent } | undefined {
  const period = pathway.periods.at(-1)!;
  const stop = period.events.at(-1)!;
  const isLast = period.stop === stop.at && pathway.outside.every(({ at }) => at < period.start);
  return isLast && stop.kind === "OPATT" && period.events.length > 1 ? { period, stop } : undefined;
}

const stoppedWithoutEnd: WaitDefect = {
  id: "rtt-stop-status-without-end",
  title: "A status that stops the clock was given, and the clock still runs",
  rate: 0.01,
  plant(rows, life) {
    for (const pathway of plainPathways(life)) {
      const found = stoppedAtVisit(pathway);
      if (found === undefined) continue;
      const { period, stop } = found;
      const row = periodRow(rows, pathway, period);
      const loaded = expectedRow(rows, "LOAD_RTT_PERIODS", periodKey(pathway, period));
      const event = expectedRow(rows, "LOAD_RTT_EVENTS", eventKey(pathway, stop));
      if (row === undefined || loaded === undefined || event === undefined) continue;
      const before = row.RttEndDateTimeInt;
      row.RttEndDate = "";
      row.RttEndDateTimeInt = "";
      loaded.clock_stop = "";
      forgetEvent(rows, event);
      const { pathwayNumber, number } = pathway;
      for (const visit of rows.expected("LOAD_OPD_APPOINTMENTS")) {
        if (visit.loadrttprd_record_number !== loaded.record_number || visit.loadrttprd_action !== "STOP") continue;
        visit.loadrttprd_record_number = "";
        visit.loadrttprd_action = "";
      }
      const key = `${number.internal}|${pathwayNumber}|${period.id}`;
      return [
        truth("RTT-09", "gate", "LOAD_RTT_PERIODS", key, ["RttEndDateTimeInt", before, ""]),
        truth("RTT-09", "reject", "LOAD_RTT_EVENTS", eventKey(pathway, stop), ["event_action_code", before, ""]),
      ];
    }
    return [];
  },
};

const endedWithoutStop: WaitDefect = {
  id: "rtt-end-without-stop-status",
  title: "A clock has ended, and no status that stops it was given",
  rate: 0.005,
  plant(rows, life) {
    for (const pathway of plainPathways(life)) {
      const found = stoppedAtVisit(pathway);
      if (found === undefined) continue;
      const { period, stop } = found;
      const row = periodRow(rows, pathway, period);
      const status = statusRow(rows, pathway, stop);
      const event = expectedRow(rows, "LOAD_RTT_EVENTS", eventKey(pathway, stop));
      if (row === undefined || status === undefined || event === undefined) continue;
      remove(rows.source("RTTALLPRDSTS"), status);
      forgetEvent(rows, event);
      const earlier = period.events.at(-2)!;
      row.CurrentStatus = earlier.status.code;
      row.CurrentStatusInt = earlier.status.national;
      row.LatestStatus = earlier.status.code;
      row.LatestStatusInt = earlier.status.national;
      return [
        truth("RTT-09", "gate", "LOAD_RTT_PERIODS", periodKey(pathway, period), [
          "LatestStatusInt",
          stop.status.national,
          earlier.status.national,
        ]),
      ];
    }
    return [];
  },
};

const startedBeforeReferral: WaitDefect = {
  id: "rtt-clock-before-referral",
  title: "A clock starts before the referral was received",
  rate: 0.003,
  plant(rows, life, _hospital, random) {
    for (const pathway of plainPathways(life)) {
      const [period] = pathway.periods;
      const [first] = period.events;
      const row = periodRow(rows, pathway, period);
      const status = statusRow(rows, pathway, first);
      const { number, pathwayNumber } = pathway;
      const loadedPathway = expectedRow(rows, "LOAD_RTT_PATHWAYS", `${number.internal}|${pathwayNumber}`);
      const loaded = expectedRow(rows, "LOAD_RTT_PERIODS", periodKey(pathway, period));
      const event = expectedRow(rows, "LOAD_RTT_EVENTS", eventKey(pathway, first));
      if (!row || !status || !loadedPathway || !loaded || !event || first.kind !== "RWA") continue;
      const before = row.RttStartDateTimeInt;
      const start = period.start - random.between(1, 60) * MINUTES_A_DAY;
      const moment = v83.dateTimeInt(start);
      const day = v83.dateTime(start).slice(0, 10);
      row.RttStartDate = day;
      row.RttStartDateTimeInt = moment;
      for (const link of rows.source("RTTEPIPERIOD"))
        if (link.PathwayNumber === pathwayNumber && link.PPeriodId === period.id) link.RttStartDateTimeInt = moment;
      for (const open of rows.source("RTTPTPATHWAYCURRENT"))
        if (open.PathwayNumber === pathwayNumber && open.RttCurrentStartDateInt === before) {
          open.RttCurrentStartDate = day;
          open.RttCurrentStartDateInt = moment;
        }
      status.ActivityDateTime = v83.dateTime(start);
      status.ActivityDateTimeInt = moment;
      loadedPathway.pathway_start_date = pas.dateTime(start);
      loaded.clock_start = pas.dateTime(start);
      loaded.referral_as_start_encounter = "";
      event.event_date = pas.dateTimeSeconds(start);
      event.record_number = recordNumber("LOAD_RTT_EVENTS", number.internal, pathwayNumber, moment, first.kind);
      event.external_system_id = eventKey(pathway, { ...first, at: start });
      return [
        truth("RTT-17", "gate", "LOAD_RTT_PERIODS", periodKey(pathway, period), [
          "RttStartDateTimeInt",
          before,
          moment,
        ]),
      ];
    }
    return [];
  },
};

const secondPathway: WaitDefect = {
  id: "rtt-duplicate-open-pathway",
  title: "A patient waits twice in one specialty",
  rate: 0.03,
  plant(rows, life) {
    for (const pathway of life.pathways) {
      const running = pathway.periods.find(({ stop }) => stop === undefined);
      const key = `${pathway.number.internal}|${pathway.pathwayNumber}`;
      const row = rows.source("RTTPTPATHWAY").find((held) => held.PathwayNumber === pathway.pathwayNumber);
      const loaded = expectedRow(rows, "LOAD_RTT_PATHWAYS", key);
      if (running === undefined || row === undefined || loaded === undefined) continue;
      const twin: Pathway = {
        ...pathway,
        pathwayNumber: `${pathway.pathwayNumber.slice(0, 17)}9${pathway.pathwayNumber.slice(18)}`,
      };
      copyWait(rows, pathway, running, twin, row, loaded);
      return [
        truth("RTT-26", "gate", "LOAD_RTT_PATHWAYS", `${twin.number.internal}|${twin.pathwayNumber}`, [
          "PathwayNumber",
          "",
          twin.pathwayNumber,
        ]),
      ];
    }
    return [];
  },
};

/** The same wait under another pathway number: its first status alone, and nothing that leads to it. */
function copyWait(
  rows: PatientRows,
  pathway: Pathway,
  running: Period,
  twin: Pathway,
  row: MockRow,
  loaded: MockRow,
): void {
  const { internal } = twin.number;
  const { pathwayNumber } = twin;
  const [first] = running.events;
  const period: Period = { ...running, id: "1" };
  const day = v83.dateTime(running.start).slice(0, 10);
  const moment = v83.dateTimeInt(running.start);
  const status = {
    LatestStatus: first.status.code,
    LatestStatusDt: v83.dateTime(first.at),
    RttCurrentStatus: first.status.code,
    RttCurrentStatusDateTime: v83.dateTime(first.at).slice(0, 10),
  };
  rows.source("RTTPTPATHWAY").push({ ...row, ...status, PathwayNumber: pathwayNumber });
  const open = rows.source("RTTPTPATHWAYCURRENT").find((held) => held.PathwayNumber === pathway.pathwayNumber);
  if (open !== undefined)
    rows.source("RTTPTPATHWAYCURRENT").push({
      ...open,
      ...status,
      PathwayNumber: pathwayNumber,
      RttCurrentStartDate: day,
      RttCurrentStartDateInt: moment,
    });
  const clock = periodRow(rows, pathway, running);
  rows.source("RTTPERIOD").push({
    ...clock,
    PathwayNumber: pathwayNumber,
    PPeriodId: "1",
    RttStartDate: day,
    RttStartDateTimeInt: moment,
  });
  rows.source("RTTALLPRDSTS").push({
    InternalPatientNumber: internal,
    PathwayNumber: pathwayNumber,
    ActivityDateTime: v83.dateTime(first.at),
    ActivityDateTimeInt: v83.dateTimeInt(first.at),
    PRDStsType: first.kind,
    RttPRDSts: first.status.code,
    RttPRDStsInt: first.status.national,
  });
  const pathwayRecord = recordNumber("LOAD_RTT_PATHWAYS", internal, pathwayNumber);
  const periodRecord = recordNumber("LOAD_RTT_PERIODS", internal, pathwayNumber, "1");
  const [system_code, event_action_code] = ["V83", "START"];
  rows.expected("LOAD_RTT_PATHWAYS").push({
    ...loaded,
    record_number: pathwayRecord,
    external_system_id: `${internal}|${pathwayNumber}`,
    pathway_id: pathwayNumber.slice(5),
    pathway_start_date: pas.dateTime(running.start),
    pathway_status: first.status.national,
    ubrn: "",
  });
  rows.expected("LOAD_RTT_PERIODS").push({
    record_number: periodRecord,
    loadrttpwy_record_number: pathwayRecord,
    system_code,
    external_system_id: periodKey(twin, period),
    clock_start: pas.dateTime(running.start),
  });
  rows.expected("LOAD_RTT_EVENTS").push({
    record_number: recordNumber("LOAD_RTT_EVENTS", internal, pathwayNumber, v83.dateTimeInt(first.at), first.kind),
    loadrttprd_record_number: periodRecord,
    system_code,
    external_system_id: eventKey(twin, first),
    event_date: pas.dateTimeSeconds(first.at),
    event_action_code,
    rtt_status: first.status.national,
    event_text: first.kind,
  });
}

/** What goes wrong with clocks and statuses. */
export const waitDefects: readonly WaitDefect[] = [
  withoutStatus,
  begunBeforeTheSystem,
  stoppedWithoutEnd,
  endedWithoutStop,
  startedBeforeReferral,
  secondPathway,
];
