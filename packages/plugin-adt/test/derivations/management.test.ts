import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { actualManagement, encounterType } from "../../dist/derivations/management.js";

const crosswalks = {
  intended_management: { I: "1", D: "2", S: "3", R: "4", N: "5", X: "9" },
  encounter_type: { 1: "I", 2: "D", 3: "D", 4: "I" },
};

describe("adt.actualManagement", () => {
  it("is what happened: who was to go home the same day and stayed past midnight is an inpatient", () => {
    const { values } = applyDerivation(
      actualManagement,
      [
        ["I", "D", "D", "S", "R", "R", "N"],
        Array<string>(7).fill("202602010900"),
        [
          "202602011200",
          "202602012359",
          "202602020000",
          "202602051200",
          "202602011700",
          "202602021700",
          "202602020700",
        ],
      ],
      {},
      crosswalks,
    );
    expect(values).to.deep.equal(["1", "2", "1", "1", "4", "1", "5"]);
  });

  it("is known of a patient in hospital once a night has passed, or where a night was intended", () => {
    const { values } = applyDerivation(
      actualManagement,
      [
        ["D", "D", "I"],
        ["202603270900", "202603260900", "202603270900"],
        [null, null, null],
      ],
      {},
      crosswalks,
    );
    expect(values).to.deep.equal([null, "1", "1"]);
  });

  it("is empty where the intention is not held, unknown, or in no crosswalk", () => {
    const { values, rejects } = applyDerivation(
      actualManagement,
      [
        [null, "X", "?", "D"],
        ["202602010900", "202602010900", "202602010900", null],
        ["202602011200", "202602011200", "202602011200", "202602011200"],
      ],
      {},
      crosswalks,
    );
    expect(values).to.deep.equal([null, null, null, null]);
    expect(rejects).to.deep.equal([]);
  });
});

describe("adt.encounterType", () => {
  it("follows the patient classification, and what happened only where none is held", () => {
    const { values, rejects } = applyDerivation(
      encounterType,
      [
        ["1", " 2 ", null, null, null],
        ["D", "I", "D", "D", null],
        Array<string>(5).fill("202602010900"),
        ["202602011200", "202602051200", "202602011200", "202602021200", "202602011200"],
      ],
      {},
      crosswalks,
    );
    expect(values).to.deep.equal(["I", "D", "D", "I", null]);
    expect(rejects).to.deep.equal([]);
  });

  it("rejects a classification that nobody has translated", () => {
    const { values, rejects } = applyDerivation(
      encounterType,
      [["7"], ["I"], ["202602010900"], ["202602011200"]],
      {},
      crosswalks,
    );
    expect(values).to.deep.equal([null]);
    expect(rejects).to.deep.equal(["0 CODE_NOT_MAPPED 7"]);
  });
});
