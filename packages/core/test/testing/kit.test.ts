import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mapText, provideValue, SnapshotClock, snapshotClock, takeRows, textFrom } from "@pas-migrate/core";
import { stories, type TestResult, testMigration } from "@pas-migrate/core/testing";
import { expect } from "chai";
import { chainPlugin, chainSource } from "../support/chain.js";
import { failureOf } from "../support/chain-run.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";
import { edited, pluginOf, wardField, withFiles } from "../support/small-contract.js";

const chain = chainSource as never;

describe("the test kit", () => {
  describe("on a migration that is right but for a code", () => {
    let result: TestResult;
    before(async () => {
      const source = { ...chainSource, PATIENT: { ...chainSource.PATIENT, Sex: ["F", "X"] } } as never;
      result = await testMigration({
        plugins: [chainPlugin()],
        source,
        hooks: (hooks) => {
          hooks.gate(
            {
              id: "T-1",
              severity: "error",
              title: "Spells on W1",
              population: "select count(*) from target.LOAD_SPELL",
            },
            (gate) => gate.violations("select record_number from target.LOAD_SPELL where ward = 'W1'"),
          );
          hooks.gate({ id: "T-2", severity: "warn", title: "Evidence is there" }, async (gate) => {
            const entries = await gate.query("select count(*) as n from ledger.entries");
            const rejects = await gate.query("select reason_code from rejects.entries");
            return {
              failures: Number(entries.toArray()[0].n) - 9,
              keys: rejects.toArray().map((row) => row.reason_code),
            };
          });
        },
      });
    });

    it("gives target columns and rows", () => {
      expect(result.table("LOAD_PATIENT").column("name")).to.deep.equal(["ANN", "BOB"]);
      expect(result.table("LOAD_PATIENT").column("sex")).to.deep.equal(["2", null]);
      expect(result.table("LOAD_STAY").rows[3]).to.include({
        external_system_id: "2|20|202603010900",
        start_date: "01/03/2026 09:00",
        bed: null,
      });
    });

    it("gives rejects with what was refused", () => {
      expect(result.rejects).to.deep.equal([
        {
          table: "LOAD_PATIENT",
          field: "sex",
          stage: "fields",
          reason: "CODE_NOT_MAPPED",
          code: "X",
          key: "2",
          values: { "PATIENT.Sex": "X" },
        },
      ]);
    });

    it("gives the ledger and the contract", () => {
      expect(result.ledger).to.deep.equal(
        Object.fromEntries(
          [
            ["PATIENT", 2],
            ["SPELL", 3],
            ["STAY", 4],
          ].map(([table, loaded]) => [table, { loaded, split: 0, merged: 0, excluded: 0, rejected: 0 }]),
        ),
      );
      expect(result.contract.tables).to.have.length(3);
    });

    it("judges the rules of plugins and of the framework", () => {
      const own = result.gates.filter(({ id }) => id.startsWith("T-"));
      expect(
        own.map(({ id, status, target_failures, denominator }) => [id, status, target_failures, denominator]),
      ).to.deep.equal([
        ["T-1", "fail", 2, 3],
        ["T-2", "pass", 0, null],
      ]);
      expect(result.gates.length).to.be.above(2);
    });

    it("refuses to be asked for what is not there", () => {
      expect(() => result.table("LOAD_X")).to.throw(RangeError, "no plugin has a load table LOAD_X");
      expect(() => result.table("LOAD_STAY").column("x")).to.throw(RangeError, "LOAD_STAY has no column x");
    });
  });

  it("stands at one instant unless a test gives another", async () => {
    const at = async (options: object) => {
      const seen: string[] = [];
      await testMigration({
        plugins: [chainPlugin()],
        source: chain,
        hooks: (hooks) =>
          hooks.afterTable("LOAD_PATIENT", (table, { clock }) => {
            seen.push(clock.iso());
            return table;
          }),
        ...options,
      });
      return seen;
    };
    expect(await at({})).to.deep.equal(["2026-03-27T18:00"]);
    expect(await at({ snapshotAt: "2020-01-01T00:00" })).to.deep.equal(["2020-01-01T00:00"]);
    const services = [provideValue(SnapshotClock, snapshotClock("2019-01-01T00:00"))];
    expect(await at({ services })).to.deep.equal(["2019-01-01T00:00"]);
  });

  it("runs settings, rules, hooks and batches as a real run does", async () => {
    const assets = withFiles(wardField("name", "{ class: DERIVED, rule: small.loud, sources: WARD.Name }"));
    const type = pluginOf(
      { assets },
      {
        derivations: { "small.loud": ([name]) => mapText(name, (text) => `${text}!`) },
        register: (hooks) =>
          hooks.transformField("LOAD_WARD.name", (column) => mapText(column, (text) => text.toUpperCase())),
      },
    );
    const result = await testMigration({
      plugins: [type],
      source: { WARD: { Code: ["W2", "W1"], Name: ["north", "south"], Kind: ["A", "C"] } },
      settings: { systemCode: "OLD" },
      batchRows: 1,
    });
    const rows = result.table("LOAD_WARD").rows.map(({ name, kind, system_code }) => [name, kind, system_code]);
    expect(rows).to.deep.equal([
      ["SOUTH!", "CO", "OLD"],
      ["NORTH!", "AC", "OLD"],
    ]);
    expect(result.table("LOAD_BED").rows).to.deep.equal([]);
  });

  it("counts rows that a hook leaves out with a reason, and names the plugin of one that drops a row without", async () => {
    const run = (register: Parameters<typeof chainPlugin>[1]) =>
      testMigration({ plugins: [chainPlugin({}, register)], source: chain });
    const result = await run((hooks) =>
      hooks.beforeTable("LOAD_STAY", (rows, context) => {
        context.exclude([0, 2], "TEST_WARD");
        return takeRows(rows, [1, 3]);
      }),
    );
    expect(result.ledger.STAY).to.deep.equal({ loaded: 2, split: 0, merged: 0, excluded: 2, rejected: 0 });
    expect(result.table("LOAD_STAY").column("bed")).to.deep.equal(["B2", null]);
    const error = await failureOf(run((hooks) => hooks.beforeTable("LOAD_STAY", (rows) => takeRows(rows, [0, 1, 2]))));
    expect(error).to.include({
      code: "HOOK_LOST_ROWS",
      message: 'The plugin "chain" dropped 1 row(s) of LOAD_STAY in beforeTable without a reason.',
    });
  });

  it("takes feeds by name", async () => {
    const files = {
      "feeds/beds.yaml": "feed: beds\ntitle: Beds\nkey: [Id]\ncolumns: { Id: {}, Ward: {} }\n",
      "contract/LOAD_BED.yaml": `table: LOAD_BED
rows: { feed: beds, key: [Id] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: SURROGATE_ETL, key: LOAD_WARD, of: [Ward], parentMissing: empty }
  bed: { class: REFERENCE_MASTER_FEED, feed: beds, column: Id, as: upper }
`,
    };
    const result = await testMigration({
      plugins: [pluginOf({ assets: withFiles(files) })],
      source: { "feed:beds": { Id: ["b2", "b1"], Ward: ["W9", ""] } },
    });
    expect(result.table("LOAD_BED").column("bed")).to.deep.equal(["B1", "B2"]);
    expect(result.table("LOAD_BED").column("ward_record_number")).to.deep.equal([null, null]);
  });

  for (const [what, source, message] of [
    ["a table that the contract does not read", { WADR: {} }, 'the contract reads no table WADR. Did you mean "WARD"?'],
    [
      "a column that the table does not have",
      { WARD: { Code: ["1"], Nmae: ["x"] } },
      'WARD has no column Nmae. Did you mean "Name"?',
    ],
    [
      "columns of unequal length",
      { WARD: { Code: ["1"], Name: ["x", "y"] } },
      "WARD.Name has 2 rows, the first column has 1",
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await failureOf(
        testMigration({ plugins: [pluginOf({ assets: withFiles() })], source: source as never }),
      );
      expect(error).to.be.instanceOf(RangeError).and.have.property("message", message);
    });
  }

  it("names rule and field when a derivation fails or gives a wrong column, and keeps its words back", async () => {
    const assets = withFiles(
      edited(
        "contract/LOAD_WARD.yaml",
        "core.setting, sources: [], with: { name: systemCode }",
        "small.rule, sources: WARD.Name",
      ),
    );
    const fails = async (rule: () => unknown) => {
      const type = pluginOf({ assets }, { derivations: { "small.rule": rule as never } });
      const error = await failureOf(
        testMigration({ plugins: [type], source: { WARD: { Code: ["1"], Name: ["ANN"] } } }),
      );
      return `${error.code} ${error.message}`;
    };
    expect(
      await fails(() => {
        throw new RangeError("ANN");
      }),
    ).to.equal('DERIVATION_FAILED The rule "small.rule" failed for LOAD_WARD.system_code: RangeError.');
    expect(await fails(() => textFrom(["a", "b"]))).to.equal(
      'DERIVATION_WRONG_COLUMN The rule "small.rule" did not give a text column of 1 rows for LOAD_WARD.system_code.',
    );
  });
});

