import { testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { chainFile, chainPlugin, chainSource } from "../support/chain.js";
import { failureOf } from "../support/chain-run.js";
import {
  type ChangedFiles,
  compileSmall,
  edited,
  lines,
  type SmallCompile,
  smallFiles,
  wardField,
} from "../support/small-contract.js";

const WARD = "contract/LOAD_WARD.yaml";
const BED = "contract/LOAD_BED.yaml";

interface Case {
  readonly what: string;
  readonly files: ChangedFiles;
  readonly more?: SmallCompile;
  readonly says: readonly string[];
}

const feed = {
  "feeds/phones.yaml": "feed: phones\ntitle: Phones\nkey: [Ward]\ncolumns:\n  Ward: {}\n  Number: {}\n",
};

/** Each line is what the command shows: place, code, what is wrong, how to mend it. */
const cases: readonly Case[] = [
  {
    what: "a column without a class",
    files: edited(WARD, "  name: { class: DIRECT_SOURCE, source: WARD.Name, confidence: high }\n", ""),
    says: [
      "contract/LOAD_WARD.yaml:3:1 CONTRACT_UNCLASSIFIED_COLUMN LOAD_WARD.name carries no mapping class. Classify it; a column that is not loaded is OUT_OF_SCOPE with reason, decision, owner and date.",
    ],
  },
  {
    what: "a field that is no column",
    files: edited(WARD, "  name:", "  nane: { class: DIRECT_SOURCE, source: WARD.Name }\n  name:"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_UNKNOWN_TARGET_COLUMN LOAD_WARD.nane is no column of the load table. Mend the name or remove the entry. Did you mean "name"?',
    ],
  },
  {
    what: "an unknown source column",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: WARD.Nmae }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_UNKNOWN_SOURCE_COLUMN LOAD_WARD.name reads WARD.Nmae, which is not in the source catalogue. Name a column that the table has. Did you mean "Name"?',
    ],
  },
  {
    what: "an unknown source table",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: WARDS.Name }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_UNKNOWN_SOURCE_TABLE LOAD_WARD.name reads WARDS, which is no source table of any installed plugin. Mend the name, or install the plugin that owns the table. Did you mean "WARD"?',
    ],
  },
  {
    what: "a DIRECT_SOURCE without a source",
    files: wardField("name", "{ class: DIRECT_SOURCE }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_SOURCE_MISSING LOAD_WARD.name names no source column. Say "source: TABLE.Field".',
    ],
  },
  {
    what: "several sources without the column that holds the value",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: [WARD.Name, WARD.Phone] }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_SEVERAL_SOURCES LOAD_WARD.name names several source columns, but not the column of the rows that holds its value. Say which with "column:".',
    ],
  },
  {
    what: "a column that the rows do not have",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: WARD.Name, column: Nam }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_UNKNOWN_ROW_COLUMN LOAD_WARD.name takes the column Nam, which the rows of LOAD_WARD do not have. Select it in contract/LOAD_WARD.sql, or name a column that is there. Did you mean "Name"?',
    ],
  },
  {
    what: "a row column that the row SQL does not make",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: row.nam }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_UNKNOWN_ROW_COLUMN LOAD_WARD.name takes the column nam, which the rows of LOAD_WARD do not have. Select it in contract/LOAD_WARD.sql, or name a column that is there. Did you mean "Name"?',
    ],
  },
  {
    what: "a source that the rows do not carry",
    files: wardField("name", "{ class: DIRECT_SOURCE, source: BED.Colour }"),
    says: [
      'contract/LOAD_WARD.yaml:5:3 CONTRACT_SOURCE_NOT_IN_ROWS LOAD_WARD.name reads BED.Colour, but the rows of LOAD_WARD do not carry it. Select it in contract/LOAD_WARD.sql, or say under which name it is there with "column:".',
    ],
  },
  {
    what: "a date without its form",
    files: wardField("opened", "{ class: DIRECT_SOURCE, source: WARD.Opened }"),
    says: [
      'contract/LOAD_WARD.yaml:7:3 CONTRACT_FORM_MISSING LOAD_WARD.opened is a date or time, but the contract does not say in which form it is read. Say "as: date".',
    ],
  },
  {
    what: "a form that contradicts the column",
    files: wardField("opened", "{ class: DIRECT_SOURCE, source: WARD.Opened, as: datetime }"),
    says: [
      'contract/LOAD_WARD.yaml:7:3 CONTRACT_FORM_MISMATCH LOAD_WARD.opened is written "as: datetime", but its column asks for DD/MM/YYYY. Use the form that fits the column; to drop the time of a date the target column decides, not the source.',
    ],
  },
  {
    what: "a LOOKUP_TRANSLATION without crosswalk and without a policy for missing codes",
    files: wardField("kind", "{ class: LOOKUP_TRANSLATION, source: WARD.Kind }"),
    says: [
      'contract/LOAD_WARD.yaml:6:3 CONTRACT_LOOKUP_WITHOUT_CROSSWALK LOAD_WARD.kind is a LOOKUP_TRANSLATION without a crosswalk. Say "crosswalk: <name>" and add crosswalks/<name>.csv.',
      'contract/LOAD_WARD.yaml:6:3 CONTRACT_LOOKUP_WITHOUT_POLICY LOAD_WARD.kind is a LOOKUP_TRANSLATION that does not say what happens to a missing code. Say "onMissing: reject", or "onMissing: reject-row" where the loader cannot take the row without it.',
    ],
  },
  {
    what: "a crosswalk that nobody provides",
    files: wardField("kind", "{ class: LOOKUP_TRANSLATION, source: WARD.Kind, crosswalk: kinds, onMissing: reject }"),
    says: [
      'contract/LOAD_WARD.yaml:6:3 CONTRACT_UNKNOWN_CROSSWALK LOAD_WARD.kind uses the crosswalk "kinds", which nobody provides. Add crosswalks/kinds.csv or mend the name. Did you mean "kind"?',
    ],
  },
  {
    what: "a DERIVED field without rule and sources",
    files: wardField("system_code", "{ class: DERIVED }"),
    says: [
      'contract/LOAD_WARD.yaml:8:3 CONTRACT_DERIVED_WITHOUT_RULE LOAD_WARD.system_code is DERIVED without a rule. Say "rule: <plugin>.<name>" and contribute the rule in the plugin.',
      'contract/LOAD_WARD.yaml:8:3 CONTRACT_DERIVED_WITHOUT_SOURCES LOAD_WARD.system_code is DERIVED and does not name its sources. Say "sources: [TABLE.Field, ...]", or "sources: []" for a rule that reads no column.',
    ],
  },
  {
    what: "a rule that no plugin contributes",
    files: wardField("system_code", "{ class: DERIVED, rule: core.seting, sources: [] }"),
    says: [
      'contract/LOAD_WARD.yaml:8:3 CONTRACT_UNKNOWN_RULE LOAD_WARD.system_code is derived by "core.seting", which no plugin contributes. Contribute the rule or mend its name. Did you mean "core.setting"?',
    ],
  },
  {
    what: "a SURROGATE_ETL without a recipe",
    files: wardField("record_number", "{ class: SURROGATE_ETL }"),
    says: [
      'contract/LOAD_WARD.yaml:4:3 CONTRACT_SURROGATE_WITHOUT_KEY LOAD_WARD.record_number is a SURROGATE_ETL without a key recipe. Say "key: self", "key: external", or "key: <LOAD table>" with "of: [columns]".',
    ],
  },
  {
    what: "a key to a table that is not there",
    files: edited(BED, "key: LOAD_WARD,", "key: LOAD_WRD,"),
    says: [
      'contract/LOAD_BED.yaml:5:3 CONTRACT_UNRESOLVABLE_KEY LOAD_BED.ward_record_number names a row of LOAD_WRD, which no installed plugin provides. Install the plugin that owns LOAD_WRD, list it in "uses", or mend the name. Did you mean "LOAD_WARD"?',
    ],
  },
  {
    what: "a key of other columns and of fewer parts than the parent's, without a policy",
    files: edited(BED, "of: [Code], parentMissing: quarantine", "of: [Cod, Bed]"),
    says: [
      'contract/LOAD_BED.yaml:5:3 CONTRACT_UNRESOLVABLE_KEY LOAD_BED.ward_record_number builds its key from Cod, which the rows of LOAD_BED do not have. Select it in contract/LOAD_BED.sql, or name a column that is there. Did you mean "Code"?',
      'contract/LOAD_BED.yaml:5:3 CONTRACT_UNRESOLVABLE_KEY LOAD_BED.ward_record_number builds a key of 2 part(s), but a row of LOAD_WARD is named by 1: Code. Give as many columns in "of:", in the parent\'s order.',
      'contract/LOAD_BED.yaml:5:3 CONTRACT_KEY_WITHOUT_POLICY LOAD_BED.ward_record_number names a row of LOAD_WARD, but not what happens when that row was not migrated. Say "parentMissing: quarantine", or "parentMissing: empty" where the link is optional.',
    ],
  },
  {
    what: "a parent beside the columns that cannot be named",
    files: edited(
      BED,
      "rows: { from: [BED], key: [Code, Bed] }",
      `rows:
  from: [BED]
  key: [Code, Bed]
  parents:
    - { key: LOAD_WRD, of: [Code], parentMissing: quarantine }
    - { key: LOAD_WARD, of: [Code, Bedd], parentMissing: quarantine }`,
    ),
    says: [
      'contract/LOAD_BED.yaml:6:7 CONTRACT_UNRESOLVABLE_KEY LOAD_BED names a row of LOAD_WRD, which no installed plugin provides. Install the plugin that owns LOAD_WRD, list it in "uses", or mend the name. Did you mean "LOAD_WARD"?',
      'contract/LOAD_BED.yaml:7:7 CONTRACT_UNRESOLVABLE_KEY LOAD_BED builds a key of 2 part(s), but a row of LOAD_WARD is named by 1: Code. Give as many columns in "of:", in the parent\'s order.',
      'contract/LOAD_BED.yaml:7:7 CONTRACT_UNRESOLVABLE_KEY LOAD_BED builds its key from Bedd, which the rows of LOAD_BED do not have. Select it in contract/LOAD_BED.sql, or name a column that is there. Did you mean "Bed"?',
    ],
  },
  {
    what: "tables whose keys go in a circle",
    files: wardField(
      "record_number",
      "{ class: SURROGATE_ETL, key: LOAD_BED, of: [Code, Name], parentMissing: empty }",
    ),
    says: [
      "CONTRACT_KEY_CYCLE The keys of these tables name each other in a circle: LOAD_WARD > LOAD_BED > LOAD_WARD. Remove one of the keys.",
    ],
  },
  {
    what: "an OUT_OF_SCOPE that says nothing",
    files: wardField("phone", "{ class: OUT_OF_SCOPE }"),
    says: [
      "contract/LOAD_WARD.yaml:9:3 CONTRACT_OUT_OF_SCOPE_INCOMPLETE LOAD_WARD.phone is OUT_OF_SCOPE without reason.",
      "contract/LOAD_WARD.yaml:9:3 CONTRACT_OUT_OF_SCOPE_INCOMPLETE LOAD_WARD.phone is OUT_OF_SCOPE without decision.",
      "contract/LOAD_WARD.yaml:9:3 CONTRACT_OUT_OF_SCOPE_INCOMPLETE LOAD_WARD.phone is OUT_OF_SCOPE without owner.",
      "contract/LOAD_WARD.yaml:9:3 CONTRACT_OUT_OF_SCOPE_INCOMPLETE LOAD_WARD.phone is OUT_OF_SCOPE without the date of the decision (on).",
    ].map(
      (line) =>
        `${line} Say why it is not loaded (reason), whether that is decided (decision: pending or approved), by whom (owner) and when (on).`,
    ),
  },
  {
    what: "an OUT_OF_SCOPE whose reason is blank",
    files: wardField(
      "phone",
      '{ class: OUT_OF_SCOPE, reason: " ", decision: approved, owner: "Estates", on: 2026-02-25 }',
    ),
    says: [
      "contract/LOAD_WARD.yaml:9:3 CONTRACT_OUT_OF_SCOPE_INCOMPLETE LOAD_WARD.phone is OUT_OF_SCOPE without reason. Say why it is not loaded (reason), whether that is decided (decision: pending or approved), by whom (owner) and when (on).",
    ],
  },
  {
    what: "a decision on a day that no calendar has",
    files: edited(WARD, "on: 2026-02-25", "on: 2026-02-30"),
    says: [
      'contract/LOAD_WARD.yaml:9:105 FILE_INVALID_VALUE "fields.phone.on" is not as expected: a date is written YYYY-MM-DD. Give a value of the expected form.',
      "target/LOAD_WARD.yaml:1:1 CONTRACT_TABLE_MISSING LOAD_WARD is in the catalogue, but no contract says what its columns mean. Add contract/LOAD_WARD.yaml.",
      'contract/LOAD_BED.yaml:5:3 CONTRACT_UNRESOLVABLE_KEY LOAD_BED.ward_record_number names a row of LOAD_WARD, which no installed plugin provides. Install the plugin that owns LOAD_WARD, list it in "uses", or mend the name. Did you mean "LOAD_WARD"?',
    ],
  },
  {
    what: "a feed field without feed and column",
    files: wardField("phone", "{ class: REFERENCE_MASTER_FEED }"),
    says: [
      'contract/LOAD_WARD.yaml:9:3 CONTRACT_FEED_INCOMPLETE LOAD_WARD.phone is a REFERENCE_MASTER_FEED that does not name its feed and column. Say "feed: <name>" and "column: <column of the feed>".',
    ],
  },
  {
    what: "a feed field in a table whose rows come from elsewhere",
    files: { ...feed, ...wardField("phone", "{ class: REFERENCE_MASTER_FEED, feed: phones, column: Number }") },
    says: [
      'contract/LOAD_WARD.yaml:9:3 CONTRACT_FEED_MISMATCH LOAD_WARD.phone reads the feed "phones", but the table\'s rows come from no feed. Name that feed, or change "rows: { feed: ... }".',
    ],
  },
  {
    what: "rows of a feed, whose fields read another feed and an unknown column",
    files: {
      ...feed,
      [BED]: `table: LOAD_BED
rows: { feed: phones, key: [Ward] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: REFERENCE_MASTER_FEED, feed: fones, column: Ward }
  bed: { class: REFERENCE_MASTER_FEED, feed: phones, column: Numbr }
`,
    },
    says: [
      'contract/LOAD_BED.yaml:5:3 CONTRACT_FEED_MISMATCH LOAD_BED.ward_record_number reads the feed "fones", but the table\'s rows come from the feed "phones". Name that feed, or change "rows: { feed: ... }".',
      'contract/LOAD_BED.yaml:6:3 CONTRACT_UNKNOWN_FEED_COLUMN LOAD_BED.bed reads the column Numbr, which the feed "phones" does not have. Name one of its columns. Did you mean "Number"?',
    ],
  },
  {
    what: "rows of a feed that no plugin describes",
    files: { ...feed, ...edited(BED, "from: [BED]", "feed: phone") },
    says: [
      'contract/LOAD_BED.yaml:2:1 CONTRACT_UNKNOWN_FEED The rows of LOAD_BED come from the feed "phone", which no plugin describes. Add feeds/phone.yaml or mend the name. Did you mean "phones"?',
    ],
  },
  {
    what: "rows that come from nowhere",
    files: edited(BED, "from: [BED], ", ""),
    says: [
      'contract/LOAD_BED.yaml:2:1 CONTRACT_ROWS_WITHOUT_ORIGIN The rows of LOAD_BED come from source tables or from a feed; exactly one of the two has to be said. Say "from: [TABLE]" or "feed: <name>".',
    ],
  },
  {
    what: "rows that come both from a table and from a feed",
    files: { ...feed, ...edited(BED, "from: [BED],", "from: [BED], feed: phones,") },
    says: [
      'contract/LOAD_BED.yaml:2:1 CONTRACT_ROWS_WITHOUT_ORIGIN The rows of LOAD_BED come from source tables or from a feed; exactly one of the two has to be said. Say "from: [TABLE]" or "feed: <name>".',
    ],
  },
  {
    what: "a driving table that is not there",
    files: edited(BED, "from: [BED]", "from: [BEDS]"),
    says: [
      'contract/LOAD_BED.yaml:2:1 CONTRACT_UNKNOWN_DRIVING_TABLE The rows of LOAD_BED come from BEDS, which is no source table of any installed plugin. Mend the name, or install the plugin that owns the table. Did you mean "BED"?',
    ],
  },
  {
    what: "several driving tables without SQL",
    files: edited(BED, "from: [BED]", "from: [BED], optional: [WARD]"),
    says: [
      "contract/LOAD_BED.yaml:2:1 CONTRACT_SQL_MISSING LOAD_BED has several driving tables, but no row SQL that brings them together. Add contract/LOAD_BED.sql.",
    ],
  },
  {
    what: "a key column that the rows do not have",
    files: edited(BED, "key: [Code, Bed]", "key: [Code, Bedd]"),
    says: [
      'contract/LOAD_BED.yaml:2:22 CONTRACT_UNKNOWN_KEY_COLUMN The natural key of LOAD_BED names Bedd, which its rows do not have. Select it in the row SQL, or name a column that is there. Did you mean "Bed"?',
    ],
  },
  {
    what: "a group that does not lead the key",
    files: edited(BED, "key: [Code, Bed]", "key: [Code, Bed], group: [Bed]"),
    says: [
      "contract/LOAD_BED.yaml:2:40 CONTRACT_GROUP_NOT_LEADING The group of LOAD_BED is not made of the leading columns of its key. Rows arrive sorted by key: name its first column, or its first few, in order.",
    ],
  },
  {
    what: "row SQL that loses the record's number and its table",
    files: { "contract/LOAD_BED.sql": "select Code, Bed from source.BED" },
    says: [
      "contract/LOAD_BED.sql:1:1 CONTRACT_SQL_WITHOUT_LINEAGE The row SQL of LOAD_BED does not carry _table of the driving row. Select _table of the driving table, so that the ledger can account for every record.",
      "contract/LOAD_BED.sql:1:1 CONTRACT_SQL_WITHOUT_LINEAGE The row SQL of LOAD_BED does not carry _row of the driving row. Select _row of the driving table, so that the ledger can account for every record.",
    ],
  },
  {
    what: "row SQL that stands beside no contract",
    files: { "contract/LOAD_BEDS.sql": "select * from source.BED" },
    says: [
      'contract/LOAD_BEDS.sql:1:1 CONTRACT_SQL_WITHOUT_CONTRACT The row SQL of LOAD_BEDS stands beside no contract of that table, so nothing reads it. Add contract/LOAD_BEDS.yaml, or mend the name of the SQL file. Did you mean "LOAD_BED"?',
    ],
  },
  {
    what: "a contract of a table that is not there",
    files: edited(BED, "table: LOAD_BED", "table: LOAD_BAD"),
    says: [
      'contract/LOAD_BED.yaml:1:1 CONTRACT_UNKNOWN_LOAD_TABLE LOAD_BAD is no load table of any installed plugin. Mend the name, or install the plugin that owns the table. Did you mean "LOAD_BED"?',
      "target/LOAD_BED.yaml:1:1 CONTRACT_TABLE_MISSING LOAD_BED is in the catalogue, but no contract says what its columns mean. Add contract/LOAD_BED.yaml.",
    ],
  },
  {
    what: "two plugins that write one field",
    files: {},
    more: {
      others: [
        {
          id: "other",
          files: {
            [BED]:
              "table: LOAD_BED\nrows: { from: [BED], key: [Bed] }\nfields:\n  bed: { class: DIRECT_SOURCE, source: BED.Colour }\n",
          },
        },
      ],
    },
    says: [
      'contract/LOAD_BED.yaml:4:3 CONTRACT_FIELD_WRITTEN_TWICE LOAD_BED.bed is written by the contracts of both "small" and "other". Leave the table to its owner and override the field in an overlay.',
    ],
  },
  {
    what: "a second contract of a table, whatever its fields",
    files: {},
    more: {
      others: [{ id: "other", files: { [BED]: "table: LOAD_BED\nrows: { from: [BED], key: [Bed] }\nfields: {}\n" } }],
    },
    says: [
      'contract/LOAD_BED.yaml:1:1 CATALOGUE_OWNED_TWICE The contract of LOAD_BED is owned by both "small" and "other". Leave it with one plugin; the other reads it and lists the owner in "requires".',
    ],
  },
  {
    what: "a crosswalk whose master and code set are not there",
    files: {
      "crosswalks/kind.yaml":
        "crosswalk: kind\ntitle: Kinds\ncodeSet: kind-of-ward\nmaster: { table: WARD, code: Kind, description: Nam }\n",
      "crosswalks/colour.yaml":
        "crosswalk: colour\ntitle: Colours\nmaster: { table: COLOUR, code: Code, description: Name }\n",
    },
    more: {
      codeSets: { "kind-of-wards": { id: "k", version: "1", meaning: () => undefined } },
    },
    says: [
      'crosswalks/colour.yaml:3:1 CROSSWALK_UNKNOWN_MASTER The crosswalk "colour" is built from COLOUR, which is no source table of any installed plugin. Mend the name, or install the plugin that owns the table.',
      'crosswalks/kind.yaml:4:1 CROSSWALK_UNKNOWN_CODE_SET The crosswalk "kind" names the code set "kind-of-ward", which no plugin provides. Mend the name. Did you mean "kind-of-wards"?',
      'crosswalks/kind.yaml:4:1 CROSSWALK_UNKNOWN_MASTER The crosswalk "kind" is built from WARD.Nam, which is not in the source catalogue. Name a column that the table has. Did you mean "Name"?',
    ],
  },
  {
    what: "a crosswalk that gives a code which its code set does not have",
    files: { "crosswalks/kind.yaml": "crosswalk: kind\ntitle: Kinds\ncodeSet: kinds\n" },
    more: {
      codeSets: { kinds: { id: "k", version: "1", meaning: (code) => (code === "AC" ? "Acute" : undefined) } },
    },
    says: [
      'crosswalks/kind.yaml:1:1 CROSSWALK_TARGET_UNKNOWN The crosswalk "kind" turns "C" into "CO", which is not in the code set "kinds". Give a code of the set.',
    ],
  },
];

