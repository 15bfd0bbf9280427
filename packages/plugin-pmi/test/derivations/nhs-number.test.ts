import { applyDerivation } from "@pas-migrate/core/testing";
import { NhsNumbers, nationalCodeSet } from "@pas-migrate/nhs";
import { expect } from "chai";
import { nhsNumber, nhsNumberStatus } from "../../dist/derivations/nhs-number.js";

const numbers = new NhsNumbers();
const number = nhsNumber(numbers);
const status = nhsNumberStatus(numbers, nationalCodeSet("nhs-number-status-indicator"));

describe("pmi.nhsNumber", () => {
  it("writes a valid number as ten digits, whatever blanks and hyphens it was written with", () => {
    const { values, rejects } = applyDerivation(number, [["9990000018", "999 000 0018", " 999-000-0018 "]]);
    expect(values).to.deep.equal(["9990000018", "9990000018", "9990000018"]);
    expect(rejects).to.deep.equal([]);
  });

  it("leaves nothing where nothing is held", () => {
    expect(applyDerivation(number, [[null, "", "   "]])).to.deep.equal({
      values: [null, null, null],
      rejects: [],
      notes: [],
    });
  });

  it("blanks and rejects what cannot be right, and never mends it", () => {
    const { values, rejects } = applyDerivation(number, [
      ["9990000019", "9990000000", "999000001", "99900000180", "99900O0018", "0000000000", "9990000018x"],
    ]);
    expect(values).to.deep.equal([null, null, null, null, null, null, null]);
    expect(rejects).to.deep.equal([
      "0 NHS_NUMBER_CHECK_DIGIT",
      "1 NHS_NUMBER_CHECK_TEN",
      "2 NHS_NUMBER_WRONG_LENGTH",
      "3 NHS_NUMBER_WRONG_LENGTH",
      "4 NHS_NUMBER_NOT_DIGITS",
      "5 NHS_NUMBER_REPEATED_DIGIT",
      "6 NHS_NUMBER_NOT_DIGITS",
    ]);
  });
});

describe("pmi.nhsNumberStatus", () => {
  it("keeps the status of a valid number", () => {
    const { values, notes } = applyDerivation(status, [
      ["01", "02", "03", "08", null],
      Array<string>(5).fill("9990000018"),
    ]);
    expect(values).to.deep.equal(["01", "02", "03", "08", null]);
    expect(notes).to.deep.equal([]);
  });

  it("takes an invalid number back to trace required, and notes it unless it was there already", () => {
    const { values, notes } = applyDerivation(status, [["01", "03", null, "07"], Array<string>(4).fill("9990000019")]);
    expect(values).to.deep.equal(["03", "03", "03", "03"]);
    expect(notes).to.deep.equal([
      "0 NHS_NUMBER_STATUS_LOWERED",
      "2 NHS_NUMBER_STATUS_LOWERED",
      "3 NHS_NUMBER_STATUS_LOWERED",
    ]);
  });

  it("takes back a status that says a number is present where none is, and leaves the others", () => {
    const { values, notes } = applyDerivation(status, [
      ["01", "02", "04", null],
      [null, "", " ", null],
    ]);
    expect(values).to.deep.equal(["03", "03", "04", null]);
    expect(notes).to.deep.equal(["0 NHS_NUMBER_STATUS_LOWERED", "1 NHS_NUMBER_STATUS_LOWERED"]);
  });

  it("rejects a status that is no national code, naming the code", () => {
    const { values, rejects } = applyDerivation(status, [["99", " 1 "], Array<string>(2).fill("9990000018")]);
    expect(values).to.deep.equal([null, null]);
    expect(rejects).to.deep.equal(["0 NHS_NUMBER_STATUS_UNKNOWN 99", "1 NHS_NUMBER_STATUS_UNKNOWN 1"]);
  });
});
