import { expect } from "chai";
import { encounterType, referralStartsClock } from "../../dist/derivations/referrals.js";
import { derive } from "../support/derive.js";

describe("the encounter type of a referral", () => {
  it("is O for outpatients and U for the community, and nothing for anything else", () => {
    expect(derive(encounterType, ["OP", "COMMUNITY", null, "X"]).values).to.deep.equal(["O", "U", null, null]);
  });
});

describe("a referral as the start of a clock", () => {
  it("is Y where the clock started on the day of receipt with 10 or 12", () => {
    expect(
      derive(
        referralStartsClock,
        ["20250106", "20250106", "20250106"],
        ["20250106", "20250106", "20250106"],
        ["L10", "L12", "L20\nL10"],
      ).values,
    ).to.deep.equal(["Y", "Y", "Y"]);
  });

  it("stays blank on another day, with another status, or with nothing known", () => {
    expect(
      derive(
        referralStartsClock,
        ["20250107", "20250106", "20250106", "20250106", null],
        ["20250106", "20250106", "20250106", null, null],
        ["L10", "L11", null, "L10", "L10"],
      ).values,
    ).to.deep.equal([null, null, null, null, null]);
  });
});
