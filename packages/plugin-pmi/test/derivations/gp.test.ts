import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { gpNationalCode, practiceCode, registrationEnd } from "../../dist/derivations/gp.js";

describe("pmi.gpNationalCode", () => {
  it("takes the first candidate that is whole", () => {
    const { values, rejects } = applyDerivation(gpNationalCode, [
      ["G1234567", null, "1234567", " G1234567 "],
      ["1234567", "G7654321", "G7654321", null],
      ["SMI", "SMI", "SMI", "SMI"],
    ]);
    expect(values).to.deep.equal(["G1234567", "G7654321", "G7654321", "G1234567"]);
    expect(rejects).to.deep.equal([]);
  });

  it("rejects what lacks its letter or a digit, and a code that the master file does not have", () => {
    const { values, rejects } = applyDerivation(gpNationalCode, [
      ["1234567", "G123456", null],
      [null, "g1234567", " "],
      ["SMI", "JON", "GON"],
    ]);
    expect(values).to.deep.equal([null, null, null]);
    expect(rejects).to.deep.equal(["0 GP_CODE_NOT_NATIONAL SMI", "1 GP_CODE_NOT_NATIONAL JON", "2 GP_UNKNOWN GON"]);
  });

  it("leaves nothing where no GP is held", () => {
    expect(applyDerivation(gpNationalCode, [[null], [" "], [null]])).to.deep.equal({
      values: [null],
      rejects: [],
      notes: [],
    });
  });
});

describe("pmi.practiceCode", () => {
  it("keeps a letter and five digits and rejects the rest", () => {
    const { values, rejects } = applyDerivation(practiceCode, [
      ["A12345", " B54321 ", "A1234", "12345", "a12345", null, ""],
    ]);
    expect(values).to.deep.equal(["A12345", "B54321", null, null, null, null, null]);
    expect(rejects).to.deep.equal([
      "2 PRACTICE_CODE_NOT_NATIONAL A1234",
      "3 PRACTICE_CODE_NOT_NATIONAL 12345",
      "4 PRACTICE_CODE_NOT_NATIONAL a12345",
    ]);
  });
});

describe("pmi.registrationEnd", () => {
  it("keeps the end as held, else ends the day before the next registration, which is noted", () => {
    const { values, rejects, notes } = applyDerivation(registrationEnd, [
      ["31/12/2020", null, " ", null],
      ["20210601", "20210601", "20210101", null],
    ]);
    expect(values).to.deep.equal(["31/12/2020", "31/05/2021", "31/12/2020", null]);
    expect(rejects).to.deep.equal([]);
    expect(notes).to.deep.equal(["1 REGISTRATION_END_FROM_NEXT", "2 REGISTRATION_END_FROM_NEXT"]);
  });

  it("rejects an end that is no date", () => {
    const { values, rejects } = applyDerivation(registrationEnd, [["31/02/2020"], ["20210601"]]);
    expect(values).to.deep.equal([null]);
    expect(rejects).to.deep.equal(["0 DATE_INVALID"]);
  });
});
