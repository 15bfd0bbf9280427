import type { TestResult } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { byKey, entry, migrate, refusals, table } from "../support/migrate.js";

const offer = (number: string, entered: string, tci: string, cells: Readonly<Record<string, string>> = {}) =>
  entry(number, { EpsActvDtimeInt: entered, TCIDtTimeInt: tci, ...cells });

describe("LOAD_IWL_TCIS", () => {
  let result: TestResult;

  before(async () => {
    result = await migrate({
      WLCURRENT: table(...["1", "2", "3"].map((n) => entry(n, { OriginalDateOnList: "01/10/2025" }))),
      WLENTRY: table(entry("4", { OriginalDateOnList: "01/10/2025" })),
      ADMITDISCH: table(entry("4", { IpAdmDtimeInt: "202601100700" })),
      PREADMISSION: table(
        // 1: cancelled in each of the ways that V83 holds; another that lies ahead, beside the one that stands
        offer("1", "202510010900", "202511010800", { CancelledBy: "HOS" }),
        offer("1", "202510020900", "202511020800", { CancelReasonCd: "No bed" }),
        offer("1", "202510030900", "202511030800", { WlPatientCharterCancellationDateInt: "202511020900" }),
        offer("1", "202510040900", "202511040800", { PreOpCancelled: "1" }),
        offer("1", "202510050900", "202511050800", { CancelDeferInd: "YES", CancelledBy: "XYZ" }),
        offer("1", "202510060900", "202605010800", { CancelDeferInd: "NO" }),
        // 2: dates that never were, and a day with two digits of its year only
        offer("2", "202510010900", "202613010800", { CancelledBy: "PAT" }),
        offer("2", "202510020900", "202601050800", { CancelledBy: "PAT", TCIOfferDate: "01/12/25" }),
        // 4: before the admission, on its day, after it
        offer("4", "202510010900", "202601090700"),
        offer("4", "202510020900", "202601100645"),
        offer("4", "202510030900", "202602100700"),
      ),
      CURRENTPREADMISSIONS: table(
        entry("1", {
          EpsCurrExpAdmDtimeInt: "202604010800",
          OfferAccepted: "NO",
          TCIAcceptDateInt: "20260320",
          ExpectedWard: "W9",
        }),
        // 3: stands, though its minute has gone by
        entry("3", { EpsCurrExpAdmDtimeInt: "202603270700", BookingType: "ZZ" }),
      ),
    });
  });

  it("loads every offer, cancelled ones included, and tells what became of it", () => {
    expect(byKey(result, "LOAD_IWL_TCIS", "status")).to.deep.equal({
      "1|2|202510010900": "C",
      "1|2|202510020900": "C",
      "1|2|202510030900": "C",
      "1|2|202510040900": "C",
      "1|2|202510050900": "C",
      "1|2|202510060900": null,
      "1|2|CURRENT": "L",
      "2|2|202510010900": "C",
      "2|2|202510020900": "C",
      "3|2|CURRENT": "L",
      "4|2|202510010900": null,
      "4|2|202510020900": "A",
      "4|2|202510030900": "C",
    });
    expect(byKey(result, "LOAD_IWL", "status")).to.deep.equal({ "1|2": "L", "2|2": "W", "3|2": "L", "4|2": "A" });
  });

  it("names who cancelled only where it is held, and the day only where it is held", () => {
    const rows = result.table("LOAD_IWL_TCIS").rows.slice(0, 5);
    expect(rows.map((row) => [row.tci_outcome, row.cancelled_date])).to.deep.equal([
      ["Cancelled by hospital", null],
      [null, null],
      [null, "02/11/2025"],
      [null, null],
      [null, null],
    ]);
  });

  it("refuses dates, codes and contradictions, and offers of which nobody knows what became", () => {
    expect(refusals(result, "LOAD_IWL_TCIS")).to.deep.equal([
      "1|2|202510050900 tci_outcome CODE_NOT_MAPPED CANCELLED-XYZ",
      "1|2|202510060900 status TCI_OUTCOME_UNKNOWN",
      "1|2|CURRENT agreed_flag AGREEMENT_CONTRADICTED",
      "1|2|CURRENT ward CODE_NOT_MAPPED W9",
      "2|2|202510010900 tci_date DATE_INVALID",
      "2|2|202510020900 offer_date DATE_INVALID",
      "3|2|CURRENT booking_type CODE_NOT_MAPPED ZZ",
      "4|2|202510010900 status TCI_OUTCOME_UNKNOWN",
    ]);
  });

  it("makes up no expected discharge", () => {
    expect(result.table("LOAD_IWL_TCIS").column("estimated_discharge_date")).to.deep.equal(Array(13).fill(null));
  });
});
