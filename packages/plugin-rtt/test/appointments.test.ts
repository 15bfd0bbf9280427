import type { LiteralTables } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { migrate, patients, rejectsOf, rowsOf, table } from "./support/run.js";

const OPA =
  "InternalPatientNumber EpisodeNumber PtApptStartDtimeInt ResCode ApptStatus CancelBy ApptCancDTimeInt ApptClass ApptCategory";

/** Patient 1 with outpatient referrals of the given episodes, at 27 March 2026, 18:00. */
const referrals = (episodes: string, source: LiteralTables): LiteralTables => ({
  PATDATA: patients("1", "2"),
  OPREFERRAL: table("InternalPatientNumber EpisodeNumber", ...episodes.split(" ").map((episode) => `1 ${episode}`)),
  RTTPTPATHWAY: table("InternalPatientNumber PathwayNumber"),
  RTTPERIOD: table("InternalPatientNumber PathwayNumber PPeriodId"),
  RTTALLPRDSTS: table("InternalPatientNumber PathwayNumber"),
  ...source,
});

describe("first_seen in LOAD_REFERRALS", () => {
  it("is the day of the first new appointment that was attended", async () => {
    const result = await migrate(
      referrals("1 2 3 4 5 6 7 8", {
        OPA: table(
          OPA,
          // 1: missed, called off though it says attended, seen, seen again as new
          "1 1 202501060900 R NATT - - 1 NEW",
          "1 1 202501130900 R ATT H 202501100900 1 NEW",
          "1 1 202501200900 R SATT - - 1 NEW",
          "1 1 202501270900 R ATT - - 1 NEW",
          // 2: a follow-up does not count; the new one is told by its category alone
          "1 2 202501060900 R ATT - - 2 -",
          "1 2 202501070900 R WLK - - - new",
          // 3: follow-ups only; 4: not cashed up, and one to come; 5: cancelled on a day, by nobody named
          "1 3 202501060900 R ATT - - 2 FOL",
          "1 4 202501060900 R NR - - 1 NEW",
          "1 4 202604060900 R ATT - - 1 NEW",
          "1 5 202501060900 R ATT - 202501010900 1 NEW",
          // 7: the same number under another patient
          "2 7 202501060900 R ATT - - 1 NEW",
          // 8: another resource at the same minute was called off
          "1 8 202501060900 R - P - 1 NEW",
          "1 8 202501060900 S ATT - - 1 NEW",
        ),
      }),
    );
    expect(rowsOf(result, "LOAD_REFERRALS", "external_system_id first_seen")).to.deep.equal([
      "1|1 20/01/2025",
      "1|2 07/01/2025",
      "1|3 -",
      "1|4 -",
      "1|5 -",
      "1|6 -",
      "1|7 -",
      "1|8 06/01/2025",
    ]);
    expect(rejectsOf(result, "LOAD_REFERRALS")).to.deep.equal([]);
  });

  it("is left empty where an earlier attendance may have been the first, and taken where a later one is unclear", async () => {
    const result = await migrate(
      referrals("1 2 3 4 5 6 7 8", {
        OPA: table(
          OPA,
          // 1: class and category disagree; 2: neither is held; 3: a code that nobody explains
          "1 1 202501060900 R ATT - - 1 FOL",
          "1 1 202501130900 R ATT - - 1 NEW",
          "1 2 202501060900 R ATT - - - -",
          "1 3 202501060900 R ATT - - 7 NEW",
          // 4: the unclear one is the later one
          "1 4 202501060900 R ATT - - 1 NEW",
          "1 4 202501130900 R ATT - - - -",
          // 5: rows of one key disagree on the attendance; 6: of a follow-up, which changes nothing
          "1 5 202501060900 R ATT - - 1 NEW",
          "1 5 202501060900 R NATT - - 1 NEW",
          "1 6 202501060900 R ATT - - 2 FOL",
          "1 6 202501060900 R NATT - - 2 FOL",
          "1 6 202501130900 R ATT - - 1 NEW",
          // 7: no possible day; 8: no possible day of a follow-up
          "1 7 202502310900 R ATT - - 1 NEW",
          "1 7 202503310900 R ATT - - 1 NEW",
          "1 8 202502310900 R ATT - - 2 FOL",
          "1 8 202503310900 R ATT - - 1 NEW",
        ),
      }),
    );
    expect(rowsOf(result, "LOAD_REFERRALS", "external_system_id first_seen")).to.deep.equal([
      "1|1 -",
      "1|2 -",
      "1|3 -",
      "1|4 06/01/2025",
      "1|5 -",
      "1|6 13/01/2025",
      "1|7 -",
      "1|8 31/03/2025",
    ]);
    expect(rejectsOf(result, "LOAD_REFERRALS")).to.deep.equal(
      ["1", "2", "3", "5", "7"].map((episode) => `1|${episode} first_seen FIRST_SEEN_UNCERTAIN`),
    );
  });

  it("is that of a contact or a service group's booking where the referral is to the community", async () => {
    const result = await migrate(
      referrals("1", {
        CPSGREFERRAL: table("InternalPatientNumber EpisodeNumber", "1 20", "1 21", "1 22", "1 23"),
        CPPTCONTACT: table(
          "InternalPatientNumber EpisodeNumber ContactDatetimeInt ApptAttendanceCode InitialContact",
          "1 20 202501060900 CND YES",
          "1 20 202501080900 ATT YES",
          "1 20 202501090900 ATT NO",
          "1 21 202501080900 ATT -",
          "1 23 202501080900 ATT -",
        ),
        HWSAPP: table(OPA, "1 20 202501070900 R ATT P - 1 NEW", "1 21 202501080900 R ATT - - 1 NEW"),
        HWSAPPIS: table(OPA, "1 22 202501100900 R WLK - - 1 NEW"),
        OPA: table(`ApplicationIndicator ${OPA}`, "3 1 22 202501090900 R ATT - - 1 NEW"),
      }),
    );
    expect(rowsOf(result, "LOAD_REFERRALS", "external_system_id first_seen encounter_type").slice(1)).to.deep.equal([
      "1|20 08/01/2025 U",
      "1|21 08/01/2025 U",
      "1|22 09/01/2025 U",
      "1|23 - U",
    ]);
    expect(rejectsOf(result, "LOAD_REFERRALS")).to.deep.equal(["1|23 first_seen FIRST_SEEN_UNCERTAIN"]);
  });
});

