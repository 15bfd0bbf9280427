import {
  defaultCode,
  isConsultantCode,
  isGeneralPractitionerCode,
  isGmcNumber,
  isOrganisationCode,
  isPracticeCode,
  nationalCodeSet,
} from "@pas-migrate/nhs";
import { expect } from "chai";

interface CodeCheck {
  readonly check: (code: string) => boolean;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const checks: readonly CodeCheck[] = [
  {
    check: isPracticeCode,
    yes: ["A12345", "H00001", "W91234", "Y00001", "ALD123", "GUE123", "JER123", "V81997", "V81998", "V81999"],
    no: ["", "I12345", "O12345", "X12345", "Z12345", "A1234", "A123456", "a12345", "A12345 ", "ALD12345", "IOM123"],
  },
  {
    check: isGeneralPractitionerCode,
    yes: ["G1234567", "G9999998", "G9999981", "R9999981", "A9999998", "P9999981", "X9999998"],
    no: ["", "1234567", "G123456", "G12345678", "g1234567", "C1234567", "R1234567", "G1234567 ", "G123456A"],
  },
  {
    check: isOrganisationCode,
    yes: ["RH8", "RH802", "TAK01", "LSP0101", "A12345", "Q99", "89997", "ABCDEFGH9"],
    no: ["", "RH", "rh8", "RH 802", "RH8-02", "ABCDEFGH90"],
  },
  {
    check: isConsultantCode,
    yes: ["C1234567", "C0123456", "C9999998", "D9999998", "M9999998", "N9999998", "H9999998", "CD999998"],
    no: ["", "1234567", "C123456", "C12345678", "c1234567", "G1234567", "M1234567", "CD123456", " C1234567"],
  },
  {
    check: isGmcNumber,
    yes: ["1234567", "0123456"],
    no: ["", "123456", "12345678", "C1234567", "123456A", "1234567\n"],
  },
];

for (const { check, yes, no } of checks) {
  describe(check.name, () => {
    it("accepts codes of the national shape, and the defaults of the field", () => {
      expect(yes.filter((code) => !check(code))).to.deep.equal([]);
    });

    it("refuses everything else", () => {
      expect(no.filter((code) => check(code))).to.deep.equal([]);
    });
  });
}

describe("defaultCode", () => {
  it("tells the unknowns apart", () => {
    expect(["G9999998", "G9999981", "V81997", "V81999"].map(defaultCode)).to.deep.equal([
      "General Medical Practitioner, code not known",
      "No registered GP",
      "No registered GP practice",
      "GP practice code not known",
    ]);
  });

  it("knows every default of the two code sets, and no other code", () => {
    for (const id of ["practitioner-default-codes", "organisation-default-codes"]) {
      for (const { code, meaning } of nationalCodeSet(id).codes) expect(defaultCode(code)).to.equal(meaning);
    }
    expect(["", "G1234567", "C1234567", "A12345", "g9999998", "ZZ99 3WZ"].map(defaultCode)).to.deep.equal(
      Array(6).fill(undefined),
    );
  });

  it("explains every code that a check accepts although it has another letter", () => {
    const others = checks.flatMap(({ yes }) =>
      yes.filter((code) => /^[ADHMNPRX]9{5}/.test(code) || code === "CD999998"),
    );
    expect(others).to.have.length(9);
    expect(others.filter((code) => defaultCode(code) === undefined)).to.deep.equal([]);
  });
});
