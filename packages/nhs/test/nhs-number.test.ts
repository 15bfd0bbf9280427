import { type NhsNumberCheck, NhsNumbers, withCheckDigit } from "@pas-migrate/nhs";
import { expect } from "chai";
import fc from "fast-check";

const numbers = new NhsNumbers();
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((list) => list.join(""));
const validNumber = digits(9)
  .map(withCheckDigit)
  .filter((number) => number !== null);

/** The rule said the other way round: weighted 10 down to 1, check digit included, the sum is a multiple of 11. */
function sumsToMultipleOf11(number: string): boolean {
  return [...number].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11 === 0;
}

describe("NhsNumbers", () => {
  const cases: readonly (readonly [string | null, NhsNumberCheck])[] = [
    [null, { kind: "blank" }],
    ["", { kind: "blank" }],
    ["   ", { kind: "blank" }],
    ["9990000018", { kind: "valid", number: "9990000018", isTest: true }],
    ["999 000 0018", { kind: "valid", number: "9990000018", isTest: true }],
    ["999-000-0018", { kind: "valid", number: "9990000018", isTest: true }],
    [" 9 9 9 0000018 ", { kind: "valid", number: "9990000018", isTest: true }],
    ["9990000050", { kind: "valid", number: "9990000050", isTest: true }],
    ["0000000019", { kind: "valid", number: "0000000019", isTest: false }],
    ["9980000023", { kind: "valid", number: "9980000023", isTest: false }],
    ["9990000019", { kind: "invalid", reason: "NHS_NUMBER_CHECK_DIGIT" }],
    ["9990000000", { kind: "invalid", reason: "NHS_NUMBER_CHECK_TEN" }],
    ["9990000001", { kind: "invalid", reason: "NHS_NUMBER_CHECK_TEN" }],
    ["999000018", { kind: "invalid", reason: "NHS_NUMBER_WRONG_LENGTH" }],
    ["99900000180", { kind: "invalid", reason: "NHS_NUMBER_WRONG_LENGTH" }],
    ["--", { kind: "invalid", reason: "NHS_NUMBER_WRONG_LENGTH" }],
    ["999OOO0018", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
    ["999 000 0018?", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
    ["999000001\t8", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
    ["9990000018\n", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
    ["９９９００００018", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
    ["+9990000018", { kind: "invalid", reason: "NHS_NUMBER_NOT_DIGITS" }],
  ];
  for (const [text, expected] of cases) {
    it(`finds ${JSON.stringify(text)} ${"reason" in expected ? expected.reason : expected.kind}`, () => {
      expect(numbers.check(text)).to.deep.equal(expected);
    });
  }

  it("refuses all ten repeated digits, which pass modulus 11", () => {
    for (let digit = 0; digit <= 9; digit++) {
      const number = String(digit).repeat(10);
      expect(sumsToMultipleOf11(number), number).to.equal(true);
      expect(numbers.check(number)).to.deep.equal({ kind: "invalid", reason: "NHS_NUMBER_REPEATED_DIGIT" });
    }
  });

  it("accepts exactly the ten digits whose weighted sum is a multiple of 11, but for repeated digits", () => {
    fc.assert(
      fc.property(fc.oneof(digits(10), validNumber), (number) => {
        const accepted = sumsToMultipleOf11(number) && new Set(number).size > 1;
        expect(numbers.check(number).kind).to.equal(accepted ? "valid" : "invalid");
      }),
      { numRuns: 2000 },
    );
  });

  it("finds every change of a single digit", () => {
    fc.assert(
      fc.property(
        validNumber,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (number, position, change) => {
          const digit = (Number(number[position]) + change) % 10;
          const changed = `${number.slice(0, position)}${digit}${number.slice(position + 1)}`;
          expect(numbers.check(changed).kind).to.equal("invalid");
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("passes over spaces and hyphens wherever they stand", () => {
    const gaps = fc.array(fc.constantFrom("", " ", "  ", "-"), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(fc.oneof(digits(10), validNumber), gaps, (number, between) => {
        const spaced = [...number].map((digit, i) => between[i] + digit).join("") + between[10];
        expect(numbers.check(spaced)).to.deep.equal(numbers.check(number));
      }),
    );
  });

  it("gives back the digits it was given, and marks the range 999 alone as test", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          digits(9),
          digits(6).map((rest) => `999${rest}`),
        ),
        (first9) => {
          const number = withCheckDigit(first9);
          if (number === null) return;
          expect(numbers.check(number)).to.deep.equal({ kind: "valid", number, isTest: first9.startsWith("999") });
        },
      ),
    );
  });
});

describe("withCheckDigit", () => {
  it("appends the check digit", () => {
    expect(["999000001", "999000002", "999000003", "999000005"].map(withCheckDigit)).to.deep.equal([
      "9990000018",
      "9990000026",
      "9990000034",
      "9990000050",
    ]);
  });

  it("gives null exactly where none of the ten digits makes a valid number", () => {
    const repeated = fc.integer({ min: 0, max: 9 }).map((digit) => String(digit).repeat(9));
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: digits(9) }, { weight: 1, arbitrary: repeated }), (first9) => {
        const valid = [..."0123456789"].map((last) => first9 + last).filter((text) => isValid(text));
        expect(valid).to.deep.equal([withCheckDigit(first9)].filter((number) => number !== null));
      }),
    );
    expect(withCheckDigit("999000000")).to.equal(null);
    expect(withCheckDigit("999999999")).to.equal(null);
  });

  it("takes nothing but nine digits", () => {
    for (const text of ["", "99900000", "9990000018", "99900000A", "999 00000"]) {
      expect(() => withCheckDigit(text)).to.throw(RangeError, "nine digits");
    }
  });
});

function isValid(text: string): boolean {
  return numbers.check(text).kind === "valid";
}