describe("ubrn in LOAD_RTT_PATHWAYS", () => {
  it("is the one reference of the pathway's appointments, of twelve digits, on no other pathway", async () => {
    const result = await migrate(
      referrals("1 2 3 4 5 6 7 8 9", {
        RTTPTPATHWAY: table(
          "InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus RttCurrentStatus",
          ..."ABCDEFGH".split("").map((letter) => `1 RXX01${letter} 0 0 L10`),
        ),
        RTTPTEPIPATHWAY: table(
          "InternalPatientNumber EpisodeNumber PathwayNumber",
          "1 1 RXX01A",
          "1 2 RXX01B",
          "1 3 RXX01C",
          "1 4 RXX01D",
          "1 5 RXX01E",
          "1 6 RXX01E",
          "1 7 RXX01F",
          "1 7 RXX01G",
          "1 8 RXX01GONE",
          "1 9 RXX01H",
        ),
        OPA: table(
          "InternalPatientNumber EpisodeNumber PtApptStartDtimeInt ResCode CancelBy EbookingReferenceNumber",
          // 1: cancelled and booked again, once with blanks; 2: no reference of the national service beside one
          "1 1 202501060900 R H 990000000001",
          "1 1 202501130900 R - 9900_0000_0001",
          "1 2 202501060900 R - 99-UNKNOWN",
          "1 2 202501130900 R - 990000000002",
          // 3: none but such; 4: two
          "1 3 202501060900 R - 99000000003",
          "1 4 202501060900 R - 990000000004",
          "1 4 202501130900 R - 990000000044",
          // 5 and 6: two referrals on one pathway, one reference; 7: one referral on two pathways
          "1 5 202501060900 R - 990000000005",
          "1 6 202501060900 R - 990000000005",
          "1 7 202501060900 R - 990000000007",
          // 8: on a pathway that is not there; 9: the same reference as that, and another patient's
          "1 8 202501060900 R - 990000000009",
          "1 9 202501060900 R - 990000000009",
          "2 9 202501060900 R - 990000000099",
        ),
      }),
    );
    expect(rowsOf(result, "LOAD_RTT_PATHWAYS", "external_system_id ubrn")).to.deep.equal([
      "1|RXX01A 990000000001",
      "1|RXX01B 990000000002",
      "1|RXX01C -",
      "1|RXX01D -",
      "1|RXX01E 990000000005",
      "1|RXX01F -",
      "1|RXX01G -",
      "1|RXX01H 990000000009",
    ]);
    expect(rejectsOf(result, "LOAD_RTT_PATHWAYS")).to.deep.equal([
      "1|RXX01C ubrn UBRN_INVALID",
      "1|RXX01D ubrn UBRNS_DIFFER",
      "1|RXX01F ubrn UBRN_ON_SEVERAL_PATHWAYS",
      "1|RXX01G ubrn UBRN_ON_SEVERAL_PATHWAYS",
    ]);
  });

  it("is not loaded where a pathway with several references has it too, nor where another patient's pathway has it", async () => {
    const result = await migrate(
      referrals("1 2 3", {
        RTTPTPATHWAY: table(
          "InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus RttCurrentStatus",
          "1 RXX01A 0 0 L10",
          "1 RXX01B 0 0 L10",
          "1 RXX01C 0 0 L10",
          "2 RXX01C 0 0 L10",
        ),
        RTTPTEPIPATHWAY: table(
          "InternalPatientNumber EpisodeNumber PathwayNumber",
          "1 1 RXX01A",
          "1 2 RXX01B",
          "1 3 RXX01C",
          "2 3 RXX01C",
        ),
        OPA: table(
          "InternalPatientNumber EpisodeNumber PtApptStartDtimeInt ResCode EbookingReferenceNumber",
          "1 1 202501060900 R 990000000001",
          "1 2 202501060900 R 990000000001",
          "1 2 202501130900 R 990000000002",
          "1 3 202501060900 R 990000000003",
          "2 3 202501060900 R 990000000003",
        ),
      }),
    );
    expect(result.table("LOAD_RTT_PATHWAYS").column("ubrn")).to.deep.equal([null, null, null, null]);
    expect(rejectsOf(result, "LOAD_RTT_PATHWAYS")).to.deep.equal([
      "1|RXX01A ubrn UBRN_ON_SEVERAL_PATHWAYS",
      "1|RXX01B ubrn UBRNS_DIFFER",
      "1|RXX01C ubrn UBRN_ON_SEVERAL_PATHWAYS",
      "2|RXX01C ubrn UBRN_ON_SEVERAL_PATHWAYS",
    ]);
  });
});

