import { buildHospital } from "@pas-migrate/lives";
import { expect } from "chai";

describe("the hospital of a seed", () => {
  const hospital = buildHospital({ seed: 7 });

  it("is the same for the same seed", () => {
    expect(buildHospital({ seed: 7 })).to.deep.equal(hospital);
  });

  it("has other practices for another seed", () => {
    expect(buildHospital({ seed: 8 }).practices).to.not.deep.equal(hospital.practices);
  });

  for (const list of [
    "consultants",
    "clinics",
    "wards",
    "outpatientLists",
    "inpatientLists",
    "practices",
    "gps",
    "diagnoses",
    "procedures",
    "staff",
  ] as const) {
    it(`names each of its ${list} by a code of its own`, () => {
      const codes = hospital[list].map((entry) => ("code" in entry ? entry.code : entry.userName));
      expect(new Set(codes).size).to.equal(codes.length);
    });
  }

  it("gives every consultant a number of its own, in the form of the register", () => {
    const numbers = hospital.consultants.map(({ gmc }) => gmc);
    expect(new Set(numbers).size).to.equal(numbers.length);
    for (const number of numbers) expect(number).to.match(/^C\d{7}$/);
  });
});
