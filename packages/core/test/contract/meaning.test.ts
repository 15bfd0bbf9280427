import { canonicalJson, meaningHash } from "@pas-migrate/core";
import { expect } from "chai";
import fc from "fast-check";
import { canonicalSql } from "../../dist/contract/canonical.js";
import { inDependencyOrder, parentsOf } from "../../dist/contract/load-order.js";
import {
  type ChangedFiles,
  compileSmall,
  edited,
  type SmallCompile,
  smallFiles,
  wardField,
} from "../support/small-contract.js";

const WARD = "contract/LOAD_WARD.yaml";
const SQL = "contract/LOAD_BED.sql";
const sql = "select _table, _row, Code, Bed from source.BED where Colour <> 'a  b'";

async function hashOf(changed: ChangedFiles = {}, more?: SmallCompile): Promise<string> {
  const { contract, faults } = await compileSmall(changed, more);
  expect(faults).to.deep.equal([]);
  return contract!.hash;
}

describe("the hash of a contract", () => {
  let plain: string;
  let withSql: string;
  before(async () => {
    plain = await hashOf();
    withSql = await hashOf({ [SQL]: sql });
  });

  const layouts: readonly (readonly [string, () => ChangedFiles])[] = [
    ["the order of fields", () => ({ [WARD]: reordered(smallFiles[WARD]) })],
    ["comments and blank lines", () => ({ [WARD]: `# wards\n\n${smallFiles[WARD].replaceAll("\n  ", "\n\n  ")}` })],
    [
      "flow or block style and quotes",
      () => wardField("name", '\n    "source": [ "WARD.Name" ]\n    class: \'DIRECT_SOURCE\'\n    confidence: high'),
    ],
    [
      "the order of words in a definition",
      () => wardField("opened", "{ as: date, source: WARD.Opened, class: DIRECT_SOURCE }"),
    ],
    [
      "the form of a date, where the default is said",
      () => wardField("name", "{ class: DIRECT_SOURCE, source: WARD.Name, as: text }"),
    ],
    [
      "notes, confidence, owner and decision",
      () => edited(WARD, 'decision: pending, owner: "Estates"', "decision: approved, notes: x, owner: y"),
    ],
    ["the name of a contract file", () => ({ [WARD]: null, "contract/wards.yaml": smallFiles[WARD] })],
    ["the order of pairs in a crosswalk", () => ({ "crosswalks/kind.csv": shuffledPairs() })],
    ["a title", () => edited("target/LOAD_WARD.yaml", "title: Wards", "title: All wards")],
  ];
  for (const [what, changed] of layouts) {
    it(`does not change with ${what}`, async () => {
      expect(await hashOf(changed())).to.equal(plain);
    });
  }

  it("does not change with the layout of SQL", async () => {
    const laidOut = "-- beds\nselect  _table, _row, Code, Bed\nfrom source.BED /* all */\nwhere Colour <> 'a  b';\n";
    expect(await hashOf({ [SQL]: laidOut })).to.equal(withSql);
  });

  it("does not change with a source column that rules alone read", async () => {
    const { contract } = await compileSmall({}, { reads: ["BED.Colour"] });
    const bed = contract!.sources.find(({ definition }) => definition.table === "BED")!;
    expect([bed.used, bed.judged]).to.deep.equal([["Code", "Bed", "Colour"], ["Colour"]]);
    expect(contract!.hash).to.equal(plain);
  });

  const meanings: readonly (readonly [string, () => ChangedFiles])[] = [
    ["another source", () => wardField("name", "{ class: DIRECT_SOURCE, source: WARD.Phone }")],
    ["another form", () => wardField("name", "{ class: DIRECT_SOURCE, source: WARD.Name, as: upper }")],
    ["another policy for missing codes", () => edited(WARD, "onMissing: reject", "onMissing: reject-row")],
    ["what an empty value means", () => edited(WARD, "as: date", "as: date, emptyWhen: unknown")],
    ["a required value", () => edited(WARD, "as: date", "as: date, required: true")],
    ["another argument of a rule", () => edited(WARD, "name: systemCode", "name: mainCrnType")],
    ["another reason for leaving a field out", () => edited(WARD, "Kept in the switchboard", "Kept nowhere")],
    ["another pair of a crosswalk", () => edited("crosswalks/kind.csv", "A,Acute,AC", "A,Acute,AD")],
    ["another natural key", () => edited("contract/LOAD_BED.yaml", "key: [Code, Bed]", "key: [Bed, Code]")],
    [
      "another policy for missing parents",
      () => edited("contract/LOAD_BED.yaml", "parentMissing: quarantine", "parentMissing: empty"),
    ],
    ["a row split", () => edited("contract/LOAD_BED.yaml", "from: [BED]", "from: [BED], split: true")],
    ["another width of a column", () => edited("target/LOAD_BED.yaml", "length: 4", "length: 5")],
    ["another order of the load", () => edited("target/LOAD_BED.yaml", "order: 2", "order: 3")],
    ["a view", () => ({ "views/w.sql": "select Code from source.WARD" })],
    ["row SQL", () => ({ [SQL]: sql })],
  ];
  for (const [what, changed] of meanings) {
    it(`changes with ${what}`, async () => {
      expect(await hashOf(changed())).to.not.equal(plain);
    });
  }

  it("changes with a blank inside a text of the SQL", async () => {
    expect(await hashOf({ [SQL]: sql.replace("a  b", "a b") })).to.not.equal(withSql);
  });

  it("binds a field's hash to its own definition alone", async () => {
    const hashes = async (changed: ChangedFiles) =>
      (await compileSmall(changed)).contract!.tables.flatMap(({ fields }) =>
        fields.map(({ name, hash }) => [name, hash]),
      );
    const before = await hashes({});
    const after = await hashes(edited("crosswalks/kind.csv", "A,Acute,AC", "A,Acute,AD"));
    expect(after.filter(([, hash], i) => hash !== before[i][1]).map(([name]) => name)).to.deep.equal(["kind"]);
  });
});

