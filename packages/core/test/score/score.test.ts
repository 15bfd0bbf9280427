import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MigrationError, scoreRun } from "@pas-migrate/core";
import { expect } from "chai";

const lines = (...rows: readonly string[]) => rows.map((row) => `${row}\r\n`).join("");
const people = "record_number,external_system_id,sex,born";
const archive = "main_crn,start,notes";
const defects = "id,defect,rule,verdict,table,key,field,before,after";
const rejects =
  "reject_id,severity,stage,table,field,record_number,external_system_id,source_table,source_row,reason_code,source_code,crosswalk,message";

/** Files of a run that is right in everything, and of the answer key; each may be replaced. */
const standard = {
  "against/expected/LOAD_PMI.csv": lines(people, "11,1,1,01/02/1950", "12,2,2,", '13,3,1,"a, ""b"""'),
  "against/expected/LOAD_ADT_ARCHIVE.csv": lines(archive, "D1,01/01/2010,x", "D1,01/01/2010,x"),
  "against/defects.csv": lines(defects),
  "run/load/LOAD_PMI.csv": lines(people, '13,3,1,"a, ""b"""', "11,1,1,01/02/1950", "12,2,2,"),
  "run/load/LOAD_ADT_ARCHIVE.csv": lines(archive, "D1,01/01/2010,x", "D1,01/01/2010,x"),
  "run/reports/gates.json": JSON.stringify({
    rules: [
      { id: "PMI-09", status: "fail" },
      { id: "PMI-21", status: "pass" },
      { id: "PMI-02", status: "not_applicable" },
    ],
  }),
};

