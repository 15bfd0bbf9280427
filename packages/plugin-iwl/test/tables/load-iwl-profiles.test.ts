import { expect } from "chai";
import { entry, migrate, refusals, table } from "../support/migrate.js";

describe("LOAD_IWL_PROFILES", () => {
  it("has one row a list, lists out of use included, and lets one in use stand for one out of use with its code", async () => {
    const result = await migrate({
      WAITCD: table(
        { WaitingList: "A", WlDescription: "Old", MfRecStsInd: "-1" },
        { WaitingList: "A", WlDescription: "New", MfRecStsInd: "0", MainConsultant: "SMI" },
        { WaitingList: "B", WlDescription: "Closed", MfRecStsInd: "-1", MainConsultant: "ZZZ" },
        { WaitingList: "C", WlDescription: "One" },
        { WaitingList: "C", WlDescription: "Other" },
      ),
      CONSMAST: table({ Consultant: "SMI", Name: "Ms A Smith" }),
      WLCURRENT: table(entry("1", { WlCode: "B" }), entry("2", { WlCode: "Q" })),
    });
    expect(
      result
        .table("LOAD_IWL_PROFILES")
        .rows.map((row) => [row.external_system_id, row.waitlist_profile, row.description, row.consultant_code]),
    ).to.deep.equal([
      ["A", "A", "New", "SMI"],
      ["B", "B", "Closed", null],
    ]);
    expect(refusals(result, "LOAD_IWL_PROFILES")).to.deep.equal([
      "B consultant_code CODE_NOT_MAPPED ZZZ",
      "C DUPLICATE_KEY",
      "C DUPLICATE_KEY",
    ]);
    expect(result.ledger.WAITCD).to.deep.equal({ loaded: 2, split: 0, merged: 1, excluded: 0, rejected: 2 });
    expect(result.table("LOAD_IWL").column("waitlist_profile")).to.deep.equal(["B", null]);
    expect(refusals(result, "LOAD_IWL")).to.deep.equal(["2|2 waitlist_profile CODE_NOT_MAPPED Q"]);
  });
});
