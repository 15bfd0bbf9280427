import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { clinicalCode, description, diagnosisScheme, gmcCode, procedureScheme } from "../../dist/derivations/codes.js";

describe("adt.clinicalCode", () => {
  it("never changes a code, and notes one that the master file lacks", () => {
    const { values, rejects, notes } = applyDerivation(clinicalCode, [
      ["I10X", " A15.9 ", "Q99", null, "B20"],
      ["Y", "N", "N", "N", null],
    ]);
    expect(values).to.deep.equal(["I10X", "A15.9", "Q99", null, "B20"]);
    expect(rejects).to.deep.equal([]);
    expect(notes).to.deep.equal(["1 CODE_NOT_IN_MASTER", "2 CODE_NOT_IN_MASTER"]);
  });
});

describe("adt.description", () => {
  it("gives the words of a code, and rejects a code without words", () => {
    const { values, rejects } = applyDerivation(description, [
      ["RG", "ZZ", "QQ", null, " "],
      ["Regular", null, " ", "Regular", null],
    ]);
    expect(values).to.deep.equal(["Regular", null, null, null, null]);
    expect(rejects).to.deep.equal(["1 CODE_NOT_DESCRIBED ZZ", "2 CODE_NOT_DESCRIBED QQ"]);
  });
});

describe("adt.diagnosisScheme", () => {
  it("is ICD-10 for episodes that ended from April 1995 on, where anything was coded", () => {
    const { values } = applyDerivation(diagnosisScheme, [
      ["199503312359", "199504010000", "202602011200", "202602011200", null],
      ["410", "I21", null, null, "I21"],
      [null, null, "I10X", null, null],
    ]);
    expect(values).to.deep.equal(["ICD-9", "ICD-10", "ICD-10", null, null]);
  });
});

describe("adt.procedureScheme", () => {
  it("is OPCS-4 where anything was coded", () => {
    const { values } = applyDerivation(procedureScheme, [
      ["T202", null, null, " "],
      [null, "Z942", null, null],
    ]);
    expect(values).to.deep.equal(["OPCS-4", "OPCS-4", null, null]);
  });
});

describe("adt.gmcCode", () => {
  it("keeps national codes and GMC numbers, and rejects the rest by the trust's own code", () => {
    const { values, rejects } = applyDerivation(gmcCode, [
      ["C1234567", " 7654321 ", "C123", null, null],
      ["GRE", "BRO", "WHI", "TAN", null],
    ]);
    expect(values).to.deep.equal(["C1234567", "7654321", null, null, null]);
    expect(rejects).to.deep.equal(["2 GMC_CODE_NOT_NATIONAL WHI", "3 GMC_CODE_NOT_NATIONAL TAN"]);
  });
});
