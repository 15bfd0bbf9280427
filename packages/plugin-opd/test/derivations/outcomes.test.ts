import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { newOrFollowUp, outcome, walkIn } from "../../dist/derivations/outcomes.js";

const crosswalk = { outcomes: { ATT: "5", "CANCELLED-P": "2", "CANCELLED-H": "4" } };

describe("opd.outcome", () => {
  it("translates the state, and gives none for an appointment that lies ahead", () => {
    const states = ["ATT", "CANCELLED-P", "CANCELLED-H", null];
    const none = [null, null, null, null];
    expect(applyDerivation(outcome, [states, none], { crosswalk: "outcomes" }, crosswalk)).to.deep.equal({
      values: ["5", "2", "4", null],
      rejects: [],
      notes: [],
    });
  });

  it("rejects what is missing, unsided, too early or unknown", () => {
    const states = ["MISSING", "CANCELLED-?", "FUTURE-ATT", "CND"];
    const none = [null, null, null, null];
    expect(applyDerivation(outcome, [states, none], { crosswalk: "outcomes" }, crosswalk)).to.deep.equal({
      values: none,
      rejects: [
        "0 OUTCOME_MISSING",
        "1 CANCELLED_BY_UNKNOWN",
        "2 OUTCOME_BEFORE_APPOINTMENT ATT",
        "3 CODE_NOT_MAPPED CND",
      ],
      notes: [],
    });
  });

  it("keeps a cancellation that a status contradicts, and notes it", () => {
    expect(applyDerivation(outcome, [["CANCELLED-P"], ["Y"]], { crosswalk: "outcomes" }, crosswalk)).to.deep.equal({
      values: ["2"],
      rejects: [],
      notes: ["0 OUTCOME_CONTRADICTED"],
    });
  });
});

describe("opd.newOrFollowUp", () => {
  it("reads class and category, either of which is enough", () => {
    const { values, rejects } = applyDerivation(newOrFollowUp, [
      ["1", "2", "1", null, null, " "],
      ["NEW", "FOL", null, "fol", null, ""],
    ]);
    expect(values).to.deep.equal(["N", "F", "N", "F", null, null]);
    expect(rejects).to.deep.equal([]);
  });

  it("believes neither where they disagree, and rejects what is unknown", () => {
    const { values, rejects } = applyDerivation(newOrFollowUp, [
      ["1", "3", null],
      ["FOL", "NEW", "OTH"],
    ]);
    expect(values).to.deep.equal([null, null, null]);
    expect(rejects).to.deep.equal(["0 APPOINTMENT_CLASS_CONTRADICTED", "1 CODE_NOT_MAPPED 3", "2 CODE_NOT_MAPPED OTH"]);
  });
});

describe("opd.walkIn", () => {
  it("is Y for a walk-in, and for the new appointment of a walk-in referral; otherwise empty", () => {
    const { values } = applyDerivation(walkIn, [
      ["WLK", "ATT", "ATT", "ATT", "ATT", "ATT", null],
      [null, "YES", "YES", "YES", "NO", "YES", null],
      ["2", "1", "2", null, "1", "1", null],
      [null, null, null, null, null, "FOL", null],
    ]);
    expect(values).to.deep.equal(["Y", "Y", null, null, null, null, null]);
  });

  it("goes by the status alone where nothing else is given", () => {
    expect(applyDerivation(walkIn, [["WLK", "ATT", null]]).values).to.deep.equal(["Y", null, null]);
  });
});
