import { testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { cells, change, migrate, patient, plugins, refusals, spell, table } from "./support/migrate.js";

const TRANSFERS = "LOAD_MH_DETENTION_TRANSFERS";

const source = {
  PATDATA: table(patient("1")),
  ADMITDISCH: table(spell("1", "10", "202603011000")),
  LEGALSTATUSDETS: table(
    change("1", "10", "202603011100", "0", "1"),
    change("1", "10", "202603021100", " 2 ", "L"),
    change("1", "10", "202603031100", "3", " "),
    change("1", "10", "202603041100", "02", "M"),
  ),
};

describe("the crosswalks of detentions", () => {
  it("translate what the dictionary spells out, and refuse every other code by field and code", async () => {
    const result = await testMigration({ plugins, source });
    expect(cells(result, TRANSFERS, "legal_status", "mental_category")).to.deep.equal([
      [null, null],
      ["02", null],
      [null, null],
      [null, null],
    ]);
    expect(refusals(result, TRANSFERS)).to.deep.equal([
      "1|10|202603011100 legal_status CODE_NOT_MAPPED 0",
      "1|10|202603011100 mental_category CODE_NOT_MAPPED 1",
      "1|10|202603021100 mental_category CODE_NOT_MAPPED L",
      "1|10|202603031100 legal_status CODE_NOT_MAPPED 3",
      "1|10|202603041100 legal_status CODE_NOT_MAPPED 02",
      "1|10|202603041100 mental_category CODE_NOT_MAPPED M",
    ]);
  });

  it("are closed by the pairs of a trust's overlay, code by code", async () => {
    const result = await migrate(source);
    expect(cells(result, TRANSFERS, "legal_status", "mental_category")).to.deep.equal([
      [null, null],
      ["02", "B"],
      ["03", null],
      [null, "A"],
    ]);
    expect(refusals(result, TRANSFERS)).to.deep.equal([
      "1|10|202603011100 legal_status CODE_NOT_MAPPED 0",
      "1|10|202603011100 mental_category CODE_NOT_MAPPED 1",
      "1|10|202603041100 legal_status CODE_NOT_MAPPED 02",
    ]);
  });

  it("are national on the right-hand side, with what both sides mean", async () => {
    const { contract } = await testMigration({ plugins, source: {} });
    const pairs = (name: string) => contract.crosswalks.find((crosswalk) => crosswalk.name === name);
    expect(pairs("legal_status")?.codeSet).to.equal("mha-legal-status");
    expect(
      pairs("legal_status")?.pairs.map((pair) => [
        pair.sourceCode,
        pair.sourceDescription,
        pair.targetCode,
        pair.targetDescription,
        pair.status,
      ]),
    ).to.deep.equal([
      ["1", "Informal", "01", "Informal", "draft"],
      ["2", "Sect 2", "02", "Formally detained under Mental Health Act Section 2", "draft"],
    ]);
    expect(pairs("mental_category")?.codeSet).to.equal("mha-mental-category");
    expect(pairs("mental_category")?.pairs).to.deep.equal([]);
  });
});
