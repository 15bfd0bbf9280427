import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { bedLocation, placeInSpell } from "../../dist/derivations/places.js";

describe("adt.bedLocation", () => {
  it("joins room and bed as far as they are held", () => {
    const { values } = applyDerivation(bedLocation, [
      ["R1 ", "R2", null, " "],
      ["B1", null, "B3", null],
    ]);
    expect(values).to.deep.equal(["R1 B1", "R2", "B3", null]);
  });
});

describe("adt.placeInSpell", () => {
  it("is the place that the row source counted", () => {
    expect(applyDerivation(placeInSpell, [["1", "12", null]]).values).to.deep.equal(["1", "12", null]);
  });
});
