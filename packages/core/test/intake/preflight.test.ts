import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CsvDirectoryOptions, csvDirectory } from "@pas-migrate/core";
import { expect } from "chai";
import type { CompiledFeed } from "../../dist/contract/model.js";
import { type FeedFile, planIntake } from "../../dist/intake/preflight.js";
import { faultsOf, sourceTable, useFolder } from "../support/extracts.js";

const patient = sourceTable("PATIENT", { Id: 9, Name: 24 });
const ward = sourceTable("WARD", { Code: 4 }, { mandatory: false, driving: false, required: [] });

const feed: CompiledFeed = {
  name: "gp-practices",
  title: "Practices",
  plugin: "test",
  key: ["Code"],
  columns: { Code: { size: 6 }, Title: { required: true }, Town: {} },
};

describe("preflight", () => {
  const folder = useFolder();
  const directory = (files: Readonly<Record<string, string>>, options?: CsvDirectoryOptions) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder(), name), content);
    return csvDirectory(folder(), options);
  };
  const plan = (files: Readonly<Record<string, string>>, sources = [patient]) =>
    planIntake(sources, directory(files), [], {});
  const planFeed = (content: string | undefined, columns: FeedFile["columns"] = {}) => {
    const path = join(folder(), "practices.csv");
    if (content !== undefined) writeFileSync(path, content);
    const file = { path, name: "practices.csv", encoding: "utf-8" as const };
    const given: Record<string, FeedFile> =
      content === undefined ? {} : { "gp-practices": { file, version: "1", columns } };
    return planIntake([], csvDirectory(folder()), [feed], given);
  };

  it("plans a file's columns under the names of the catalogue", () => {
    const [planned] = plan({ "PATIENT.csv": "NAME,Extra,id\n" });
    expect(planned).to.deep.equal({
      schema: "source",
      table: "PATIENT",
      file: { path: join(folder(), "PATIENT.csv"), name: "PATIENT.csv", encoding: "utf-8" },
      headers: ["NAME", "Extra", "id"],
      columns: ["Name", undefined, "Id"],
      used: ["Id", "Name"],
      absent: [],
      widths: [24, 0, 9],
      driving: true,
    });
  });

  it("counts a look-up table without a file as empty", () => {
    const [planned] = plan({}, [ward]);
    expect(planned).to.deep.include({ file: undefined, headers: [], absent: ["Code"], driving: false });
  });

  it("names a required table that is missing", async () => {
    expect(await faultsOf(() => plan({}))).to.deep.equal([
      {
        code: "SOURCE_TABLE_MISSING",
        message: "PATIENT.csv is not among the extracts, and rows of it have to be accounted for.",
        fix: "Ask for the extract; where the table is known to be empty, deliver a file with its header alone.",
        where: { file: "PATIENT.csv", table: "PATIENT" },
        exitCode: 3,
      },
    ]);
  });

  it("names both columns of a duplicate header, compared without regard to case", async () => {
    expect(await faultsOf(() => plan({ "PATIENT.csv": "Id,Name,NAME\n" }))).to.deep.equal([
      {
        code: "SOURCE_HEADER_TWICE",
        message: "Columns 2 and 3 of PATIENT.csv have the same name, Name.",
        fix: "Names are compared without regard to case. Rename or remove one of the two.",
        where: { file: "PATIENT.csv", line: 1, field: "Name" },
        exitCode: 3,
      },
    ]);
  });

  it("does not quote a duplicate header that is no name of the catalogue: it could be a value", async () => {
    const [fault, ...more] = await faultsOf(() => plan({ "PATIENT.csv": "Id,Name,SECRET,SECRET\n" }));
    expect(more).to.deep.equal([]);
    expect(fault).to.deep.include({
      code: "SOURCE_HEADER_TWICE",
      message: "Columns 3 and 4 of PATIENT.csv have the same name.",
    });
  });

  it("names a column without a name, and a key column that is missing, in one go", async () => {
    expect(await faultsOf(() => plan({ "PATIENT.csv": "Name,,\n" }))).to.deep.equal([
      ...[2, 3].map((column) => ({
        code: "SOURCE_HEADER_BLANK",
        message: `Column ${column} of PATIENT.csv has no name.`,
        fix: "Give the header a name for every column.",
        where: { file: "PATIENT.csv", line: 1 },
        exitCode: 3,
      })),
      {
        code: "SOURCE_COLUMN_MISSING",
        message: "PATIENT.csv does not have the column Id, which its rows cannot be named without.",
        fix: "Ask for the extract with this column; check that the first line is the header.",
        where: { file: "PATIENT.csv", line: 1, field: "Id" },
        exitCode: 3,
      },
    ]);
  });

  it("reports the faults of all files at once", async () => {
    const faults = await faultsOf(() => plan({ "WARD.csv": "", "PATIENT.csv": "Id,Id\n" }, [patient, ward]));
    expect(faults.map(({ code, where }) => [code, where])).to.deep.equal([
      ["SOURCE_HEADER_TWICE", { file: "PATIENT.csv", line: 1, field: "Id" }],
      ["SOURCE_FILE_EMPTY", { file: "WARD.csv", line: 1 }],
    ]);
  });

  it("passes on what is no fault of an extract", () => {
    const broken = () =>
      planIntake(
        [patient],
        { file: () => ({ path: folder(), name: "x", encoding: "utf-8" }), control: undefined },
        [],
        {},
      );
    expect(broken).to.throw(Error).with.property("code", "EISDIR");
  });

  it("takes a column whose name every object has for an unknown one", () => {
    const [planned] = plan({ "PATIENT.csv": "Id,constructor,toString\n" });
    expect(planned.columns).to.deep.equal(["Id", undefined, undefined]);
  });

  it("plans a feed under the names that the configuration maps", () => {
    const [planned] = planFeed("organisation,title,postcode\n", { Code: "organisation" });
    expect(planned).to.deep.include({
      schema: "feed",
      table: "gp-practices",
      columns: ["Code", "Title", undefined],
      absent: ["Town"],
      widths: [6, 0, 0],
    });
  });

  it("counts a feed that is not configured as empty", () => {
    expect(planFeed(undefined)[0]).to.deep.include({ file: undefined, absent: ["Code", "Title", "Town"] });
  });

  it("asks of a feed its key and its required columns", async () => {
    const faults = await faultsOf(() => planFeed("Town\n"));
    expect(faults.map(({ code, message }) => [code, message])).to.deep.equal([
      ["SOURCE_COLUMN_MISSING", "practices.csv does not have the column Code, which its rows cannot be named without."],
      [
        "SOURCE_COLUMN_MISSING",
        "practices.csv does not have the column Title, which its rows cannot be named without.",
      ],
    ]);
  });
});

