import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { collectCatalogue } from "../../dist/catalog/catalogue.js";
import { readOverlay, readPluginFiles } from "../../dist/catalog/plugin-files.js";
import { openAssets, openFolder } from "../../dist/plugin/assets.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";
import { lines, smallFiles, withFiles } from "../support/small-contract.js";

const read = (files: Readonly<Record<string, string>>) => readPluginFiles("small", openAssets(files));

describe("a plugin's files", () => {
  it("are read from their folders, sorted by name", () => {
    const { files, faults } = read(
      withFiles({
        "contract/LOAD_BED.sql": "select 1;\n",
        "views/z.sql": "select 2",
        "views/a.sql": "-- by: patient\nselect 3",
        "views/deep/b.sql": "select 4",
        "crosswalks/own.yaml": "crosswalk: own\ntitle: Own\nmaster: { table: WARD, code: Code, description: Name }\n",
      }),
    );
    expect(faults).to.deep.equal([]);
    expect(files.sourceTables.map(({ value }) => value.table)).to.deep.equal(["BED", "WARD"]);
    expect(files.targetTables.map(({ value }) => value.table)).to.deep.equal(["LOAD_BED", "LOAD_WARD"]);
    expect(files.contracts.map(({ value }) => value.table)).to.deep.equal(["LOAD_BED", "LOAD_WARD"]);
    expect(files.rowSql).to.deep.equal([
      { name: "LOAD_BED", file: "contract/LOAD_BED.sql", sql: "select 1", byPatient: false },
    ]);
    expect(files.views.map(({ name, byPatient }) => [name, byPatient])).to.deep.equal([
      ["a", true],
      ["z", false],
    ]);
    expect(files.crosswalks.map(({ definition }) => [definition.name, definition.pairs.length])).to.deep.equal([
      ["kind", 2],
      ["own", 0],
    ]);
  });

  it("give a source field the type unknown unless they say another", () => {
    const { files } = read(withFiles());
    expect(files.sourceTables[0].value.fields.Code).to.deep.equal({ size: 4, type: "unknown" });
  });

  it("put a crosswalk's pairs and its master together under one name", () => {
    const sidecar = "crosswalk: kind\ntitle: Kinds\nmaster: { table: WARD, code: Kind, description: Name }\n";
    const [kind] = read(withFiles({ "crosswalks/kind.yaml": sidecar })).files.crosswalks;
    expect(kind.definition).to.deep.include({
      name: "kind",
      master: { table: "WARD", code: "Kind", description: "Name" },
    });
    expect(kind.definition.pairs).to.have.length(2);
    expect(kind.place).to.deep.equal({ file: "crosswalks/kind.yaml", line: 3, column: 1 });
  });

  it("report what is wrong in every file at once, with line and column", () => {
    const { faults } = read({
      "source/ward.yaml": smallFiles["source/WARD.yaml"].replace("WARD", "ward").replace("size: 4", "sise: 4"),
      "target/WARD.yaml": smallFiles["target/LOAD_WARD.yaml"].replace("LOAD_WARD", "WARD"),
      "contract/LOAD_WARD.yaml": smallFiles["contract/LOAD_WARD.yaml"].replace("DERIVED", "DERIVE"),
      "crosswalks/kind.csv": "source_code\nA\n",
      "crosswalks/odd.yaml": "crosswalk: odd\n",
      "feeds/f.yaml": "feed: f\ntitle: t\nkey: []\ncolumns: {}\n",
      "overlay/x.yaml": "tables: X\n",
    });
    expect(faults.map(({ code, where }) => [where.file, where.line, where.column, code])).to.have.deep.members([
      ["source/ward.yaml", 1, 1, "FILE_INVALID_VALUE"],
      ["source/ward.yaml", 5, 11, "FILE_UNKNOWN_KEY"],
      ["target/WARD.yaml", 1, 1, "FILE_INVALID_VALUE"],
      ["contract/LOAD_WARD.yaml", 8, 18, "FILE_INVALID_VALUE"],
      ["crosswalks/kind.csv", 1, undefined, "CROSSWALK_COLUMNS_MISSING"],
      ["crosswalks/odd.yaml", 1, 1, "FILE_INVALID_VALUE"],
      ["feeds/f.yaml", 3, 1, "FILE_INVALID_VALUE"],
      ["overlay/x.yaml", 1, 1, "FILE_INVALID_VALUE"],
      ["overlay/x.yaml", 1, 1, "FILE_INVALID_VALUE"],
      ["overlay/x.yaml", 1, 1, "FILE_UNKNOWN_KEY"],
    ]);
    expect(lines(faults)[0]).to.contain("a source table's name is in upper case");
  });

  it("name every field that is classified twice", () => {
    const twice = smallFiles["contract/LOAD_WARD.yaml"].replace(/( {2}name: .*\n)( {2}kind: .*\n)/, "$1$2$1$2");
    expect(read({ "contract/LOAD_WARD.yaml": twice }).faults.map(({ message }) => message)).to.deep.equal([
      '"name" is classified twice in this file.',
      '"kind" is classified twice in this file.',
    ]);
  });

  it("of an overlay are its YAML files and its crosswalks", () => {
    const files = {
      "wards.yaml": "table: LOAD_WARD\nfields:\n  name: { set: { class: DERIVED } }\n",
      "crosswalks/kind.csv": smallFiles["crosswalks/kind.csv"],
      "notes.txt": "x",
    };
    const { overlay, faults } = readOverlay("trust", openFolder(writeFiles(temporaryFolder(), files)));
    expect(faults).to.deep.equal([]);
    expect([overlay.name, overlay.fields.length, overlay.crosswalks.length]).to.deep.equal(["trust", 1, 1]);
  });
});

