import { applyDerivation } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { contactName, partContactName } from "../../dist/derivations/contacts.js";

const titles: Readonly<Record<string, string>> = { MRS: "MRS", DR: "DR" };
const target = (title: string) => titles[title];

const cases: readonly (readonly [string, string | null, string | null, string])[] = [
  ["JOAN SMITH", null, null, "JOAN SMITH"],
  ["SMITH", null, null, "SMITH"],
  ["SMITH, JOAN", null, "JOAN", "SMITH"],
  ["SMITH, MRS JOAN", "MRS", "JOAN", "SMITH"],
  ["O'NEILL-SMITH , JOAN  ANN", null, "JOAN ANN", "O'NEILL-SMITH"],
  ["MRS SMITH", "MRS", null, "SMITH"],
  ["Mrs. Smith", "MRS", null, "Smith"],
  ["MRS JOAN SMITH", "MRS", "JOAN", "SMITH"],
  ["MRS JOAN ANN SMITH", "MRS", null, "JOAN ANN SMITH"],
  ["SISTER JOAN SMITH", null, null, "SISTER JOAN SMITH"],
  ["DR", null, null, "DR"],
];

describe("pmi.contactName", () => {
  for (const [written, title, first, family] of cases) {
    it(`parts "${written}" only where that is certain`, () => {
      expect(partContactName(written, target)).to.deep.equal({ title, first, family });
    });
  }

  it("gives one part, with the titles of the crosswalk", () => {
    const parts = ["title", "first", "family"].map(
      (part) =>
        applyDerivation(contactName, [["DR ANN BELL", null]], { part, crosswalk: "title" }, { title: titles }).values,
    );
    expect(parts).to.deep.equal([
      ["DR", null],
      ["ANN", null],
      ["BELL", null],
    ]);
  });
});
