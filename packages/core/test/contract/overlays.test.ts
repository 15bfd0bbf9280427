import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CompiledContract, summarizeContract, writeContractReports } from "@pas-migrate/core";
import { expect } from "chai";
import { temporaryFolder, writeFiles } from "../support/folders.js";
import {
  compileSmall,
  edited,
  lines,
  pluginOf,
  preparationFaults,
  wardField,
  withFiles,
} from "../support/small-contract.js";

const phone = (override: string) => `table: LOAD_WARD
fields:
  phone:
    set: { class: DIRECT_SOURCE, source: WARD.Phone }
    override: ${override}
`;
const signed = '{ reason: "The switchboard asks for it", owner: "Head of Estates", on: 2026-03-01 }';

describe("an overlay", () => {
  it("closes an unresolved field, and the contract shows both definitions and who decided", async () => {
    const before = (await compileSmall()).contract!;
    const after = (await compileSmall({}, { overlays: [{ "wards.yaml": phone(signed) }] })).contract!;
    expect(summarizeContract(before).unresolved).to.deep.equal([
      { field: "LOAD_WARD.phone", class: "OUT_OF_SCOPE", owner: "Estates", reason: "Kept in the switchboard" },
    ]);
    expect(summarizeContract(before).overridden).to.deep.equal([]);
    expect(summarizeContract(after).unresolved).to.deep.equal([]);
    expect(summarizeContract(after).overridden).to.deep.equal([
      {
        field: "LOAD_WARD.phone",
        overlay: "trust-1",
        reason: "The switchboard asks for it",
        owner: "Head of Estates",
        on: "2026-03-01",
      },
    ]);
    const field = after.tables[0].fields.find(({ name }) => name === "phone")!;
    expect(field.definition).to.deep.equal({
      class: "DIRECT_SOURCE",
      source: ["WARD.Phone"],
      column: "Phone",
      as: "text",
    });
    expect(field.override?.packaged).to.include({ class: "OUT_OF_SCOPE", decision: "pending" });
    expect(field.place).to.include({ file: "wards.yaml", line: 3, column: 3 });
    expect(after.hash).to.not.equal(before.hash);
  });

  it("has to say reason, owner and date of each override", async () => {
    const { faults } = await compileSmall({}, { overlays: [{ "wards.yaml": phone("{}") }] });
    const fix = "Say override: { reason: ..., owner: ..., on: YYYY-MM-DD }.";
    expect(lines(faults)).to.deep.equal([
      `wards.yaml:3:3 OVERLAY_INCOMPLETE The override of LOAD_WARD.phone lacks its reason. ${fix}`,
      `wards.yaml:3:3 OVERLAY_INCOMPLETE The override of LOAD_WARD.phone lacks its owner. ${fix}`,
      `wards.yaml:3:3 OVERLAY_INCOMPLETE The override of LOAD_WARD.phone lacks its date (on). ${fix}`,
    ]);
  });

  it("is held to the duties of the class it sets, at its own place", async () => {
    const { faults } = await compileSmall(
      {},
      { overlays: [{ "wards.yaml": phone(signed).replace("WARD.Phone", "WARD.Phon") }] },
    );
    expect(lines(faults)).to.deep.equal([
      'wards.yaml:3:3 CONTRACT_UNKNOWN_SOURCE_COLUMN LOAD_WARD.phone reads WARD.Phon, which is not in the source catalogue. Name a column that the table has. Did you mean "Phone"?',
    ]);
  });

  it("is refused where table or column are not there", async () => {
    const text = phone(signed);
    const { faults } = await compileSmall(
      {},
      { overlays: [{ "a.yaml": text.replace("LOAD_WARD", "LOAD_WORD"), "b.yaml": text.replace("phone:", "fone:") }] },
    );
    expect(lines(faults)).to.deep.equal([
      'a.yaml:3:3 CONTRACT_UNKNOWN_LOAD_TABLE LOAD_WORD is no load table of any installed plugin. Mend the name, or install the plugin that owns the table. Did you mean "LOAD_WARD"?',
      'b.yaml:3:3 CONTRACT_UNKNOWN_TARGET_COLUMN LOAD_WARD.fone is no column of the load table. Mend the name or remove the entry. Did you mean "phone"?',
    ]);
  });

  it("gives way to a later one, and a plugin's own overlay to that of the trust", async () => {
    const name = (source: string) => ({ "wards.yaml": phone(signed).replace("WARD.Phone", source) });
    const own = { id: "other", files: { "overlay/LOAD_WARD.yaml": name("WARD.Kind")["wards.yaml"] } };
    const sourceOf = async (overlays: readonly Readonly<Record<string, string>>[]) => {
      const { contract } = await compileSmall({}, { others: [own], overlays });
      const { definition, override } = contract!.tables[0].fields.find((field) => field.name === "phone")!;
      return [(definition as { column?: string }).column, override?.overlay];
    };
    expect(await sourceOf([])).to.deep.equal(["Kind", "other"]);
    expect(await sourceOf([name("WARD.Phone")])).to.deep.equal(["Phone", "trust-1"]);
    expect(await sourceOf([name("WARD.Phone"), name("WARD.Name")])).to.deep.equal(["Name", "trust-2"]);
  });

  it("adds pairs to a crosswalk and overrides those of the plugin", async () => {
    const header =
      "source_code,source_description,target_code,target_description,valid_from,valid_to,status,owner,approved_on\n";
    const pairs = `${header}A,Acute,XX,Other,,,approved,Data lead,2026-01-02\nD,Day,DY,Day,,,draft,,\n`;
    const { contract } = await compileSmall({}, { overlays: [{ "crosswalks/kind.csv": pairs }] });
    expect(contract?.crosswalks[0].pairs.map(({ sourceCode, targetCode }) => [sourceCode, targetCode])).to.deep.equal([
      ["A", "XX"],
      ["C", "CO"],
      ["D", "DY"],
    ]);
  });

  it("is read from a folder, and its faults come with those of the contract", async () => {
    const folder = writeFiles(temporaryFolder(), {
      "wards.yaml": "table: LOAD_WARD\nfields: { phone: { sett: {} } }\n",
    });
    const assets = withFiles(wardField("name", "{ class: DIRECT_SOURCE }"));
    const faults = await preparationFaults({ plugins: [pluginOf({ assets })], overlays: [folder] });
    expect(faults.map(({ code }) => code)).to.deep.equal([
      "FILE_INVALID_VALUE",
      "FILE_UNKNOWN_KEY",
      "CONTRACT_SOURCE_MISSING",
    ]);
    expect(faults[1].fix).to.contain('Did you mean "set"?');
  });
});