describe("the catalogue", () => {
  it("gives each table and feed one owner", () => {
    const feeds = { "feeds/f.yaml": "feed: f\ntitle: t\nkey: [a]\ncolumns: { a: {} }\n" };
    const one = readPluginFiles("one", openAssets(withFiles(feeds))).files;
    const other = readPluginFiles("other", openAssets(withFiles(feeds))).files;
    const { sources, targets, feeds: known, faults } = collectCatalogue([one, other]);
    expect([[...sources.keys()], [...targets.keys()], [...known.keys()]]).to.deep.equal([
      ["BED", "WARD"],
      ["LOAD_BED", "LOAD_WARD"],
      ["f"],
    ]);
    const fix = 'Leave it with one plugin; the other reads it and lists the owner in "requires".';
    expect(lines(faults)).to.deep.equal(
      [
        ["source/BED.yaml:1:1", "source table BED"],
        ["source/WARD.yaml:1:1", "source table WARD"],
        ["target/LOAD_BED.yaml:1:1", "load table LOAD_BED"],
        ["target/LOAD_WARD.yaml:1:1", "load table LOAD_WARD"],
        ["feeds/f.yaml:1:1", "feed f"],
      ].map(([place, what]) => `${place} CATALOGUE_OWNED_TWICE The ${what} is owned by both "one" and "other". ${fix}`),
    );
  });

  it("refuses a key of fields that the table does not have", () => {
    const files = withFiles({
      "source/BED.yaml": smallFiles["source/BED.yaml"].replace("[Code, Bed]", "[Code, Beds]"),
    });
    expect(lines(collectCatalogue([read(files).files]).faults)).to.deep.equal([
      'source/BED.yaml:3:1 CATALOGUE_UNKNOWN_KEY_FIELD The key of BED names the field Beds, which the table does not have. Name one of its fields. Did you mean "Bed"?',
    ]);
  });
});

describe("assets", () => {
  const folder = () =>
    writeFiles(temporaryFolder(), {
      "package.json": '{ "version": "1.2.3" }',
      "dist/plugin.js": "",
      "views/b.sql": "select 1",
      "views/a.sql": "select 2",
      "views/a.txt": "",
    });

  it("of a module's URL are the files of its package", () => {
    const root = folder();
    const tree = openAssets(pathToFileURL(join(root, "dist", "plugin.js")).href);
    expect(tree.version).to.equal("1.2.3");
    expect(tree.list("views", ".sql").map(({ path, text }) => [path, text])).to.deep.equal([
      ["views/a.sql", "select 2"],
      ["views/b.sql", "select 1"],
    ]);
    expect(tree.list("gates", ".sql")).to.deep.equal([]);
    expect(tree.read("views/a.sql")?.text).to.equal("select 2");
    expect(tree.read("views/z.sql")).to.equal(undefined);
  });

  it("of a folder's URL are the files of that folder", () => {
    const root = folder();
    const tree = openAssets(pathToFileURL(`${join(root, "views")}/`));
    expect(tree.version).to.equal("0.0.0");
    expect(tree.list(".", ".sql")).to.have.length(2);
  });

  it("can be kept in memory", () => {
    const tree = openAssets({
      "package.json": "{}",
      "views/b.sql": "1",
      "views/a.sql": "2",
      "views/x/c.sql": "3",
      "z.sql": "4",
    });
    expect(tree.version).to.equal("0.0.0");
    expect(openAssets({ "package.json": '{"version":"2.0.0"}' }).version).to.equal("2.0.0");
    expect(openAssets({}).version).to.equal("0.0.0");
    expect(tree.list("views", ".sql").map(({ path }) => path)).to.deep.equal(["views/a.sql", "views/b.sql"]);
    expect(tree.list(".", ".sql").map(({ path }) => path)).to.deep.equal(["z.sql"]);
    expect(tree.read("z.sql")).to.deep.equal({ path: "z.sql", shownAs: "z.sql", text: "4" });
    expect(tree.read("y.sql")).to.equal(undefined);
  });
});