describe("the score of a run", () => {
  const folders: string[] = [];
  const score = async (files: Readonly<Record<string, string | undefined>> = {}, rules?: boolean) => {
    const folder = mkdtempSync(join(tmpdir(), "pas-migrate-score-"));
    folders.push(folder);
    for (const [name, text] of Object.entries({ ...standard, ...files })) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const result = await scoreRun({ run: join(folder, "run"), against: join(folder, "against"), rules });
    const listed = readFileSync(join(folder, "run/reports/score/differences.csv"), "utf8").trimEnd().split("\r\n");
    return { ...result, listed: listed.slice(1) };
  };
  const table = (result: Awaited<ReturnType<typeof score>>, name = "LOAD_PMI") =>
    result.tables.find((found) => found.table === name);
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it("is without differences when every cell is right, whatever the order of rows", async () => {
    const result = await score();
    expect(result.differences).to.equal(0);
    expect(table(result)).to.deep.equal({
      table: "LOAD_PMI",
      expected: 3,
      loaded: 3,
      missing: 0,
      unexpected: 0,
      cells: {},
    });
    expect(result.listed).to.deep.equal([]);
  });

  it("counts a cell that differs, in its column, and lists both values", async () => {
    const changed = standard["run/load/LOAD_PMI.csv"].replace("12,2,2,", "12,2,9,01/01/1970");
    const result = await score({ "run/load/LOAD_PMI.csv": changed });
    expect(table(result)?.cells).to.deep.equal({ sex: 1, born: 1 });
    expect(result.differences).to.equal(2);
    expect(result.listed).to.deep.equal(["LOAD_PMI,2,born,,01/01/1970", "LOAD_PMI,2,sex,2,9"]);
  });

  it("counts rows that are missing and rows that nobody expects", async () => {
    const changed = standard["run/load/LOAD_PMI.csv"].replace("11,1,", "19,9,");
    const result = await score({ "run/load/LOAD_PMI.csv": changed });
    expect(table(result)).to.include({ missing: 1, unexpected: 1 });
    expect(result.listed).to.deep.equal(["LOAD_PMI,1,,a row,", "LOAD_PMI,9,,,a row"]);
  });

  it("counts a column that the run left out as empty", async () => {
    const result = await score({
      "run/load/LOAD_PMI.csv": lines("record_number,external_system_id,sex", "11,1,1", "12,2,2", "13,3,1"),
    });
    expect(table(result)?.cells).to.deep.equal({ born: 2 });
  });

  it("counts a table that was not delivered as rows missing, and one that nobody expects as unexpected", async () => {
    const result = await score({
      "run/load/LOAD_PMI.csv": undefined,
      "run/load/LOAD_IWL.csv": lines(people, "1,1,1,"),
    });
    expect(table(result)).to.include({ missing: 3, loaded: 0 });
    expect(table(result, "LOAD_IWL")).to.include({ unexpected: 1, expected: 0 });
  });

  it("compares tables without record numbers as whole rows, each as often as it stands there", async () => {
    const once = lines(archive, "D1,01/01/2010,x");
    const result = await score({ "run/load/LOAD_ADT_ARCHIVE.csv": once });
    expect(table(result, "LOAD_ADT_ARCHIVE")).to.include({ missing: 1, unexpected: 0 });
  });

  const planted = {
    "against/defects.csv": lines(
      defects,
      "dob-1,dob,PMI-09,gate,PATDATA,1,PtDoB,01/02/1950,",
      "dob-2,dob,PMI-09,gate,PATDATA,2,PtDoB,01/02/1951,",
      "sex-2,sex,PMI-21,reject,LOAD_PMI,2,sex,M,7",
      "nhs-3,nhs,PMI-01,gate,PATDATA,3,NhsNumber,9,8",
      "twice-4,twice,PMI-02,gate,PATDATA,4,NhsNumber,9,8",
    ),
    "run/reports/failures/PMI-09.csv": lines("side,key", "source,1", "source,8"),
    "run/rejects/LOAD_PMI.csv": lines(rejects, "r1,error,fields,LOAD_PMI,sex,12,2,PATDATA,2,CODE_UNKNOWN,7,sex,no"),
  };

  it("tells for each rule what was caught, what was missed and what was a false alarm", async () => {
    const result = await score(planted);
    const rule = (id: string) => result.rules.find((found) => found.rule === id);
    expect(rule("PMI-09")).to.include({ planted: 2, caught: 1, falseAlarms: 1, recall: 0.5, precision: 0.5 });
    expect(rule("PMI-21")).to.include({ verdict: "gate", planted: 0, caught: 0, recall: null });
    expect(result.rules.find((found) => found.rule === "PMI-21" && found.verdict === "reject")).to.include({
      planted: 1,
      caught: 1,
      recall: 1,
    });
    expect(result).to.include({ planted: 5, caught: 2, falseAlarms: 1 });
    expect(result.missed.map(({ id }) => id)).to.deep.equal(["nhs-3", "twice-4", "dob-2"]);
  });

  it("compares a run that was not checked without its rules", async () => {
    const unchecked = { ...planted, "run/reports/gates.json": undefined };
    const result = await score(unchecked, false);
    expect(result.differences).to.equal(0);
    expect(result).to.include({ planted: 5, caught: 1, falseAlarms: 0 });
    expect(result.rules.filter(({ verdict, judged }) => verdict === "gate" && judged)).to.deep.equal([]);
  });

  it("finds the patient behind the table's name, so that one fault in a table does not excuse every finding in it", async () => {
    const result = await score({
      "against/defects.csv": lines(defects, "who-1,who,GEN-21,gate,OPA,OPA|81,InternalPatientNumber,1,81"),
      "run/reports/gates.json": JSON.stringify({ rules: [{ id: "GEN-21", status: "fail" }] }),
      "run/reports/failures/GEN-21.csv": lines("side,key", "source,OPA|81", "source,ADMITDISCH|81", "source,OPA|7"),
    });
    expect(result.rules.find(({ rule }) => rule === "GEN-21")).to.include({ planted: 1, caught: 1, falseAlarms: 1 });
  });

  for (const [rule, why] of [
    ["PMI-01", "the run has no such rule"],
    ["PMI-02", "it was not applicable"],
  ]) {
    it(`says when a rule that should have found something did not judge, since ${why}`, async () => {
      const result = await score(planted);
      expect(result.rules.find((found) => found.rule === rule)).to.include({ judged: false, planted: 1, caught: 0 });
    });
  }

  it("counts damaged records by their table, for nobody can read their keys", async () => {
    const damaged = (n: number) => `q-${n},quote,GEN-12,quarantine,OPA,,,x,y`;
    const reject = (n: number) => `r${n},blocker,intake,OPA,,,,OPA,${n},UNBALANCED_QUOTE,,,no`;
    const result = await score({
      "against/defects.csv": lines(defects, damaged(1), damaged(2), damaged(3)),
      "run/reports/gates.json": JSON.stringify({ rules: [{ id: "GEN-12", status: "fail" }] }),
      "run/reports/failures/GEN-12.csv": lines("side,key", "source,OPA|7", "source,OPA|9", "source,PATDATA|4"),
      "run/rejects/OPA.csv": lines(rejects, reject(7), reject(9)),
    });
    expect(result.rules.find(({ verdict }) => verdict === "quarantine")).to.include({ planted: 3, caught: 2 });
    expect(result.rules.find(({ rule, verdict }) => rule === "GEN-12" && verdict === "gate")?.falseAlarms).to.equal(1);
  });

  const numberless = lines(defects, "n-1,number,GEN-15,reject,LOAD_PMI,,,,");
  for (const [what, planted, falseAlarms] of [
    ["are not held against rules where one was planted", numberless, { "GEN-21": 1, "PMI-09": 0 }],
    ["are false alarms where none was", lines(defects), { "GEN-21": 2, "PMI-09": 1 }],
    [
      "are false alarms where the record that was planted could not even be read",
      lines(defects, "q-1,quote,GEN-12,quarantine,LOAD_PMI,,,,"),
      { "GEN-21": 1, "PMI-09": 1 },
    ],
  ] as const) {
    it(`finds that records without a number ${what}`, async () => {
      const result = await score({
        "against/defects.csv": planted,
        "run/reports/gates.json": JSON.stringify({
          rules: [
            { id: "PMI-09", status: "fail" },
            { id: "GEN-21", status: "fail" },
          ],
        }),
        "run/reports/failures/PMI-09.csv": lines("side,key", "source,"),
        "run/reports/failures/GEN-21.csv": lines("side,key", "source,PATDATA|", "source,LOAD_PMI|7"),
        "run/rejects/LOAD_PMI.csv": lines(rejects, "r1,error,rows,LOAD_PMI,,,,PATDATA,2,KEY_BLANK,,,no"),
      });
      const found = result.rules.filter(({ verdict }) => verdict === "gate");
      expect(Object.fromEntries(found.map(({ rule, falseAlarms: count }) => [rule, count]))).to.deep.include(
        falseAlarms,
      );
      expect(result.caught).to.equal(result.planted);
    });
  }

  it("does not take a reject of another field for the planted one", async () => {
    const elsewhere = planted["run/rejects/LOAD_PMI.csv"].replace(",sex,12,", ",title,12,");
    const result = await score({ ...planted, "run/rejects/LOAD_PMI.csv": elsewhere });
    expect(result.missed.map(({ id }) => id)).to.include("sex-2");
  });

  it("counts rejects of patients without a planted fault as false alarms, and further findings on faulty ones not", async () => {
    const more = `${planted["run/rejects/LOAD_PMI.csv"]}${lines(
      "r2,error,fields,LOAD_PMI,title,12,2,PATDATA,2,CODE_UNKNOWN,7,title,no",
      "r3,error,fields,LOAD_PMI,title,17,7,PATDATA,7,CODE_UNKNOWN,7,title,no",
    )}`;
    const result = await score({ ...planted, "run/rejects/LOAD_PMI.csv": more });
    expect(result.rules.find(({ rule }) => rule === "rejects")?.falseAlarms).to.equal(1);
  });

  for (const [what, files, code] of [
    [
      "has no answer key",
      { "against/expected/LOAD_PMI.csv": undefined, "against/expected/LOAD_ADT_ARCHIVE.csv": undefined },
      "SCORE_NO_ANSWERS",
    ],
    ["was not checked", { "run/reports/gates.json": undefined }, "RUN_UNREADABLE"],
  ] as const) {
    it(`is refused when one of the two ${what}`, async () => {
      let found: unknown;
      try {
        await score(files);
      } catch (error) {
        found = error;
      }
      expect(found).to.be.instanceOf(MigrationError);
      expect((found as MigrationError).code).to.equal(code);
    });
  }
});