describe("csv directory", () => {
  const folder = useFolder();

  it("finds files without regard to case, and nothing but files of tables", () => {
    for (const name of ["Patient.CSV", "ward.csv", "notes.txt", "Control.csv"]) writeFileSync(join(folder(), name), "");
    const source = csvDirectory(folder(), {
      encoding: "windows-1252",
      tables: { WARD: { encoding: "utf-8" }, PATIENT: {} },
    });
    expect(source.file("PATIENT")).to.deep.equal({
      path: join(folder(), "Patient.CSV"),
      name: "Patient.CSV",
      encoding: "windows-1252",
    });
    expect(source.file("WARD")?.encoding).to.equal("utf-8");
    expect(source.file("NOTES")).to.equal(undefined);
    expect(source.control).to.equal(join(folder(), "Control.csv"));
  });

  it("has no control file where there is none", () => {
    expect(csvDirectory(folder()).control).to.equal(undefined);
  });

  it("names a folder that is not there, or is a file", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    for (const place of [join(folder(), "nowhere"), file]) {
      expect(await faultsOf(() => csvDirectory(place))).to.deep.equal([
        {
          code: "SOURCE_NO_FOLDER",
          message: `There is no folder ${place}.`,
          fix: "Name the folder that holds the extracts, one <TABLE>.csv a table.",
          where: { file: place },
          exitCode: 2,
        },
      ]);
    }
  });

  it("names two files of one table", async function () {
    const inside = join(folder(), "in");
    mkdirSync(inside);
    writeFileSync(join(inside, "WARD.csv"), "");
    writeFileSync(join(inside, "ward.csv"), "", { flag: "a" });
    if (readdirSync(inside).length === 1) this.skip(); // a file system that does not tell the two names apart
    expect(await faultsOf(() => csvDirectory(inside))).to.deep.equal([
      {
        code: "SOURCE_FILE_TWICE",
        message: "Both WARD.csv and ward.csv are files of the table WARD.",
        fix: "Leave one of the two.",
        where: { file: "ward.csv", table: "WARD" },
        exitCode: 3,
      },
    ]);
  });
});