describe("stories", () => {
  const plugins = [pluginOf({ assets: withFiles() })];
  const ward = "Code,Name,Kind\nW1,North,A\nW2,South,Z\n";
  const passing = {
    "source/WARD.csv": ward,
    "expected/LOAD_WARD.csv": "name,kind,system_code\nNorth,AC,OLD\nSouth,,OLD\n",
    "expected/rejects.csv": "table,field,reason,key\nLOAD_WARD,kind,CODE_NOT_MAPPED,W2\n",
    "story.yaml": "settings: { systemCode: OLD }\nsnapshotAt: 2026-01-01T00:00\n",
  };
  const told = (stories_: Readonly<Record<string, Readonly<Record<string, string>>>>) => {
    const all = Object.entries(stories_).flatMap(([name, files]) =>
      Object.entries(files).map(([path, text]) => [join(name, path), text] as const),
    );
    return stories(writeFiles(temporaryFolder(), Object.fromEntries(all)));
  };
  const differences = async (changed: Readonly<Record<string, string>>) =>
    told({ "one-ward": { ...passing, ...changed } })[0].differences({ plugins });

  it("pass when everything came out as expected", async () => {
    expect(await differences({})).to.deep.equal([]);
  });

  it("are the folders of a folder, by name, with titles in words", () => {
    const found = told({ "two-wards-and-a-bed": passing, "a-ward": passing });
    expect(found.map(({ title }) => title)).to.deep.equal(["a ward", "two wards and a bed"]);
    const folder = writeFiles(temporaryFolder(), {
      "x/source/WARD.csv": ward,
      "x/expected/LOAD_BED.csv": "bed\n",
      "y.txt": "",
    });
    expect(stories(pathToFileURL(`${folder}/`)).map(({ title }) => title)).to.deep.equal(["x"]);
  });

  it("name every difference in values, rows and rejects", async () => {
    const expected = "name,kind,system_code\nNorth,CO,OLD\nSouth,,OLD\nEast,,OLD\n";
    const rejects = "table,field,reason,key\nLOAD_WARD,kind,CODE_NOT_MAPPED,W3\n";
    expect(await differences({ "expected/LOAD_WARD.csv": expected, "expected/rejects.csv": rejects })).to.deep.equal([
      'LOAD_WARD row 1 kind: got "AC", expected "CO"',
      "LOAD_WARD row 3 is missing: East||OLD",
      "reject is missing: LOAD_WARD|kind|CODE_NOT_MAPPED|W3",
      "reject was not expected: LOAD_WARD|kind|CODE_NOT_MAPPED|W2",
    ]);
    expect(await differences({ "expected/LOAD_WARD.csv": "name,kind\nNorth,AC\n" })).to.deep.equal([
      "LOAD_WARD row 2 is too many: South|",
    ]);
  });

  it("expect no reject where they say nothing of rejects", async () => {
    const { "expected/rejects.csv": _, ...rest } = passing;
    expect(await told({ x: rest })[0].differences({ plugins })).to.deep.equal([
      "reject was not expected: LOAD_WARD|kind|CODE_NOT_MAPPED|W2",
    ]);
  });

  it("take feeds as source files", async () => {
    const type = pluginOf({
      assets: withFiles({
        "feeds/beds.yaml": "feed: beds\ntitle: Beds\nkey: [Id]\ncolumns: { Id: {} }\n",
        "contract/LOAD_BED.yaml": `table: LOAD_BED
rows: { feed: beds, key: [Id] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: SURROGATE_ETL, key: external }
  bed: { class: REFERENCE_MASTER_FEED, feed: beds, column: Id }
`,
      }),
    });
    const [story] = told({ x: { "source/feed.beds.csv": "Id\nB1\n", "expected/LOAD_BED.csv": "bed\nB1\n" } });
    expect(await story.differences({ plugins: [type] })).to.deep.equal([]);
  });

  it("refuse columns that are not there, in tables with and without rows", async () => {
    for (const name of ["LOAD_WARD", "LOAD_BED"]) {
      const error = await failureOf(differences({ [`expected/${name}.csv`]: "nane\nx\n" }));
      expect(error).to.be.instanceOf(RangeError).and.have.property("message", `${name} has no column nane`);
    }
  });

  it("refuse a rejects file with other columns", async () => {
    const error = await failureOf(differences({ "expected/rejects.csv": "table,field\n" }));
    expect(error.message).to.equal("expected/rejects.csv has the columns table,field,reason,key");
  });

  for (const [what, files, says] of [
    ["without a source", { "expected/LOAD_WARD.csv": "name\n" }, /x has no source\/<TABLE>\.csv$/],
    ["with nothing expected", { "source/WARD.csv": ward }, /x has no expected\/<LOAD_TABLE>\.csv$/],
    [
      "with a file without header",
      { "source/WARD.csv": "", "expected/LOAD_WARD.csv": "name\n" },
      /WARD\.csv has no header$/,
    ],
    [
      "with rows of unequal length",
      { "source/WARD.csv": "Code,Name\nW1\n", "expected/LOAD_WARD.csv": "name\n" },
      /Invalid Record Length/,
    ],
    ["with an unknown setting", { ...passing, "story.yaml": "snapshot: 2026\n" }, /snapshot/],
  ] as const) {
    it(`refuse a story ${what}`, () => {
      expect(() => told({ x: files })).to.throw(says);
    });
  }
});
