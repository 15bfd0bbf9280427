import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { migrate, patients, rejectsOf, rowsOf, table } from "./support/run.js";

const PERIODS =
  "InternalPatientNumber PathwayNumber PPeriodId RttStartDateTimeInt RttStartDate RttEndDateTimeInt RttEndDate";
const EVENTS =
  "InternalPatientNumber PathwayNumber ActivityDateTimeInt ActivityDateTime PRDStsType RttPRDSts RttPRDStsInt";

/** Pathways of patient 1 that are in the national measure. */
const pathways = (...names: readonly string[]) =>
  table("InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus", ...names.map((name) => `1 RXX01${name} 0 0`));

describe("LOAD_RTT_PATHWAYS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1", "2"),
      MERGEDID: table("OldID NextID NewestID", "7 8 -", "8 7 -"),
      SPEC: table("Specialty Description TreatmentFunction", "CAR Cardiology 320"),
      OPREFERRAL: table("InternalPatientNumber EpisodeNumber"),
      RTTPTPATHWAY: table(
        "InternalPatientNumber PathwayNumber PathwayOrgProv PathwayCondition RttSpeciality RttCurrentStatus LatestStatus RttPrivatePat RttOsvStatus",
        "1 RXX01A RXX01 CHEST_PAIN CAR L20 L30 0 0",
        "1 RXX01B RYY01 - XXX - L30 1 0",
        "1 RXX01C - - - ODD - - 0",
        "1 RXX01D - - - OLD - 0 0",
        "1 RXX01E - - - - - 0 0",
        "7 RXX01A - - - L20 - 0 0",
      ),
      RTTPERIOD: table(
        PERIODS,
        "1 RXX01A 2 202503010900 - - -",
        "1 RXX01A 1 202501060910 06/01/2025 202502010900 -",
        "1 RXX01B 1 - 07/01/2025 - -",
        "1 RXX01D 1 202501060910 - 202502010900 -",
        "1 RXX01E 1 202501060910 - 202502010900 -",
        "1 RXX01E 2 202503010900 - - -",
      ),
      RTTALLPRDSTS: table(EVENTS, "1 RXX01D 202502010900 - ADHOC L36 36", "1 RXX01E 202502010900 - ADHOC L36 36"),
    });
  });

  it("has the earliest clock start, and no end that nothing proves", () => {
    expect(rowsOf(result, "LOAD_RTT_PATHWAYS", "external_system_id pathway_start_date pathway_end_date")).to.deep.equal(
      [
        "1|RXX01A 06/01/2025 09:10 -",
        "1|RXX01B 07/01/2025 00:00 -",
        "1|RXX01C - -",
        "1|RXX01D 06/01/2025 09:10 01/02/2025 09:00",
        "1|RXX01E 06/01/2025 09:10 -",
      ],
    );
  });

  it("carries identifier, condition, specialty, status and type; what V83 lacks stays empty", () => {
    expect(
      rowsOf(
        result,
        "LOAD_RTT_PATHWAYS",
        "system_code main_crn_type main_crn pathway_id description pathway_specialty pathway_status pathway_type ubrn pathway_coded_desc_code pathway_end_event",
      ),
    ).to.deep.equal([
      "V83 DISTRICT D1 A CHEST PAIN 320 20 RTT - - -",
      "V83 DISTRICT D1 - - - 30 NON-RTT - - -",
      "V83 DISTRICT D1 C - - - - - - -",
      "V83 DISTRICT D1 D - - 30 RTT - - -",
      "V83 DISTRICT D1 E - - - RTT - - -",
    ]);
  });

  it("rejects values by their own reasons, and the pathway of a number whose merge cannot be followed", () => {
    expect(rejectsOf(result, "LOAD_RTT_PATHWAYS")).to.deep.equal([
      "1|RXX01B pathway_id PATHWAY_PROVIDER_DISAGREES",
      "1|RXX01B pathway_specialty CODE_NOT_MAPPED XXX",
      "1|RXX01C pathway_status CODE_NOT_MAPPED ODD",
      "1|RXX01C pathway_type PATHWAY_TYPE_NOT_HELD",
      "7|RXX01A - PARENT_NOT_MIGRATED",
    ]);
  });
});

