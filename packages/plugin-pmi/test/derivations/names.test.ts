import { derivedValues } from "@pas-migrate/core/testing";
import { expect } from "chai";
import fc from "fast-check";
import { forename, personName, tidyName } from "../../dist/derivations/names.js";

describe("pmi.personName", () => {
  it("keeps apostrophes, hyphens, accents and case", () => {
    const names = ["O'Brien", "O’Brien", "Smith-Jones", "MÜLLER", "Ní Dhomhnaill", "van der Berg"];
    expect(derivedValues(personName, names)).to.deep.equal(names);
  });

  it("takes off outer blanks and doubled ones", () => {
    expect(derivedValues(personName, ["  SMITH ", "DE   LA  CRUZ"])).to.deep.equal(["SMITH", "DE LA CRUZ"]);
  });

  it("leaves nothing where nothing is held", () => {
    expect(derivedValues(personName, [null, "", "   "])).to.deep.equal([null, null, null]);
  });

  it("writes a letter and its accent as one character", () => {
    expect(derivedValues(personName, ["Zoe\u0308"])).to.deep.equal(["Zo\u00eb"]);
  });

  it("changes nothing the second time", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => tidyName(tidyName(text)) === tidyName(text)));
  });
});

describe("pmi.forename", () => {
  const forenames = ["ANN", "ANN MARY", " ANN  MARY JO LEE SUE ", null, " "];

  it("parts forenames at blanks, and keeps those beyond the third with it", () => {
    const parts = [1, 2, 3].map((part) => derivedValues(forename, forenames, { part }));
    expect(parts).to.deep.equal([
      ["ANN", "ANN", "ANN", null, null],
      [null, "MARY", "MARY", null, null],
      [null, null, "JO LEE SUE", null, null],
    ]);
  });

  it("loses no forename", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z'-]{1,8}$/), { minLength: 1, maxLength: 8 }), (names) => {
        const parts = [1, 2, 3].map((part) => derivedValues(forename, [names.join(" ")], { part })[0]);
        expect(parts.filter((part) => part !== null).join(" ")).to.equal(names.join(" "));
      }),
    );
  });
});