describe("canonical JSON", () => {
  it("is the same for any order of members, and different for any other value", () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.nat()), (value, random) => {
        expect(canonicalJson(shuffled(value, random))).to.equal(canonicalJson(value));
      }),
    );
    fc.assert(
      fc.property(json, json, (one, other) => {
        const same = JSON.stringify(sortedKeys(one)) === JSON.stringify(sortedKeys(other));
        expect(meaningHash(one) === meaningHash(other)).to.equal(same);
      }),
    );
  });

  it("leaves out members that are not there, and keeps null", () => {
    expect(canonicalJson({ b: undefined, a: null, c: [2, 1] })).to.equal('{"a":null,"c":[2,1]}');
  });

  it("has a hash that anyone can compute again", () => {
    // SHA-256 of the bytes: pas-contract-1/sha256, a line feed, {}
    expect(meaningHash({})).to.equal("cb1ce8f88974329b099e4e95e5c5869e2f5d2934ac1ec09c664af20b62cafc11");
  });
});

describe("canonical SQL", () => {
  it("keeps what stands in quotes, and folds all other blanks and comments", () => {
    expect(canonicalSql("  select 'a  -- b', \"c  /* d\"\t-- e 'f'\n,  1 /* g\n h */ + 2\n")).to.equal(
      "select 'a  -- b', \"c  /* d\" , 1 + 2",
    );
    expect(canonicalSql("select $$a  -- b$$,  $x$c  'd$x$, 'it''s  so'")).to.equal(
      "select $$a  -- b$$, $x$c  'd$x$, 'it''s  so'",
    );
  });

  it("is its own canonical form", () => {
    const piece = fc.constantFrom("select", " ", "  ", "\n", "'a  b'", '"c  d"', "-- x\n", "/* y */", "1", ",", "''");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = canonicalSql(pieces.join(""));
        expect(canonicalSql(once)).to.equal(once);
        expect(once.match(/'a {2}b'/g)?.length ?? 0).to.equal(pieces.filter((text) => text === "'a  b'").length);
      }),
    );
  });
});