describe("the type in LOAD_RTT_PATHWAYS", () => {
  it("asks for clocks of the pathway itself, faulty ones included, and for its latest status where no present one is held", async () => {
    const result = await migrate({
      PATDATA: patients("1", "2"),
      RTTPERSTSMF: table("RttStatusCode RttStsDescription RttStsInternalValue", "Z98 Not_applicable 98", "C20 More 20"),
      RTTPTPATHWAY: table(
        "InternalPatientNumber PathwayNumber RttCurrentStatus LatestStatus RttPrivatePat RttOsvStatus",
        "1 RXX01A Z98 - 0 0",
        "1 RXX01B Z98 - 0 0",
        "1 RXX01C Z98 - 0 0",
        "1 RXX01D - Z98 0 0",
        "1 RXX01E C20 Z98 0 0",
        "1 RXX01F - - 0 0",
        "2 RXX01B Z98 - 0 0",
      ),
      OPREFERRAL: table("InternalPatientNumber EpisodeNumber"),
      RTTPERIOD: table(PERIODS, "1 RXX01B 1 202501060910 - - -", "1 RXX01C - 202599990910 - - -"),
    });
    expect(rowsOf(result, "LOAD_RTT_PATHWAYS", "external_system_id pathway_status pathway_type")).to.deep.equal([
      "1|RXX01A 98 NON-RTT",
      "1|RXX01B 98 RTT",
      "1|RXX01C 98 RTT",
      "1|RXX01D 98 NON-RTT",
      "1|RXX01E 20 RTT",
      "1|RXX01F - -",
      "2|RXX01B 98 NON-RTT",
    ]);
    expect(rejectsOf(result, "LOAD_RTT_PATHWAYS")).to.deep.equal(["1|RXX01F pathway_type PATHWAY_TYPE_NOT_PROVED"]);
  });
});

