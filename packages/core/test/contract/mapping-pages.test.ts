import { mappingPages } from "@pas-migrate/core";
import { expect } from "chai";
import { compileSmall, edited } from "../support/small-contract.js";

const BED = "contract/LOAD_BED.yaml";

const pagesOf = async (changed = {}) => mappingPages((await compileSmall(changed)).contract!);

describe("the mapping pages", () => {
  it("are an index and a page for each load table", async () => {
    const pages = await pagesOf();
    expect([...pages.keys()]).to.deep.equal(["README.md", "LOAD_WARD.md", "LOAD_BED.md"]);
    expect(pages.get("README.md")!.split("\n").slice(4, -1)).to.deep.equal([
      "| Load table | Holds | Plugin | Driven by | Columns | Open |",
      "| --- | --- | --- | --- | --- | --- |",
      "| [LOAD_WARD](LOAD_WARD.md) | Wards | small | WARD | 6 | 1 |",
      "| [LOAD_BED](LOAD_BED.md) | Beds | small | BED | 3 | 0 |",
    ]);
    expect(pages.get("LOAD_WARD.md")).to.equal(`# LOAD_WARD

Wards.

- Plugin: \`small\`
- Rows: WARD
- Natural key: \`Code\`

| Column | Form | Class | Source | Rule | Empty when; notes |
| --- | --- | --- | --- | --- | --- |
| \`record_number\` | NUMBER(42) | SURROGATE_ETL | Code | key self |  |
| \`name\` | VARCHAR2(20) | DIRECT_SOURCE | WARD.Name | as text |  |
| \`kind\` | VARCHAR2(2) | LOOKUP_TRANSLATION | WARD.Kind | missing code: reject |  |
| \`opened\` | DD/MM/YYYY | DIRECT_SOURCE | WARD.Opened | as date |  |
| \`system_code\` | VARCHAR2(10) | DERIVED |  | core.setting {"name":"systemCode"} |  |
| \`phone\` | VARCHAR2(12) | OUT_OF_SCOPE |  |  | always: Kept in the switchboard; **open**, for the Estates |
`);
  });

  it("say what else is known of rows and fields, whatever its signs and line ends", async () => {
    const contract = `table: LOAD_BED
rows:
  from: [BED]
  optional: [WARD]
  key: [Code, "Bed?"]
  split: true
  closes: LOAD_WARD
  parents: [{ key: LOAD_WARD, of: Code, parentMissing: quarantine }]
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: SURROGATE_ETL, key: external }
  bed:
    class: DIRECT_SOURCE
    source: BED.Bed
    emptyWhen: a | b
    decision: pending
    notes: |
      one line
      another
`;
    const page = (
      await pagesOf({
        [BED]: contract,
        "contract/LOAD_BED.sql": "select _table, _row, Code, Bed from source.BED",
      })
    ).get("LOAD_BED.md")!;
    expect(page.split("\n").slice(4, 9)).to.deep.equal([
      "- Plugin: `small`",
      "- Rows: BED, WARD (if there is one); one record may give several rows",
      "- Natural key: `Code`, `Bed` (if any)",
      "- Needs its row of LOAD_WARD; without it the row is quarantined",
      "- A rejected row takes its LOAD_WARD along, with all that hangs on it",
    ]);
    expect(page.trimEnd().split("\n").at(-1)).to.equal(
      "| `bed` | VARCHAR2(4) | DIRECT_SOURCE | BED.Bed | as text | a \\| b; **open**; one line another |",
    );
  });

  it("name the feed that rows come from", async () => {
    const files = {
      "feeds/beds.yaml": "feed: beds\ntitle: Beds\nkey: [Code]\ncolumns: { Code: {}, Bed: {} }\n",
      [BED]: edited(BED, "from: [BED]", "feed: beds")[BED].replace("BED.Bed", "row.Bed"),
    };
    const pages = await pagesOf(files);
    expect(pages.get("LOAD_BED.md")).to.contain("- Rows: the feed `beds`\n");
    expect(pages.get("README.md")).to.contain("| Beds | small | feed beds | 3 | 0 |");
  });
});
