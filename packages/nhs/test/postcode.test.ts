import { formatPostcode, nationalCodeSet, type PostcodeCheck } from "@pas-migrate/nhs";
import { expect } from "chai";
import fc from "fast-check";

/** One postcode of each of the six layouts, and the two that are outside them. */
const REAL = ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "GIR 0AA"] as const;
const PSEUDO = ["ZZ99 3VZ", "ZZ99 3WZ", "ZZ99 6CZ"] as const;

function rewrite(postcode: string, gaps: readonly string[], lower: readonly boolean[]): string {
  const letters = [...postcode.replace(" ", "")].map((letter, i) => (lower[i] ? letter.toLowerCase() : letter));
  return letters.map((letter, i) => gaps[i] + letter).join("") + gaps[8];
}

describe("formatPostcode", () => {
  const cases: readonly (readonly [string | null, PostcodeCheck])[] = [
    [null, { kind: "blank" }],
    ["", { kind: "blank" }],
    [" \t", { kind: "blank" }],
    ["SW1A1AA", { kind: "valid", postcode: "SW1A 1AA" }],
    ["sw1a 1aa", { kind: "valid", postcode: "SW1A 1AA" }],
    ["SE1  6LH", { kind: "valid", postcode: "SE1 6LH" }],
    ["M1 1AA ", { kind: "valid", postcode: "M1 1AA" }],
    ["ZZ993VZ", { kind: "pseudo", postcode: "ZZ99 3VZ" }],
    ["zz99 3vz", { kind: "pseudo", postcode: "ZZ99 3VZ" }],
  ];
  for (const [text, expected] of cases) {
    it(`finds ${JSON.stringify(text)} ${expected.kind}`, () => {
      expect(formatPostcode(text)).to.deep.equal(expected);
    });
  }

  const invalid = [
    ["an outward part alone", "SW1A"],
    ["an inward part alone", "1AA"],
    ["one letter", "A"],
    ["a letter O for a zero", "W1A OAX"],
    ["a first letter that there is not", "QA1 1AA"],
    ["a second letter that there is not", "AI1 1AA"],
    ["a third letter that there is not", "W1Q 0AX"],
    ["a fourth letter that there is not", "EC1D 1BB"],
    ["an inward letter that there is not", "M1 1CA"],
    ["a postcode in a longer text", "M1 1AA UK"],
    ["a hyphen", "M1-1AA"],
    ["a letter that Unicode would raise to SS", "ß1 1AA"],
    ["a pseudo postcode of another shape", "ZZ99 3VA"],
    ["another ZZ area", "ZZ98 3VZ"],
    ["no postcode", "NOT KNOWN"],
  ] as const;
  for (const [what, text] of invalid) {
    it(`refuses ${what}`, () => {
      expect(formatPostcode(text)).to.deep.equal({ kind: "invalid" });
    });
  }

  it("reads every layout however it is spaced and cased", () => {
    const gaps = fc.array(fc.constantFrom("", " ", "  ", "\t"), { minLength: 9, maxLength: 9 });
    const lower = fc.array(fc.boolean(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...REAL, ...PSEUDO), gaps, lower, (postcode, between, cases) => {
        const written = rewrite(postcode, [...between.slice(0, postcode.length - 1), ...between], cases);
        const kind = postcode.startsWith("ZZ99") ? "pseudo" : "valid";
        expect(formatPostcode(written)).to.deep.equal({ kind, postcode });
      }),
    );
  });

  it("is idempotent, and keeps the letters and digits as they are", () => {
    const letter = fc.constantFrom(..."ABCDEFGHJKLMNPRSTUVWXYZabehw");
    const digit = fc.constantFrom(..."0123456789");
    const outward = fc.oneof(
      fc.tuple(letter, digit),
      fc.tuple(letter, letter, digit),
      fc.tuple(letter, digit, letter),
      fc.tuple(letter, letter, digit, letter),
    );
    const likely = fc
      .tuple(outward, fc.constantFrom("", " ", "  "), digit, letter, letter)
      .map(([before, gap, ...after]) => [...before, gap, ...after].join(""));
    let formatted = 0;
    fc.assert(
      fc.property(fc.oneof(likely, fc.string(), fc.constantFrom(...REAL, ...PSEUDO)), (text) => {
        const once = formatPostcode(text);
        if (once.kind === "blank" || once.kind === "invalid") return;
        formatted++;
        expect(formatPostcode(once.postcode)).to.deep.equal(once);
        expect(once.postcode.replace(" ", "")).to.equal(text.replace(/\s/g, "").toUpperCase());
        expect(once.postcode.at(-4)).to.equal(" ");
      }),
      { numRuns: 1000 },
    );
    expect(formatted).to.be.greaterThan(100);
  });

  it("knows every pseudo postcode of the code set, as it is written there", () => {
    for (const { code } of nationalCodeSet("pseudo-postcodes").codes) {
      expect(formatPostcode(code)).to.deep.equal({ kind: "pseudo", postcode: code });
    }
  });
});