describe("LOAD_RTT_PERIODS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1"),
      RTTPTPATHWAY: pathways("A", "B", "C", "D", "E", "F", "G"),
      OPREFERRAL: table(
        "InternalPatientNumber EpisodeNumber OpRegDtimeInt ReferralDate",
        "1 1 202501060800 02/01/2025",
        "1 2 202502010800 01/02/2025",
        "1 3 202504010800 01/04/2025",
      ),
      CPSGREFERRAL: table("InternalPatientNumber EpisodeNumber RefDtTmInt", "1 4 202501060910"),
      RTTPERIOD: table(
        PERIODS,
        "1 RXX01A 1 202501060910 - - -",
        "1 RXX01A 2 202502200910 - - -",
        "1 RXX01A 3 202412010910 - - -",
        "1 RXX01B 1 - 06/01/2025 - 07/01/2025",
        "1 RXX01C 1 - - 202501060910 -",
        "1 RXX01C 2 202502300910 - 202503060910 -",
        "1 RXX01D 1 202501060910 - 202599060910 -",
        "1 RXX01D 2 202501060910 - 202501050910 -",
        "1 RXX01D 3 202501060910 - - 06/01/2025",
        "1 RXX01D 4 202501060910 - 202501060909 -",
        "1 RXX01E 1 202501060910 - - -",
        "1 RXX01E 1 202501060911 - - -",
        "1 RXX01X 1 202501060910 - - -",
        "1 RXX01F 1 202501060910 - - -",
        "1 RXX01G 1 202501060000 - 202501060000 -",
      ),
      RTTEPIPERIOD: table(
        "InternalPatientNumber EpisodeNumber PathwayNumber PPeriodId",
        "1 1 RXX01A 1",
        "1 2 RXX01A 1",
        "1 3 RXX01A 2",
        "1 2 RXX01A 2",
        "1 1 RXX01A 2",
        "1 3 RXX01A 3",
        "1 2 RXX01A 3",
        "1 99 RXX01B 1",
        "1 4 RXX01F 1",
      ),
      RTTALLPRDSTS: table(EVENTS, "1 RXX01A 202501060910 - ADHOC L10 10", "1 RXX01F 202501060910 - ADHOC L10 10"),
    });
  });

  it("names the latest referral received by the start of the clock, else the first after it", () => {
    const names = new Map(
      result.table("LOAD_REFERRALS").rows.map((row) => [row.record_number, row.external_system_id]),
    );
    expect(
      result
        .table("LOAD_RTT_PERIODS")
        .rows.map((row) => [row.external_system_id, names.get(row.loadref_record_number) ?? null]),
    ).to.deep.equal([
      ["1|RXX01A|1", "1|1"],
      ["1|RXX01A|2", "1|2"],
      ["1|RXX01A|3", "1|2"],
      ["1|RXX01B|1", null],
      ["1|RXX01F|1", "1|4"],
      ["1|RXX01G|1", null],
    ]);
  });

  it("keeps clocks to the minute, and midnight for a day without a time", () => {
    expect(rowsOf(result, "LOAD_RTT_PERIODS", "clock_start clock_stop")).to.deep.equal([
      "06/01/2025 09:10 -",
      "20/02/2025 09:10 -",
      "01/12/2024 09:10 -",
      "06/01/2025 00:00 07/01/2025 00:00",
      "06/01/2025 09:10 -",
      "06/01/2025 00:00 06/01/2025 00:00",
    ]);
  });

  it("marks the referral as the start only on its day of receipt, which a community referral has not", () => {
    expect(result.table("LOAD_RTT_PERIODS").column("referral_as_start_encounter")).to.deep.equal([
      "Y",
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("leaves the reasons of events empty, for V83 holds none, and those of breaches where none is held", () => {
    for (const name of [
      "start_event_reason_code",
      "stop_event_reason_code",
      "breach_reason_code",
      "breach_reason_text",
    ])
      expect(result.table("LOAD_RTT_PERIODS").column(name), name).to.deep.equal(new Array(6).fill(null));
  });

  it("rejects a clock without a start, one that runs backwards, and one whose stop would read as none", () => {
    expect(rejectsOf(result, "LOAD_RTT_PERIODS")).to.deep.equal([
      "1|RXX01C|1 clock_start REQUIRED_VALUE_MISSING",
      "1|RXX01C|2 clock_start DATE_INVALID",
      "1|RXX01D|1 - CLOCK_STOP_UNREADABLE",
      "1|RXX01D|1 clock_stop DATE_INVALID",
      "1|RXX01D|2 - CLOCK_STOP_BEFORE_START",
      "1|RXX01D|3 - CLOCK_STOP_WITHOUT_TIME",
      "1|RXX01D|4 - CLOCK_STOP_BEFORE_START",
      "1|RXX01E|1 - DUPLICATE_KEY",
      "1|RXX01E|1 - DUPLICATE_KEY",
      "1|RXX01X|1 - PARENT_NOT_MIGRATED",
    ]);
  });

  it("accounts for every period", () => {
    expect(result.ledger.RTTPERIOD).to.deep.include({ loaded: 6, rejected: 9, excluded: 0, merged: 0 });
  });
});

describe("LOAD_RTT_EVENTS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      PATDATA: patients("1"),
      OPREFERRAL: table("InternalPatientNumber EpisodeNumber"),
      RTTPTPATHWAY: pathways("A", "B", "C", "D", "E", "F", "G"),
      RTTPERIOD: table(
        PERIODS,
        "1 RXX01A 1 202501060910 - 202502060910 -",
        "1 RXX01A 2 202502060910 - 202503060910 -",
        "1 RXX01A 3 202505060910 - - -",
        "1 RXX01B 1 202501060910 - 202503060910 -",
        "1 RXX01B 2 202502060910 - - -",
        "1 RXX01C 1 202501060910 - - -",
        "1 RXX01D 1 202501060910 - 202599990910 -",
        "1 RXX01E 1 - 06/01/2025 - 07/01/2025",
        "1 RXX01F 1 202501060910 - - -",
        "1 RXX01G 1 202501060910 - - -",
      ),
      RTTALLPRDSTS: table(
        EVENTS,
        "1 RXX01A 202501060910 - ADHOC L10 10",
        "1 RXX01A 202502060910 - OPATT L30 30",
        "1 RXX01A 202502060910 - ADHOC L12 12",
        "1 RXX01A 202503060910 - OPATT OLD 10",
        "1 RXX01A 202501060909 - OPATT L20 20",
        "1 RXX01A 202504060910 - OPATT L91 91",
        "1 RXX01A 202505060910 - OPATT L11 11",
        "1 RXX01A 202506060910 - OPATT L20 20",
        "1 RXX01B 202501060910 - ADHOC L10 10",
        "1 RXX01B 202502160910 - OPATT L20 20",
        "1 RXX01C - 06/01/2025_09:10 ADHOC - 10",
        "1 RXX01C 202502060910 - ADHOC ODD 20",
        "1 RXX01C 202502070910 - ADHOC - -",
        "1 RXX01C 202502990910 - ADHOC L20 20",
        "1 RXX01C - 08/02/2025 WARD L20 20",
        "1 RXX01D 202501060910 - ADHOC L10 10",
        "1 RXX01E 202501061030 - ADHOC L10 10",
        "1 RXX01E 202501071630 - ADHOC L30 30",
        "1 RXX01F 202501060910 - ADHOC L10 10",
        "1 RXX01F 202501060910 - ADHOC L12 12",
        "1 RXX01F 202502060910 - ADHOC L20 20",
        "1 RXX01G 202501060910 - ADHOC L10 10",
        "1 RXX01G 202502060910 - ADHOC L30 30",
        "1 RXX01X 202502060910 - ADHOC L20 20",
        "9 RXX01X 202502060910 - ADHOC L20 20",
      ),
    });
  });

  it("puts each event in the period that ran, and a start where two touch in the later one", () => {
    const names = new Map(
      result.table("LOAD_RTT_PERIODS").rows.map((row) => [row.record_number, row.external_system_id]),
    );
    expect(
      result
        .table("LOAD_RTT_EVENTS")
        .rows.map((row) =>
          [row.external_system_id, names.get(row.loadrttprd_record_number), row.event_action_code, row.rtt_status].join(
            " ",
          ),
        ),
    ).to.deep.equal([
      "1|RXX01A|202501060910|ADHOC 1|RXX01A|1 START 10",
      "1|RXX01A|202502060910|ADHOC 1|RXX01A|2 START 12",
      "1|RXX01A|202502060910|OPATT 1|RXX01A|1 STOP 30",
      "1|RXX01A|202503060910|OPATT 1|RXX01A|2 STOP 30",
      "1|RXX01A|202505060910|OPATT 1|RXX01A|3 START 11",
      "1|RXX01A|202506060910|OPATT 1|RXX01A|3 CONTINUE 20",
      "1|RXX01B|202501060910|ADHOC 1|RXX01B|1 START 10",
      "1|RXX01C||ADHOC 1|RXX01C|1 START 10",
      "1|RXX01E|202501061030|ADHOC 1|RXX01E|1 START 10",
      "1|RXX01E|202501071630|ADHOC 1|RXX01E|1 STOP 30",
      "1|RXX01G|202501060910|ADHOC 1|RXX01G|1 START 10",
    ]);
  });

  it("writes the moment with seconds, which V83 does not have, and the kind of activity", () => {
    expect(rowsOf(result, "LOAD_RTT_EVENTS", "event_date event_text event_reason_code").slice(6, 9)).to.deep.equal([
      "06/01/2025 09:10:00 ADHOC -",
      "06/01/2025 09:10:00 ADHOC -",
      "06/01/2025 10:30:00 ADHOC -",
    ]);
  });

  it("rejects each event that the loader would not take, with its own reason", () => {
    expect(rejectsOf(result, "LOAD_RTT_EVENTS")).to.deep.equal([
      "1|RXX01B|202502160910|OPATT - EVENT_IN_TWO_PERIODS",
      "1|RXX01C|202502060910|ADHOC event_action_code ACTION_UNKNOWN",
      "1|RXX01C|202502060910|ADHOC rtt_status CODE_NOT_MAPPED ODD",
      "1|RXX01C|202502070910|ADHOC event_action_code REQUIRED_VALUE_MISSING",
      "1|RXX01C|202502990910|ADHOC - EVENT_MOMENT_UNREADABLE",
      "1|RXX01C|202502990910|ADHOC event_date DATE_INVALID",
      "1|RXX01C||WARD - EVENT_WITHOUT_TIME",
      "1|RXX01C||WARD event_date TIME_MISSING",
      "1|RXX01D|202501060910|ADHOC - PERIOD_UNCERTAIN",
      "1|RXX01F|202501060910|ADHOC - DUPLICATE_KEY",
      "1|RXX01F|202501060910|ADHOC - DUPLICATE_KEY",
      "1|RXX01F|202502060910|ADHOC event_action_code PERIOD_BEGINS_WITH_CONTINUE",
      "1|RXX01G|202502060910|ADHOC event_action_code STOP_OF_RUNNING_CLOCK",
      "9|RXX01X|202502060910|ADHOC - PATIENT_UNKNOWN",
    ]);
  });

  it("leaves out and counts what lies before, between and after the clocks, or on a pathway without any", () => {
    expect(result.ledger.RTTALLPRDSTS.excluded).to.equal(3);
  });
});