describe("the compiler of the contract", () => {
  it("finds nothing wrong with a contract that is right", async () => {
    const { contract, faults } = await compileSmall();
    expect(lines(faults)).to.deep.equal([]);
    expect(contract?.tables.map(({ table }) => table)).to.deep.equal(["LOAD_WARD", "LOAD_BED"]);
  });

  for (const { what, files, more, says } of cases) {
    it(`refuses ${what}`, async () => {
      const { contract, faults } = await compileSmall(files, more);
      expect(lines(faults)).to.have.members(says).and.have.length(says.length);
      expect(contract).to.equal(undefined);
      expect(faults.every(({ exitCode }) => exitCode === 2)).to.equal(true);
    });
  }

  it("refuses a field that is classified twice, wherever in the file", async () => {
    const { faults } = await compileSmall(
      edited(WARD, "  kind:", "  name: { class: DERIVED, rule: core.setting, sources: [] }\n  kind:"),
    );
    expect(lines(faults)[0]).to.equal(
      'contract/LOAD_WARD.yaml:6:3 CONTRACT_FIELD_CLASSIFIED_TWICE "name" is classified twice in this file. Keep one of the two definitions.',
    );
  });

  it("tells a repeated word of a definition from a field that is classified twice", async () => {
    const { faults } = await compileSmall(
      edited(WARD, "onMissing: reject", "onMissing: reject, onMissing: reject-row"),
    );
    expect(faults[0]).to.include({ code: "FILE_INVALID_YAML" });
  });

  it("says why row SQL does not bind, and where it is", async () => {
    const { faults } = await compileSmall({ "contract/LOAD_BED.sql": "select _table, _row, Cod, Bed from source.BED" });
    expect(faults.map(({ code }) => code)).to.deep.equal(["CONTRACT_SQL_INVALID"]);
    expect(lines(faults)[0]).to.match(
      /^contract\/LOAD_BED\.sql:1:1 CONTRACT_SQL_INVALID The row SQL of LOAD_BED does not bind: Binder Error: .*"Cod".*\. Mend the query\.$/,
    );
  });

  it("says why a view does not bind, and lets views read each other in any order", async () => {
    const { faults } = await compileSmall({
      "views/a.sql": "select number from small.b",
      "views/b.sql": "select Code as number from source.WARD",
      "views/c.sql": "select * from small.nowhere",
    });
    expect(faults.map(({ code, where }) => [code, where.file])).to.deep.equal([
      ["CONTRACT_VIEW_INVALID", "views/c.sql"],
    ]);
    expect(lines(faults)[0]).to.contain(
      "views/c.sql:1:1 CONTRACT_VIEW_INVALID The view small.c does not bind: Catalog",
    );
  });

  it("reports the faults of all files and fields at once", async () => {
    const { faults } = await compileSmall({
      [WARD]: smallFiles[WARD]
        .replace("WARD.Name", "WARD.Nam")
        .replace(", onMissing: reject", "")
        .replace(", on: 2026-02-25", ""),
      [BED]: smallFiles[BED].replace(", parentMissing: quarantine", ""),
      "contract/LOAD_ODD.sql": "select 1",
    });
    expect(faults.map(({ code, where }) => [code, where.file, where.line])).to.have.deep.members([
      ["CONTRACT_SQL_WITHOUT_CONTRACT", "contract/LOAD_ODD.sql", 1],
      ["CONTRACT_UNKNOWN_SOURCE_COLUMN", WARD, 5],
      ["CONTRACT_LOOKUP_WITHOUT_POLICY", WARD, 6],
      ["CONTRACT_OUT_OF_SCOPE_INCOMPLETE", WARD, 9],
      ["CONTRACT_KEY_WITHOUT_POLICY", BED, 5],
    ]);
  });

  it("lets a key to a table of an absent plugin stand empty when that plugin is only used", async () => {
    const changed = edited(BED, "key: LOAD_WARD,", "key: LOAD_FLOOR,");
    const { contract } = await compileSmall(changed, { uses: ["floors"] });
    const field = contract?.tables.find(({ table }) => table === "LOAD_BED")?.fields[1];
    expect(field?.definition).to.include({ key: "LOAD_FLOOR", absentParent: true });
    expect((await compileSmall(changed)).faults.map(({ code }) => code)).to.deep.equal(["CONTRACT_UNRESOLVABLE_KEY"]);
  });

  it("refuses a join that multiplies rows once there are rows, naming both tables", async () => {
    const sql =
      "select p._table, p._row, p.Id, p.Name, p.Sex, s.Episode from source.PATIENT p left join source.SPELL s using (Id)";
    const key = chainFile("contract/LOAD_PATIENT.yaml").replace("key: [Id]", "key: [Id, Episode]");
    const spell = chainFile("contract/LOAD_SPELL.yaml").replace(
      "key: LOAD_PATIENT, of: [Id]",
      "key: LOAD_PATIENT, of: [Id, Episode]",
    );
    const files = {
      "contract/LOAD_PATIENT.sql": sql,
      "contract/LOAD_PATIENT.yaml": key,
      "contract/LOAD_SPELL.yaml": spell,
    };
    const error = await failureOf(testMigration({ plugins: [chainPlugin(files)], source: chainSource as never }));
    expect(error).to.include({
      code: "LEDGER_ROWS_MULTIPLIED",
      message: "1 record(s) of PATIENT became several rows of LOAD_PATIENT.",
      fix: 'Mend the join that multiplies them in contract/LOAD_PATIENT.sql, or say "split: true" where that is meant.',
    });
    const split = {
      ...files,
      "contract/LOAD_PATIENT.yaml": key.replace("from: [PATIENT],", "from: [PATIENT], split: true,"),
    };
    const result = await testMigration({ plugins: [chainPlugin(split)], source: chainSource as never });
    expect(result.ledger.PATIENT).to.deep.equal({ loaded: 1, split: 1, merged: 0, excluded: 0, rejected: 0 });
  });
});
