import { expect } from "chai";
import { pathwayEnd, pathwayId, pathwayType } from "../../dist/derivations/pathways.js";
import { derive } from "../support/derive.js";

describe("the identifier of a pathway", () => {
  it("is the number without its five characters of provider", () => {
    expect(derive(pathwayId, ["RXX0112345678901234567890", "RXX  A1"], ["RXX01", "RXX"])).to.deep.equal({
      values: ["12345678901234567890", "A1"],
      refused: [],
    });
  });

  it("is taken where the pathway names no provider", () => {
    expect(derive(pathwayId, ["RXX01A1"], [null])).to.deep.equal({ values: ["A1"], refused: [] });
  });

  it("is refused where the number names another provider, or holds nothing but one", () => {
    expect(derive(pathwayId, ["RYY01A1", "RXX01"], ["RXX01", "RXX01"]).refused).to.deep.equal([
      "0 PATHWAY_PROVIDER_DISAGREES",
      "1 PATHWAY_NUMBER_TOO_SHORT",
    ]);
  });

  it("stays empty without a number", () => {
    expect(derive(pathwayId, [null, "  "], ["RXX01", null])).to.deep.equal({ values: [null, null], refused: [] });
  });
});

describe("the end of a pathway", () => {
  it("is the last stop where the patient died before treatment", () => {
    expect(derive(pathwayEnd, ["202504111500", "20250411"], ["L36", "L20\nL36"]).values).to.deep.equal([
      "11/04/2025 15:00",
      "11/04/2025 00:00",
    ]);
  });

  it("is not proved by any other status, nor by none, nor while a clock runs", () => {
    const others = ["L30", "L31", "L32", "L33", "L34", "L35", "L90", "36", null];
    expect(derive(pathwayEnd, new Array(9).fill("202504111500"), others).values).to.deep.equal(new Array(9).fill(null));
    expect(derive(pathwayEnd, [null], ["L36"]).values).to.deep.equal([null]);
  });
});

describe("the type of a pathway", () => {
  it("is RTT where both flags leave it in, NON-RTT where either takes it out", () => {
    expect(derive(pathwayType, ["0", "1", "0", "1", " 0", "1"], ["0", "0", "1", "1", "0 ", null])).to.deep.equal({
      values: ["RTT", "NON-RTT", "NON-RTT", "NON-RTT", "RTT", "NON-RTT"],
      refused: [],
    });
  });

  it("is not made up where a flag is empty or says something else", () => {
    expect(derive(pathwayType, ["0", null, "2"], [null, null, "0"])).to.deep.equal({
      values: [null, null, null],
      refused: ["0 PATHWAY_TYPE_NOT_HELD", "1 PATHWAY_TYPE_NOT_HELD", "2 PATHWAY_FLAG_UNKNOWN 2"],
    });
  });
});
