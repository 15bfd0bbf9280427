import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, entry, migrate, refusals, table } from "../support/migrate.js";

describe("LOAD_IWL", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      WLENTRY: table(
        // 1: in both tables, with differences and with fields that only this one holds
        entry("1", {
          OriginalDateOnList: "01/10/2025",
          Urgency: "R",
          Ward: "W1",
          CommentCl: "Frail",
          TheatreTime: "090",
        }),
        // 2: the tables disagree on when the wait began
        entry("2", { OriginalDateOnList: "01/10/2025" }),
        // 3: neither on the list, nor admitted, nor removed
        entry("3", { OriginalDateOnList: "01/10/2025" }),
        // 4: the same row twice; 5: two different rows
        entry("4", { OriginalDateOnList: "04/10/2025", WLOnListDate: "04/10/2025 09:00" }),
        entry("4", { OriginalDateOnList: "04/10/2025", WLOnListDate: "04/10/2025 09:00" }),
        entry("5", { OriginalDateOnList: "05/10/2025" }),
        entry("5", { OriginalDateOnList: "06/10/2025" }),
        // 9: nobody's
        { InternalPatientNumber: "99", EpisodeNumber: "2" },
      ),
      WLCURRENT: table(
        entry("1", { OriginalDateOnList: "01/10/2025", Urgency: "U", CommentNonClin: "Deaf", Consultant: "XXX" }),
        entry("2", { OriginalDateOnList: "02/10/2025" }),
        entry("4", { WlOnListDtTmInt: "202512010900", OriginalDateOnList: "04/10/2025" }),
        entry("6", { DateOnList: "06/12/2025 10:00", WlOnListDtTmInt: "202512061000" }),
        entry("7", {
          OriginalDateOnList: "07/10/2025",
          ReviewResult: "Remain",
          LastReviewDate: "31/02/2026",
          TheatreTime: "1h",
        }),
        entry("8", { OriginalDateOnList: "08/10/2025", IntendedProc: "W37.1", ProvisionalDiagnosis: "M16.1" }),
      ),
      // 6 was admitted, 7 removed after listing, yet both are on the list; 8's suspension cannot be read
      ADMITDISCH: table(entry("6", { IpAdmDtimeInt: "202601010900" })),
      WLREMOVAL: table(
        entry("7", { EpsActvDtimeInt: "202602010900" }),
        entry("6", { EpsActvDtimeInt: "202511010900" }),
      ),
      WLSUSPENSION: table(entry("8", { EpsActvDtimeInt: "202601010900", SuspendedUntil: "later" })),
      WLINTENDEDPROC: table(
        entry("8", { RptGrpKey: "10", SecIProc: "Z94.2" }),
        entry("8", { RptGrpKey: "9", SecIProc: "W58.1" }),
        entry("8", { RptGrpKey: "11", SecIProc: "Y70.1" }),
      ),
      URG: table({ UrgencyCode: "R", Description: "Routine" }, { UrgencyCode: "U", Description: "Urgent" }),
      ICD10: table({ Icd10Code: "M16.1", Description: "Primary coxarthrosis" }),
      OPCS4: table({ RevisionFourOperationCode: "Z94.2", Opcs4Dx4: "Right sided operation" }),
    });
  });

  it("has one row an entry; what WLCURRENT holds counts, and the rest is taken from WLENTRY", () => {
    expect(Object.keys(byKey(result, "LOAD_IWL", "status"))).to.deep.equal([
      "1|2",
      "2|2",
      "3|2",
      "4|2",
      "6|2",
      "7|2",
      "8|2",
    ]);
    const [first] = result.table("LOAD_IWL").rows;
    expect([first.urgency, first.est_theatre_time, first.wl_entry_comment]).to.deep.equal([
      "U",
      "90",
      "Clinical: Frail; Administrative: Deaf",
    ]);
  });

  it("accounts for every row of both tables", () => {
    expect(result.ledger.WLENTRY).to.deep.equal({ loaded: 1, split: 0, merged: 4, excluded: 0, rejected: 3 });
    expect(result.ledger.WLCURRENT).to.deep.equal({ loaded: 6, split: 0, merged: 0, excluded: 0, rejected: 0 });
  });

  it("lets the wait begin on the original date, and on the present one only where no original is held", () => {
    expect(byKey(result, "LOAD_IWL", "waitlist_date")).to.deep.equal({
      "1|2": "01/10/2025",
      "2|2": null,
      "3|2": "01/10/2025",
      "4|2": "04/10/2025",
      "6|2": "06/12/2025",
      "7|2": "07/10/2025",
      "8|2": "08/10/2025",
    });
  });

  it("keeps on the list whoever WLCURRENT holds, and gives no status that nothing proves", () => {
    expect(byKey(result, "LOAD_IWL", "status")).to.deep.equal({
      "1|2": "W",
      "2|2": "W",
      "3|2": null,
      "4|2": "W",
      "6|2": "W",
      "7|2": "W",
      "8|2": null,
    });
    expect(result.table("LOAD_IWL").column("date_removed")).to.deep.equal(Array(7).fill(null));
  });

  it("carries codes with their words, and further procedures in their order", () => {
    const row = result.table("LOAD_IWL").rows.at(-1)!;
    expect([
      row.provisional_diagnosis,
      row.provisional_procedure,
      row.intended_procedure_code,
      row.intended_procedure_code2,
      row.operation_text,
    ]).to.deep.equal([
      "M161 Primary coxarthrosis",
      "W371",
      "W371",
      "W581",
      "Further procedures: Z942 Right sided operation; Y701",
    ]);
  });

  it("refuses and notes what has to be settled, and nothing else", () => {
    expect(refusals(result, "LOAD_IWL")).to.deep.equal([
      "1|2 consultant_code CODE_NOT_MAPPED XXX",
      "1|2 status LIST_TABLES_DISAGREE",
      "2|2 waitlist_date WAITING_DATE_CONTRADICTED",
      "3|2 status STATUS_NOT_HELD",
      "5|2 DUPLICATE_KEY",
      "5|2 DUPLICATE_KEY",
      "5|2 status STATUS_NOT_HELD",
      "5|2 status STATUS_NOT_HELD",
      "6|2 status ADMITTED_YET_LISTED",
      "7|2 est_theatre_time NUMBER_INVALID",
      "7|2 last_review_date DATE_INVALID",
      "7|2 last_review_response CODE_NOT_MAPPED",
      "7|2 status REMOVED_YET_LISTED",
      "8|2 status SUSPENSION_UNREADABLE",
      "99|2 PATIENT_UNKNOWN",
      "99|2 status STATUS_NOT_HELD",
    ]);
  });

  it("gives the patient's reason, not the missing referral's, where the patient is not loaded", async () => {
    const unlinked = await migrate({
      PATDATA: table(
        { InternalPatientNumber: "1" },
        { InternalPatientNumber: "2", DistrictNumber: "D2" },
        { InternalPatientNumber: "2", DistrictNumber: "D2", Title: "MRS" },
        { InternalPatientNumber: "3", DistrictNumber: "D3" },
        { InternalPatientNumber: "4", DistrictNumber: "D4" },
        { InternalPatientNumber: "5", DistrictNumber: "D5" },
        { InternalPatientNumber: "6" },
      ),
      MERGEDID: table(
        { OldID: "3", NextID: "1", NewestID: "1" },
        { OldID: "5", NextID: "9", NewestID: "9" },
        { OldID: "6", NextID: "4", NewestID: "4" },
      ),
      RTTPTEPIPATHWAY: table({ InternalPatientNumber: "8", EpisodeNumber: "1", PathwayNumber: "P" }),
      WLENTRY: { InternalPatientNumber: [], EpisodeNumber: [], EpsActvDtimeInt: [] },
      WLCURRENT: table(...["1", "2", "3", "4", "5", "6", "7"].map((number) => entry(number))),
    });
    expect(unlinked.table("LOAD_IWL").rows).to.deep.equal([]);
    expect(refusals(unlinked, "LOAD_IWL")).to.deep.equal([
      "1|2 PARENT_NOT_MIGRATED",
      "2|2 PARENT_NOT_MIGRATED",
      "3|2 PARENT_NOT_MIGRATED",
      "4|2 REFERRAL_NOT_FOUND",
      "5|2 MERGE_SURVIVOR_UNKNOWN",
      "6|2 REFERRAL_NOT_FOUND",
      "7|2 PATIENT_UNKNOWN",
    ]);
  });
});
