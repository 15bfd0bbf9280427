import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CodeSet, CrosswalkPair } from "@pas-migrate/core";
import { expect } from "chai";
import { buildCrosswalks } from "../../dist/crosswalks/build.js";
import type { CrosswalkDefinition } from "../../dist/crosswalks/crosswalk.js";
import { writeCrosswalkFiles } from "../../dist/crosswalks/write.js";
import { useDatabase, useFolder } from "../support/extracts.js";

const written = (sourceCode: string, targetCode: string, more: Partial<CrosswalkPair> = {}): CrosswalkPair => ({
  sourceCode,
  sourceDescription: "written",
  targetCode,
  targetDescription: "written",
  validFrom: "",
  validTo: "",
  status: "approved",
  owner: "CCIO",
  approvedOn: "2026-02-25",
  ...more,
});
const ethnicity: CodeSet = {
  id: "ethnicity",
  version: "1",
  meaning: (code) => ({ A: "White - British", Z: "Not stated" })[code],
};

describe("crosswalks from master files", () => {
  const database = useDatabase();
  const folder = useFolder();
  let number = 0;

  /** Makes a master file of the rows and builds one crosswalk from it. */
  const build = async (
    rows: readonly (readonly (string | null)[])[],
    { pairs = [], codeSet, master }: Partial<CrosswalkDefinition> = {},
  ) => {
    const table = `MASTER_${number++}`;
    await database().run(
      `create table source."${table}" (Code varchar, Name varchar, "Nat Code" varchar, "NatName" varchar)`,
    );
    await database().append("source", table, rows);
    const source = { table, code: "Code", description: "Name", ...master };
    const [[, built]] = await buildCrosswalks(database(), [{ name: "x", pairs, master: source, codeSet }], {
      ethnicity,
    });
    return built;
  };
  const national = { code: "Code", description: "Name", target: "Nat Code" };
  const short = (pairs: readonly CrosswalkPair[]) =>
    pairs.map((one) => [one.sourceCode, one.sourceDescription, one.targetCode, one.targetDescription, one.status]);

  it("turn a trust's own codes into themselves, as drafts, without outer blanks and blank codes", async () => {
    const built = await build([
      [" W2", "Ward two ", null, null],
      ["W1", "Ward one", null, null],
      ["", "nothing", null, null],
      ["  ", "nothing", null, null],
      [null, "nothing", null, null],
      ["W3", null, null, null],
    ]);
    expect(short(built.crosswalk.pairs)).to.deep.equal([
      ["W1", "Ward one", "W1", "Ward one", "draft"],
      ["W2", "Ward two", "W2", "Ward two", "draft"],
      ["W3", "", "W3", "", "draft"],
    ]);
    expect(built.fromMaster).to.equal(3);
    expect(built.undescribed).to.deep.equal(["W3"]);
  });

  it("take the national column, with the code set's meaning, and name the codes that it does not help", async () => {
    const built = await build(
      [
        ["1", "British", "A", null],
        ["2", "Not asked", " Z ", null],
        ["3", "Martian", "Q", null],
        ["4", "Blank", "", null],
        ["5", "Two targets", "A", null],
        ["5", "Two targets", "Z", null],
        ["6", "One of the two is unknown", "Q", null],
        ["6", "One of the two is unknown", "A", null],
        ["7", "One of the two is blank", null, null],
        ["7", "One of the two is blank", "Z", null],
      ],
      { master: national, codeSet: "ethnicity" },
    );
    expect(short(built.crosswalk.pairs)).to.deep.equal([
      ["1", "British", "A", "White - British", "draft"],
      ["2", "Not asked", "Z", "Not stated", "draft"],
      ["6", "One of the two is unknown", "A", "White - British", "draft"],
      ["7", "One of the two is blank", "Z", "Not stated", "draft"],
    ]);
    const { crosswalk, ...rest } = built;
    expect(crosswalk.name).to.equal("x");
    expect(rest).to.deep.equal({
      fromMaster: 4,
      conflicting: ["5"],
      notInCodeSet: ["3"],
      withoutTarget: ["4"],
      undescribed: [],
    });
    expect(["1", "3", "4", "5"].map((code) => crosswalk.target(code))).to.deep.equal([
      "A",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("describe a target by its own column where there is no code set, and never by the source's words", async () => {
    const described = await build([["1", "British", "A", "White"]], {
      master: { ...national, targetDescription: "NatName" },
    });
    expect(short(described.crosswalk.pairs)).to.deep.equal([["1", "British", "A", "White", "draft"]]);
    const bare = await build([["1", "British", "A", "White"]], { master: national });
    expect(short(bare.crosswalk.pairs)).to.deep.equal([["1", "British", "A", "", "draft"]]);
  });

  it("keep one pair for a code that is described in several ways, with the first description there is", async () => {
    const built = await build([
      ["W1", "Ward one", null, null],
      ["W1", "", null, null],
      ["W1", "The first ward", null, null],
    ]);
    expect(
      built.crosswalk.pairs.map(({ sourceCode, sourceDescription }) => [sourceCode, sourceDescription]),
    ).to.deep.equal([["W1", "The first ward"]]);
    expect(built.conflicting).to.deep.equal([]);
    expect(built.undescribed).to.deep.equal([]);
  });

  it("let written pairs add, override and retire", async () => {
    const built = await build(
      [
        ["W1", "Ward one", null, null],
        ["W2", "Ward two", null, null],
        ["W3", "Ward three", null, null],
      ],
      { pairs: [written("W0", "N0"), written("W2", "N2"), written("W3", "W3", { status: "retired" })] },
    );
    expect(["W0", "W1", "W2", "W3"].map((code) => built.crosswalk.target(code))).to.deep.equal([
      "N0",
      "W1",
      "N2",
      undefined,
    ]);
    expect(built.fromMaster).to.equal(3);
  });

  it("can come from a plugin's view, and from written pairs alone", async () => {
    await database().run("create schema pmi; create view pmi.wards as select 'W1' as Code, 'Ward one' as Name");
    const built = await buildCrosswalks(
      database(),
      [
        { name: "ward", pairs: [], master: { view: "pmi.wards", code: "Code", description: "Name" } },
        { name: "sex", pairs: [written("M", "1")] },
      ],
      {},
    );
    expect([...built.keys()]).to.deep.equal(["ward", "sex"]);
    expect(built.get("ward")?.crosswalk.target("W1")).to.equal("W1");
    const { crosswalk, ...rest } = built.get("sex")!;
    expect(crosswalk.pairs).to.deep.equal([written("M", "1")]);
    expect(rest).to.deep.equal({
      fromMaster: 0,
      conflicting: [],
      notInCodeSet: [],
      withoutTarget: [],
      undescribed: [],
    });
  });

  it("are written as the run used them, one file each, in order of codes", async () => {
    const built = await build([["W1", 'The "old" ward, east', null, null]], {
      pairs: [written("A", "1", { validTo: "2026-12-31" })],
    });
    const place = join(folder(), "reports", "crosswalks");
    writeCrosswalkFiles(place, new Map([["ward", built]]));
    expect(readFileSync(join(place, "ward.csv"), "utf8")).to.equal(
      "source_code,source_description,target_code,target_description,valid_from,valid_to,status,owner,approved_on\r\n" +
        "A,written,1,written,,2026-12-31,approved,CCIO,2026-02-25\r\n" +
        'W1,"The ""old"" ward, east",W1,"The ""old"" ward, east",,,draft,,\r\n',
    );
    if (process.platform !== "win32") expect(statSync(place).mode & 0o777).to.equal(0o700);
  });
});