describe("the load order", () => {
  const order = (needs: Readonly<Record<string, readonly string[]>>) =>
    inDependencyOrder(
      Object.keys(needs),
      (name) => name,
      (name) => needs[name],
    );

  it("puts each after those it depends on, and keeps the given order else", () => {
    expect(order({ c: ["a"], b: [], a: ["d"], d: [] })).to.deep.equal({
      ordered: ["d", "a", "c", "b"],
      cycle: undefined,
    });
  });

  it("ignores itself and what is not there, and names a circle from its start to its start", () => {
    expect(order({ a: ["a", "nowhere"] })).to.deep.equal({ ordered: ["a"], cycle: undefined });
    expect(order({ x: ["a"], a: ["b"], b: ["c"], c: ["a"] }).cycle).to.deep.equal(["a", "b", "c", "a"]);
  });

  it("holds for any dependencies without a circle", () => {
    const graph = fc.integer({ min: 1, max: 8 }).chain((size) =>
      fc.tuple(
        fc.tuple(
          ...Array.from({ length: size }, (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => String(j)))),
        ),
        fc.shuffledSubarray(
          Array.from({ length: size }, (_, i) => String(i)),
          { minLength: size },
        ),
      ),
    );
    fc.assert(
      fc.property(graph, ([needs, given]) => {
        const { ordered, cycle } = inDependencyOrder(
          given,
          (name) => name,
          (name) => needs[Number(name)],
        );
        expect(cycle).to.equal(undefined);
        expect([...ordered].sort()).to.deep.equal([...given].sort());
        for (const name of ordered)
          for (const need of needs[Number(name)]) expect(ordered.indexOf(need)).to.be.below(ordered.indexOf(name));
      }),
    );
  });

  it("goes by the loader's order, with parents first, whether a column names them or not", async () => {
    const swapped = {
      ...edited("target/LOAD_BED.yaml", "order: 2", "order: 1"),
      ...edited("target/LOAD_WARD.yaml", "order: 1", "order: 2"),
    };
    const { contract } = await compileSmall(swapped);
    expect(contract?.tables.map(({ table }) => table)).to.deep.equal(["LOAD_WARD", "LOAD_BED"]);
    const unnamed = {
      ...swapped,
      "contract/LOAD_BED.yaml": `table: LOAD_BED
rows: { from: [BED], key: [Code, Bed], parents: [{ key: LOAD_WARD, of: Code, parentMissing: quarantine }] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: SURROGATE_ETL, key: external }
  bed: { class: DIRECT_SOURCE, source: BED.Bed }
`,
    };
    const other = (await compileSmall(unnamed)).contract!;
    expect(other.tables.map((table) => [table.table, parentsOf(table)])).to.deep.equal([
      ["LOAD_WARD", []],
      ["LOAD_BED", ["LOAD_WARD"]],
    ]);
  });
});

/** The same fields, last first. */
function reordered(text: string): string {
  const [head, fields] = text.split("fields:\n");
  return `${head}fields:\n${fields.trimEnd().split("\n").reverse().join("\n")}\n`;
}

function shuffledPairs(): string {
  const [header, one, other] = smallFiles["crosswalks/kind.csv"].split("\n");
  return [header, other, one, ""].join("\n");
}

function shuffled(value: unknown, random: IterableIterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]) => ({ key, item, at: Number(random.next().value) }));
  return Object.fromEntries(entries.sort((a, b) => a.at - b.at).map(({ key, item }) => [key, shuffled(item, random)]));
}

/** A model of sameness that shares nothing with the code: members as a sorted list of pairs. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value.map(sortedKeys) };
  if (value === null || typeof value !== "object") return value;
  return {
    pairs: Object.entries(value)
      .map(([key, item]) => [key, sortedKeys(item)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  };
}