describe("the reports of a contract", () => {
  let contract: CompiledContract;
  before(async () => {
    contract = (await compileSmall({}, { overlays: [{ "wards.yaml": phone(signed) }] })).contract!;
  });

  it("count classes over all and per table", () => {
    const { tables, fields, byClass, byTable, hash } = summarizeContract(contract);
    const none = {
      DIRECT_SOURCE: 0,
      DERIVED: 0,
      LOOKUP_TRANSLATION: 0,
      SURROGATE_ETL: 0,
      REFERENCE_MASTER_FEED: 0,
      OUT_OF_SCOPE: 0,
    };
    expect({ tables, fields, byClass, byTable }).to.deep.equal({
      tables: 2,
      fields: 9,
      byClass: { ...none, DIRECT_SOURCE: 4, DERIVED: 1, LOOKUP_TRANSLATION: 1, SURROGATE_ETL: 3 },
      byTable: {
        LOAD_WARD: { ...none, DIRECT_SOURCE: 3, DERIVED: 1, LOOKUP_TRANSLATION: 1, SURROGATE_ETL: 1 },
        LOAD_BED: { ...none, DIRECT_SOURCE: 1, SURROGATE_ETL: 2 },
      },
    });
    expect(hash).to.match(/^[0-9a-f]{64}$/);
  });

  it("list the source columns that nobody reads, filters and masters and gates included", async () => {
    const unused = async (files: object, reads: readonly string[] = []) =>
      summarizeContract((await compileSmall(files as never, { reads })).contract!).unusedSourceColumns;
    expect(await unused({})).to.deep.equal({ WARD: ["Phone"], BED: ["Colour"] });
    const filtered = "select _table, _row, Code, Bed from source.BED where Colour is not null";
    expect(await unused({ "contract/LOAD_BED.sql": filtered })).to.deep.equal({ WARD: ["Phone"] });
    expect(await unused({}, ["BED.Colour", "BED.Nothing", "NOWHERE.X"])).to.deep.equal({ WARD: ["Phone"] });
    const master = "crosswalk: colour\ntitle: x\nmaster: { table: BED, code: Colour, description: Bed }\n";
    expect(await unused({ "crosswalks/colour.yaml": master })).to.deep.equal({ WARD: ["Phone"] });
  });

  it("are a JSON file with the summary and the whole contract, and a flat CSV file", () => {
    const folder = temporaryFolder();
    writeContractReports(folder, contract);
    const json = JSON.parse(readFileSync(join(folder, "contract.json"), "utf8"));
    expect(json).to.include({ form: "pas-contract-1/sha256", hash: contract.hash, tables: 2, fields: 9 });
    expect(json.contract.tables[0].fields[1].definition).to.deep.equal({
      class: "DIRECT_SOURCE",
      source: ["WARD.Name"],
      confidence: "high",
      column: "Name",
      as: "text",
    });
    expect(readFileSync(join(folder, "contract.csv"), "utf8").split("\r\n")).to.deep.equal([
      "table,field,class,source,rule,crosswalk,confidence,decision,owner,notes",
      "LOAD_WARD,record_number,SURROGATE_ETL,Code,key self,,,,,",
      "LOAD_WARD,name,DIRECT_SOURCE,WARD.Name,as text,,high,,,",
      "LOAD_WARD,kind,LOOKUP_TRANSLATION,WARD.Kind,missing code: reject,kind,,,,",
      "LOAD_WARD,opened,DIRECT_SOURCE,WARD.Opened,as date,,,,,",
      'LOAD_WARD,system_code,DERIVED,,"core.setting {""name"":""systemCode""}",,,,,',
      "LOAD_WARD,phone,DIRECT_SOURCE,WARD.Phone,as text,,,approved,Head of Estates,The switchboard asks for it",
      "LOAD_BED,record_number,SURROGATE_ETL,Code; Bed,key self,,,,,",
      "LOAD_BED,ward_record_number,SURROGATE_ETL,Code,key LOAD_WARD,,,,,",
      "LOAD_BED,bed,DIRECT_SOURCE,BED.Bed,as text,,,,,",
      "",
    ]);
  });

  it("show feeds, rules without arguments, reasons and open decisions in the flat form", async () => {
    const files = {
      "feeds/phones.yaml": "feed: phones\ntitle: Phones\nkey: [Ward]\ncolumns:\n  Ward: {}\n  Number: {}\n",
      "contract/LOAD_BED.yaml": `table: LOAD_BED
rows: { feed: phones, key: [Ward] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: DERIVED, rule: core.setting, sources: row.Ward, notes: "to be seen", decision: pending }
  bed: { class: REFERENCE_MASTER_FEED, feed: phones, column: Number, confidence: low }
`,
    };
    const folder = temporaryFolder();
    const compiled = (await compileSmall(files)).contract!;
    writeContractReports(folder, compiled);
    const rows = readFileSync(join(folder, "contract.csv"), "utf8").split("\r\n");
    expect(rows.slice(6, -1)).to.deep.equal([
      "LOAD_WARD,phone,OUT_OF_SCOPE,,,,,pending,Estates,Kept in the switchboard",
      "LOAD_BED,record_number,SURROGATE_ETL,Ward,key self,,,,,",
      "LOAD_BED,ward_record_number,DERIVED,row.Ward,core.setting,,,pending,,to be seen",
      "LOAD_BED,bed,REFERENCE_MASTER_FEED,feed:phones.Number,as text,,low,,,",
    ]);
    expect(summarizeContract(compiled).unresolved.at(-1)).to.deep.equal({
      field: "LOAD_BED.ward_record_number",
      class: "DERIVED",
      owner: "",
      reason: "to be seen",
    });
    expect(compiled.feeds[0]).to.include({ name: "phones", plugin: "small" });
    expect(compiled.tables[1].rows.sql).to.equal('select _table, _row, "Ward", "Number" from feed."phones"');
  });

  it("carry only the columns that rows without SQL need", async () => {
    const compiled = (await compileSmall(edited("contract/LOAD_BED.yaml", "BED.Bed }", "BED.Colour }"))).contract!;
    expect(compiled.tables[1].rows.columns).to.deep.equal(["Code", "Bed", "Colour"]);
    expect(contract.tables[1].rows.columns).to.deep.equal(["Code", "Bed"]);
    expect(
      contract.sources.map(({ definition, used, driving, mandatory, required }) => [
        definition.table,
        used,
        driving,
        mandatory,
        required,
      ]),
    ).to.deep.equal([
      ["BED", ["Code", "Bed"], true, true, ["Code", "Bed"]],
      ["WARD", ["Code", "Name", "Kind", "Opened", "Phone"], true, true, ["Code"]],
    ]);
  });
});
