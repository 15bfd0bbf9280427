import { expect } from "chai";
import { judged } from "../../dist/derivations/judged.js";
import { derive } from "../support/derive.js";

describe("a value that the row source has judged", () => {
  it("is taken as it is, and refused with the fault that was found", () => {
    expect(
      derive(judged, ["990012345678", "990012345678", null, null], [null, "UBRNS_DIFFER", "UBRN_INVALID", ""]),
    ).to.deep.equal({
      values: ["990012345678", null, null, null],
      refused: ["1 UBRNS_DIFFER", "2 UBRN_INVALID"],
    });
  });

  it("is written in the layout of the load table where it is a day", () => {
    expect(
      derive({ layout: "DD/MM/YYYY" }, judged, ["20250106", null, "20250107"], [null, null, "FIRST_SEEN_UNCERTAIN"]),
    ).to.deep.equal({
      values: ["06/01/2025", null, null],
      refused: ["2 FIRST_SEEN_UNCERTAIN"],
    });
  });
});
