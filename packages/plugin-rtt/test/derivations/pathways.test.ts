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
  const many = (count: number, cell: string | null) => new Array<string | null>(count).fill(cell);

  it("is NON-RTT for a private or an overseas patient, whatever clocks and statuses say", () => {
    const type = derive(
      pathwayType,
      ["1", "0", "1", "1", null, " 1"],
      ["0", "1", "1", null, "1", "0"],
      ["L20", "L30", "L98", null, "L20", "L10"],
      ["Y", "Y", null, null, "Y", "Y"],
    );
    expect(type).to.deep.equal({ values: many(6, "NON-RTT"), refused: [] });
  });

  it("is NON-RTT where no clock ran and the measure does not apply: maternity, planned care, no consultant", () => {
    expect(derive(pathwayType, ["0", null, "2"], ["0", null, "0"], many(3, "L98"), many(3, null))).to.deep.equal({
      values: ["NON-RTT", "NON-RTT", "NON-RTT"],
      refused: [],
    });
  });

  it("is NON-RTT where no clock ran for diagnostics before any referral", () => {
    expect(derive(pathwayType, ["0"], ["0"], ["L92"], [null])).to.deep.equal({ values: ["NON-RTT"], refused: [] });
  });

  it("is RTT where both flags leave it in and a clock is recorded, whatever its status now", () => {
    const statuses = ["L20", "L30", "L90", "L98", "L92", "L99", "L77", "98", null];
    expect(derive(pathwayType, many(9, "0"), many(9, " 0 "), statuses, many(9, "Y"))).to.deep.equal({
      values: many(9, "RTT"),
      refused: [],
    });
  });

  it("is RTT where both flags leave it in and its status is one of a clock or of the time after one", () => {
    const statuses = "10 11 12 20 21 30 31 32 33 34 35 36 90 91".split(" ").map((status) => `L${status}`);
    const none = many(statuses.length, null);
    const zeros = many(statuses.length, "0");
    expect(derive(pathwayType, zeros, zeros, statuses, none)).to.deep.equal({
      values: many(statuses.length, "RTT"),
      refused: [],
    });
  });

  it("is not made up where there is no clock and the status is not yet known, has no national code or is not held", () => {
    expect(derive(pathwayType, many(3, "0"), many(3, "0"), ["L99", "98", null], many(3, null))).to.deep.equal({
      values: [null, null, null],
      refused: ["0 PATHWAY_TYPE_NOT_PROVED", "1 PATHWAY_TYPE_NOT_PROVED", "2 PATHWAY_TYPE_NOT_PROVED"],
    });
  });

  it("is not made up where a flag is empty or says something else, though a clock ran", () => {
    expect(
      derive(pathwayType, ["0", null, "2", null], [null, null, "0", "9"], many(4, "L20"), many(4, "Y")),
    ).to.deep.equal({
      values: [null, null, null, null],
      refused: [
        "0 PATHWAY_TYPE_NOT_HELD",
        "1 PATHWAY_TYPE_NOT_HELD",
        "2 PATHWAY_FLAG_UNKNOWN 2",
        "3 PATHWAY_FLAG_UNKNOWN 9",
      ],
    });
  });
});
