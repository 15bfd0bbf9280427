import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { archiveComments } from "../../dist/derivations/archive-comments.js";

describe("adt.archiveComments", () => {
  it("keeps the codes beyond the columns and says that there were some", () => {
    const { values, notes, rejects } = applyDerivation(archiveComments, [
      ["D10, D11", null, null, null],
      [null, "Y11", null, null],
      ["20110401", null, "01/04/2011", null],
    ]);
    expect(values).to.deep.equal([
      "Further diagnoses: D10, D11; On the waiting list from 01/04/2011",
      "Further procedures: Y11",
      "On the waiting list from 01/04/2011",
      null,
    ]);
    expect(notes).to.deep.equal(["0 CODES_BEYOND_COLUMNS", "1 CODES_BEYOND_COLUMNS"]);
    expect(rejects).to.deep.equal([]);
  });

  it("rejects a day on the list that is none", () => {
    const { values, rejects } = applyDerivation(archiveComments, [["D10"], [null], ["01/04/11"]]);
    expect(values).to.deep.equal(["Further diagnoses: D10"]);
    expect(rejects).to.deep.equal(["0 DATE_INVALID"]);
  });
});
