import { recordNumber } from "@pas-migrate/core";
import { expect } from "chai";
import { cells, migrate, patient, refusals, table } from "../support/migrate.js";

const MASTER = "LOAD_MH_CPA_MASTER";
const HISTORY = "LOAD_MH_CPA_HISTORY";
const ARCHIVE = "LOAD_CPA_ARCHIVE";

const patients = { PATDATA: table(patient("1"), patient("2")) };

const cpa = (id: string, district: string, more = {}) => ({ cpa_id: id, district_number: district, ...more });

describe("care programmes", () => {
  it("are a nil return without a feed", async () => {
    const result = await migrate(patients);
    for (const name of [MASTER, HISTORY, ARCHIVE]) expect(result.table(name).rows).to.deep.equal([]);
    expect(result.rejects).to.deep.equal([]);
  });

  it("are found by the district number that people see, and their reviews by the care programme", async () => {
    const result = await migrate({
      ...patients,
      "feed:cpa": table(cpa("C1", " D2 ", { applies_start: "01/02/2025 09:00" })),
      "feed:cpa-reviews": table({ cpa_id: "C1", review_id: "R1" }),
    });
    expect(cells(result, MASTER, "record_number", "main_crn", "main_crn_type", "system_code")).to.deep.equal([
      [recordNumber(MASTER, ["C1"]), "D2", "DISTRICT", "V83"],
    ]);
    expect(cells(result, HISTORY, "record_number", "mh_cm_record_number", "main_crn", "main_crn_type")).to.deep.equal([
      [recordNumber(HISTORY, ["C1", "R1"]), recordNumber(MASTER, ["C1"]), "D2", "DISTRICT"],
    ]);
    expect(result.ledger["feed:cpa-reviews"].loaded).to.equal(1);
  });

  it("of a merged-away number belong to its survivor", async () => {
    const result = await migrate({
      ...patients,
      MERGEDID: table({ OldID: "1", NextID: "2" }),
      "feed:cpa": table(cpa("C1", "D1")),
    });
    expect(cells(result, MASTER, "external_system_id", "main_crn")).to.deep.equal([["C1", "D2"]]);
  });

  it("are refused where the number names nobody or two, and where two have one id", async () => {
    const result = await migrate({
      PATDATA: table(patient("1"), patient("2"), patient("3", { DistrictNumber: "D2" })),
      "feed:cpa": table(
        cpa("C1", "D9"),
        cpa("C2", "D2"),
        cpa("C3", "D1", { cpa_type: "Standard CPA" }),
        cpa("C3", "D1", { cpa_type: "Enhanced CPA" }),
      ),
    });
    expect(result.table(MASTER).rows).to.deep.equal([]);
    expect(refusals(result, MASTER)).to.deep.equal([
      "C1 PATIENT_UNKNOWN",
      "C2 PATIENT_AMBIGUOUS",
      "C3 DUPLICATE_KEY",
      "C3 DUPLICATE_KEY",
    ]);
  });

  it("keep no review without its care programme", async () => {
    const result = await migrate({ ...patients, "feed:cpa-reviews": table({ cpa_id: "C8", review_id: "R1" }) });
    expect(refusals(result, HISTORY)).to.deep.equal(["C8|R1 PARENT_NOT_MIGRATED"]);
  });

  it("have their times as the feed gives them: a day without a time is refused, not filled up", async () => {
    const result = await migrate({
      ...patients,
      "feed:cpa": table(cpa("C1", "D1", { applies_start: "2025-02-01", next_review_date: "31/02/2025 10:00" })),
    });
    expect(cells(result, MASTER, "applies_start", "next_review_date")).to.deep.equal([[null, null]]);
    expect(refusals(result, MASTER)).to.deep.equal([
      "C1 applies_start TIME_MISSING",
      "C1 next_review_date DATE_INVALID",
    ]);
  });

  it("are archived when they ended before the cut-off, and are live from that day on", async () => {
    const result = await migrate(
      {
        ...patients,
        "feed:cpa": table(
          cpa("C1", "D1", { applies_end: "31/03/2016 23:59" }),
          cpa("C2", "D1", { applies_end: "01/04/2016 00:00" }),
          cpa("C3", "D1"),
        ),
        "feed:cpa-reviews": table(
          { cpa_id: "C1", review_id: "R1" },
          { cpa_id: "C2", review_id: "R1" },
          { cpa_id: "C1", review_id: "R2", care_coordinator: "S2" },
        ),
      },
      { settings: { archiveBefore: "2016-04-01" } },
    );
    expect(cells(result, ARCHIVE, "crn", "cpa_end", "cpa_notes")).to.deep.equal([
      ["D1", "31/03/2016", "Review R1; Review R2, care coordinator S2"],
    ]);
    expect(cells(result, MASTER, "external_system_id")).to.deep.equal([["C2"], ["C3"]]);
    expect(cells(result, HISTORY, "external_system_id")).to.deep.equal([["C2|R1"]]);
    expect(result.rejects).to.deep.equal([]);
  });
});