describe("the reason for a breach in LOAD_RTT_PERIODS", () => {
  it("is that of an appointment or list entry of the period with the period's own breach date", async () => {
    const result = await migrate(
      referrals("1 2 3 4 5", {
        BREACH: table("BreachReasonCode Description", "CAP Capacity", "CHO Patient_choice"),
        RTTPTPATHWAY: table(
          "InternalPatientNumber PathwayNumber RttPrivatePat RttOsvStatus",
          "1 RXX01A 0 0",
          "1 RXX01B 0 0",
        ),
        RTTPERIOD: table(
          "InternalPatientNumber PathwayNumber PPeriodId RttStartDateTimeInt RttEndDateTimeInt RttBreachDate RttBreachDateInt",
          "1 RXX01A 1 202501060900 202506060900 12/05/2025 -",
          "1 RXX01A 2 202507060900 - - 202511090000",
          "1 RXX01A 3 202507060900 - 09/11/2025 -",
          "1 RXX01B 1 202501060900 - 12/05/2025 -",
          "1 RXX01B 2 202501060900 - 12/05/2025 -",
          "1 RXX01B 3 202501060900 - - -",
          "1 RXX01B 4 202501060900 - 12/05/2025 -",
        ),
        RTTEPIPERIOD: table(
          "InternalPatientNumber EpisodeNumber PathwayNumber PPeriodId",
          "1 1 RXX01A 1",
          "1 1 RXX01A 2",
          "1 2 RXX01A 3",
          "1 3 RXX01B 1",
          "1 4 RXX01B 2",
          "1 5 RXX01B 3",
          "1 6 RXX01B 4",
        ),
        OPA: table(
          "InternalPatientNumber EpisodeNumber PtApptStartDtimeInt ResCode BreachReasonCode BreachReasonCmnt BreachDate BreachDateInt",
          // 1: in two periods, of one of which it is; said twice; 3: two codes; 5: no breach date to compare with
          "1 1 202505130900 R CAP No_slot - 20250512",
          "1 1 202505200900 R CAP Doctor_ill 12/05/2025 -",
          "1 1 202505270900 R - - 12/05/2025 -",
          "1 3 202505130900 R CAP - - 20250512",
          "1 3 202505200900 R CHO Abroad - 20250512",
          "1 5 202505200900 R CHO Abroad - 20250512",
          "2 6 202505200900 R CHO Abroad - 20250512",
        ),
        WLENTRY: table(
          "InternalPatientNumber EpisodeNumber WlBreachReasonCode BreachReasonComment WlBreachDateInternal",
          // 2: of another day; 4: a code that is not in the master file; 6: a comment alone
          "1 2 CHO Abroad 202511100000",
          "1 4 ODD - 202505120000",
          "1 6 - Theatre_closed 202505120000",
        ),
        WLCURRENT: table(
          "InternalPatientNumber EpisodeNumber WlBreachReasonCode BreachReasonComment WlBreachDateInternal",
          "1 4 ODD - 202505120000",
        ),
      }),
    );
    const columns = "external_system_id breach_reason_code breach_reason_text";
    expect(rowsOf(result, "LOAD_RTT_PERIODS", columns)).to.deep.equal([
      "1|RXX01A|1 CAP Doctor ill; No slot",
      "1|RXX01A|2 - -",
      "1|RXX01A|3 - -",
      "1|RXX01B|1 - -",
      "1|RXX01B|2 - -",
      "1|RXX01B|3 - -",
      "1|RXX01B|4 - Theatre closed",
    ]);
    expect(rejectsOf(result, "LOAD_RTT_PERIODS")).to.deep.equal([
      "1|RXX01A|3 breach_reason_text BREACH_NOT_PROVED",
      "1|RXX01B|1 breach_reason_text BREACH_REASONS_DIFFER",
      "1|RXX01B|2 breach_reason_code CODE_NOT_MAPPED ODD",
      "1|RXX01B|3 breach_reason_text BREACH_NOT_PROVED",
    ]);
  });
});
