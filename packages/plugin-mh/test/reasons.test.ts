import { MhPlugin } from "@pas-migrate/plugin-mh";
import { expect } from "chai";
import { change, migrate, patient, spell, table } from "./support/migrate.js";

/** One thing wrong for each reason of the plugin. */
const source = {
  PATDATA: table(patient("1"), patient("2", { DistrictNumber: "D5" }), patient("3", { DistrictNumber: "D5" })),
  ADMITDISCH: table(
    spell("1", "10", "201001011000", "201002011200"),
    spell("1", "11", "202601011000", "202602011200"),
    spell("1", "12", "202602021000", "20260210"),
    spell("1", "13", "202603011000"),
    spell("1", "14", "202603011000"),
  ),
  LEGALSTATUSDETS: table(
    change("1", "10", "201001021100", "2", "M"),
    change("1", "10", "201001031100", "2", "M"),
    change("1", "11", "202602011300", "2"),
    change("1", "12", "202602031100", "2"),
    change("1", "13", "202603021100", "2"),
    change("1", "13", "202603031100", null),
    change("1", "13", "202603041100", "9"),
    change("1", "14", "202603021100", "2"),
    change("1", "14", "", "3"),
    change("1", "99", "202603021100", "2"),
    change("9", "10", "202603021100", "2"),
  ),
  "feed:cpa": table({ cpa_id: "C1", district_number: "D5" }),
};

describe("the reasons of mental health", () => {
  it("all occur, and every reason that occurs is the plugin's or the framework's", async () => {
    const { rejects } = await migrate(source, { settings: { archiveBefore: "2016-04-01" } });
    const own = rejects.filter(({ table: name }) => /^LOAD_(MH|DETENTION|CPA)_/.test(name));
    expect([...new Set(own.map(({ reason }) => reason))].sort()).to.deep.equal(
      [...Object.keys(new MhPlugin().reasons), "CHAIN_BROKEN", "PARENT_NOT_MIGRATED", "REQUIRED_VALUE_MISSING"].sort(),
    );
  });

  it("say what is wrong and what to do, in sentences", () => {
    for (const [code, { severity, message }] of Object.entries(new MhPlugin().reasons)) {
      expect(message, code).to.match(/^[A-Z].+\.$/);
      expect(["error", "warn"], code).to.include(severity);
    }
  });
});
