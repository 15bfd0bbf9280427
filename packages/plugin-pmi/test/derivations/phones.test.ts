import { derivedValues } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { partPhone, phone } from "../../dist/derivations/phones.js";

const cases: readonly (readonly [string, string | null, string | null])[] = [
  ["01632 960001", "01632 960001", null],
  [" 07700900123 ", "07700900123", null],
  ["+44 1632 960001", "01632 960001", null],
  ["+44(0)1632 960001", "01632 960001", null],
  ["(01632) 960001", "(01632) 960001", null],
  ["01632-960-001", "01632-960-001", null],
  ["01632 960001 ask for son", "01632 960001", "ask for son"],
  ["DAUGHTER 01632 960001 x", "01632 960001", "DAUGHTER x"],
  ["01632 960001 ext 42", "01632 960001", "ext 42"],
  ["EX DIRECTORY", null, "EX DIRECTORY"],
  ["1234", null, "1234"],
  ["NOT AFTER 6", null, "NOT AFTER 6"],
];

describe("pmi.phone", () => {
  for (const [written, number, text] of cases) {
    it(`parts "${written}" into ${number ?? "no number"} and ${text ?? "no words"}`, () => {
      expect(partPhone(written)).to.deep.equal({ number, text });
    });
  }

  it("gives the numbers of a column, and nothing for empty cells", () => {
    expect(derivedValues(phone, ["01632 960001 son", null, "", "none"])).to.deep.equal([
      "01632 960001",
      null,
      null,
      null,
    ]);
  });
});
