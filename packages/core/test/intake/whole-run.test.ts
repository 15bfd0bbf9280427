import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CsvDirectoryOptions, createMigration, csvDirectory } from "@pas-migrate/core";
import { expect } from "chai";
import { chainPlugin } from "../support/chain.js";
import { faultsOf, fileLines, useFolder } from "../support/extracts.js";

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

describe("a run's intake", () => {
  const folder = useFolder();
  const whole: Readonly<Record<string, string | Uint8Array>> = {
    "PATIENT.csv": "Id,Name,Sex\r\n1,ANN,F\r\n2,BOB,M\r\n",
    "SPELL.csv": "Id,Episode,Ward\r\n1,10,W1\r\n2,20,W1\r\n",
    "STAY.csv": "Id,Episode,Start,Bed\r\n1,10,202601010900,B1\r\n2,20,202603010900,\r\n",
  };
  const out = (...path: string[]) => join(folder(), "out", ...path);
  const run = (changed: Readonly<Record<string, string | Uint8Array>>, options: CsvDirectoryOptions = {}) => {
    const extracts = join(folder(), "in");
    mkdirSync(extracts);
    for (const [name, content] of Object.entries({ ...whole, ...changed }))
      writeFileSync(join(extracts, name), content);
    const source = csvDirectory(extracts, options);
    return createMigration({ plugins: [chainPlugin()], source, output: out(), threads: 1 }).run();
  };
  const loaded = (table: string, column: number) =>
    fileLines(out("load", `${table}.csv`))
      .slice(1)
      .map((line) => line.split(",")[column]);

  it("quarantines damaged records with file, line and reason, rejects them, and loads the rest", async () => {
    const patients = Buffer.from(
      'Id,Name,Sex\r\n1,ANN,F\r\n\r\n3,"SECRET"X,F\r\n2,BOB,M\r\n4,\xe9SECRET,F\r\n',
      "latin1",
    );
    const { ledger, report } = await run({ "PATIENT.csv": patients });
    expect(loaded("LOAD_PATIENT", 2)).to.deep.equal(["ANN", "BOB"]);
    const [header, ...rejects] = fileLines(out("rejects", "PATIENT.csv"));
    expect(header).to.equal(
      "reject_id,severity,stage,table,field,record_number,external_system_id,source_table,source_row,reason_code,source_code,crosswalk,message",
    );
    const ids = rejects.map((line) => line.slice(0, 20));
    expect(rejects.map((line) => line.slice(21))).to.deep.equal([
      "blocker,intake,PATIENT,Name,,,PATIENT,4,TEXT_AFTER_QUOTE,,,Text stands between a closing quote and the next comma. Double the quotes inside the value.",
      "blocker,intake,PATIENT,Name,,,PATIENT,6,UNDECODABLE_BYTE,,,The record holds bytes that the declared encoding does not have. Declare the table's encoding.",
    ]);
    expect(readFileSync(out("quarantine", "PATIENT.records"), "latin1")).to.equal('3,"SECRET"X,F\n4,\xe9SECRET,F\n');
    expect(fileLines(out("quarantine", "PATIENT.records.csv"))).to.deep.equal([
      "reject_id,file,line,ordinal,offset,length,reason_code",
      `${ids[0]},PATIENT.csv,4,2,0,13,TEXT_AFTER_QUOTE`,
      `${ids[1]},PATIENT.csv,6,4,14,11,UNDECODABLE_BYTE`,
    ]);
    expect(ledger.source.find(({ table }) => table === "PATIENT")).to.deep.include({ rows: 4, loaded: 2, rejected: 2 });
    expect(report.rejects.map(({ table, stage, reason, count }) => [table, stage, reason, count])).to.deep.equal([
      ["PATIENT", "intake", "TEXT_AFTER_QUOTE", 1],
      ["PATIENT", "intake", "UNDECODABLE_BYTE", 1],
    ]);
    for (const place of ["rejects", "reports"])
      for (const name of readdirSync(out(place)).filter((name) => /\.(csv|json)$/.test(name)))
        expect(readFileSync(out(place, name), "latin1"), name).to.not.contain("SECRET");
    if (process.platform !== "win32")
      for (const name of readdirSync(out("quarantine")))
        expect(statSync(out("quarantine", name)).mode & 0o777).to.equal(0o600);
  });

  it("reads one table in Windows-1252 among tables in UTF-8", async () => {
    await run(
      {
        "PATIENT.csv": "Id,Name,Sex\r\n1,ANNÉ,F\r\n2,BOB,M\r\n",
        "SPELL.csv": Buffer.from("Id,Episode,Ward\r\n1,10,W\xe9\x80\r\n2,20,W1\r\n", "latin1"),
      },
      { tables: { SPELL: { encoding: "windows-1252" } } },
    );
    expect(loaded("LOAD_PATIENT", 2)).to.deep.equal(["ANNÉ", "BOB"]);
    expect(loaded("LOAD_SPELL", 3)).to.deep.equal(["Wé€", "W1"]);
    expect(existsSync(out("rejects", "SPELL.csv"))).to.equal(false);
  });

  it("takes a file with a header alone for a table without rows", async () => {
    const { ledger } = await run({ "STAY.csv": "Id,Episode,Start,Bed\r\n" });
    expect(loaded("LOAD_STAY", 0)).to.deep.equal([]);
    expect(ledger.source.find(({ table }) => table === "STAY")).to.deep.include({ rows: 0, loaded: 0, rejected: 0 });
  });

  it("stops before anything is written when a file has 0 bytes", async () => {
    const faults = await faultsOf(() => run({ "STAY.csv": "" }));
    expect(faults.map(({ code, message }) => [code, message])).to.deep.equal([
      ["SOURCE_FILE_EMPTY", "STAY.csv has 0 bytes."],
    ]);
    expect(existsSync(out())).to.equal(false);
  });

  it("agrees with a control file that counts damaged records and describes the files' bytes", async () => {
    const patients = "Id,Name,Sex\r\n1,ANN,F\r\n2,BOB,M\r\n3\r\n";
    await run({
      "PATIENT.csv": patients,
      "control.csv": `table,rows,sha256\nPATIENT,3,${sha256(patients)}\nSTAY,2,${sha256(whole["STAY.csv"])}\n`,
    });
    expect(existsSync(out("manifest.json"))).to.equal(true);
  });

  it("stops on a control file that describes other files, and leaves no manifest", async () => {
    const faults = await faultsOf(() =>
      run({ "control.csv": `table,rows,sha256\nPATIENT,3,\nSTAY,2,${sha256("")}\nUNREAD,1,\n` }),
    );
    expect(faults.map(({ code, message, where }) => [code, message, where])).to.deep.equal([
      [
        "CONTROL_ROWS_DIFFER",
        "control.csv says that PATIENT has 3 records, but PATIENT.csv holds 2.",
        { file: "control.csv", line: 2, table: "PATIENT" },
      ],
      [
        "CONTROL_CHECKSUM_DIFFERS",
        "STAY.csv is not, byte for byte, the file that control.csv describes.",
        { file: "control.csv", line: 3, table: "STAY" },
      ],
    ]);
    expect(existsSync(out("manifest.json"))).to.equal(false);
    expect(existsSync(out("load", "LOAD_PATIENT.csv"))).to.equal(false);
  });
});
