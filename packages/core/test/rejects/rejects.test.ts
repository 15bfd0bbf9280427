import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Reject } from "@pas-migrate/core";
import { expect } from "chai";
import fc from "fast-check";
import { reasonOf } from "../../dist/rejects/reasons.js";
import { rejectColumns, rejectId, rejectRow } from "../../dist/rejects/reject.js";
import { RejectFiles } from "../../dist/rejects/reject-files.js";
import { RejectTally } from "../../dist/rejects/reject-tally.js";
import { fileLines, useFolder } from "../support/extracts.js";

const reject = (more: Partial<Reject> = {}): Reject => ({
  severity: "error",
  stage: "fields",
  table: "LOAD_PMI",
  field: "sex",
  recordNumber: "360521616573822700",
  externalSystemId: "1",
  sourceTable: "PATDATA",
  sourceRow: 7,
  reasonCode: "CODE_NOT_MAPPED",
  sourceCode: "X",
  crosswalk: "sex",
  message: "The code is not in the crosswalk. Add the pair, with both descriptions.",
  identity: "LOAD_PMI|1",
  ...more,
});

describe("rejects", () => {
  it("have the columns that others rely on, in their order", () => {
    expect(rejectColumns.join(",")).to.equal(
      "reject_id,severity,stage,table,field,record_number,external_system_id,source_table,source_row,reason_code,source_code,crosswalk,message",
    );
    expect(rejectRow(reject())).to.deep.equal([
      rejectId(reject()),
      "error",
      "fields",
      "LOAD_PMI",
      "sex",
      "360521616573822700",
      "1",
      "PATDATA",
      "7",
      "CODE_NOT_MAPPED",
      "X",
      "sex",
      "The code is not in the crosswalk. Add the pair, with both descriptions.",
    ]);
  });

  it("have an id that is the same in every run", () => {
    const text = "fields\x1fLOAD_PMI\x1fsex\x1fLOAD_PMI|1\x1fCODE_NOT_MAPPED\x1fX";
    expect(rejectId(reject())).to.equal(createHash("sha256").update(text).digest("hex").slice(0, 20));
    expect(rejectId(reject())).to.match(/^[0-9a-f]{20}$/);
  });

  const telling: readonly Partial<Reject>[] = [
    { stage: "hooks" },
    { table: "LOAD_PMIIDS" },
    { field: "marital" },
    { identity: "LOAD_PMI|2" },
    { reasonCode: "VALUE_TOO_LONG" },
    { sourceCode: "Y" },
  ];
  for (const change of telling) {
    it(`have another id when ${Object.keys(change)[0]} is another`, () => {
      expect(rejectId(reject(change))).to.not.equal(rejectId(reject()));
    });
  }

  it("have the same id wherever the row stands and however it is worded", () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.string(), (sourceRow, message, text) => {
        const moved = reject({
          sourceRow,
          message,
          severity: "warn",
          crosswalk: text,
          sourceTable: text,
          recordNumber: text,
        });
        expect(rejectId(moved)).to.equal(rejectId(reject()));
      }),
    );
  });
});

describe("reject files", () => {
  const folder = useFolder();
  const place = (name: string) => join(folder(), name);
  const open = () => {
    for (const name of ["rejects", "quarantine"]) mkdirSync(place(name));
    return new RejectFiles(place("rejects"), place("quarantine"));
  };

  it("hold a line a reject in order of arrival, and the refused values in quarantine alone", () => {
    const files = open();
    files.add({ reject: reject({ message: 'Say "why", please.' }), raw: [["Sex", "X"]] });
    files.add({ reject: reject({ sourceCode: "Y", sourceRow: 3 }), raw: [] });
    files.add({
      reject: reject({ field: "name", reasonCode: "VALUE_TOO_LONG", sourceCode: "" }),
      raw: [
        ["Name", 'A,"B"'],
        ["Title", ""],
      ],
    });
    files.finish();
    const ids = [
      reject(),
      reject({ sourceCode: "Y" }),
      reject({ field: "name", reasonCode: "VALUE_TOO_LONG", sourceCode: "" }),
    ].map(rejectId);
    const lines = fileLines(join(place("rejects"), "LOAD_PMI.csv"));
    expect(lines[0]).to.equal(rejectColumns.join(","));
    expect(lines[1]).to.equal(
      `${ids[0]},error,fields,LOAD_PMI,sex,360521616573822700,1,PATDATA,7,CODE_NOT_MAPPED,X,sex,"Say ""why"", please."`,
    );
    expect(lines.slice(1).map((line) => line.slice(0, 20))).to.deep.equal(ids);
    expect(fileLines(join(place("quarantine"), "LOAD_PMI.values.csv"))).to.deep.equal([
      "reject_id,column,value",
      `${ids[0]},Sex,X`,
      `${ids[2]},Name,"A,""B"""`,
      `${ids[2]},Title,`,
    ]);
    if (process.platform !== "win32")
      for (const path of [join(place("rejects"), "LOAD_PMI.csv"), join(place("quarantine"), "LOAD_PMI.values.csv")])
        expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it("are there with a header alone for a table that was opened, and come back in order of names", () => {
    const files = open();
    files.open("LOAD_PMI");
    files.add({ reject: reject({ table: "LOAD_B" }), raw: [] });
    files.add({ reject: reject({ table: "LOAD_A" }), raw: [] });
    expect(files.open("LOAD_PMI")).to.equal(files.open("LOAD_PMI"));
    const finished = files.finish();
    expect([...finished].map(([table, { rows }]) => [table, rows])).to.deep.equal([
      ["LOAD_A", 1],
      ["LOAD_B", 1],
      ["LOAD_PMI", 0],
    ]);
    const bytes = readFileSync(join(place("rejects"), "LOAD_PMI.csv"));
    expect(bytes.toString()).to.equal(`${rejectColumns.join(",")}\r\n`);
    expect(finished.get("LOAD_PMI")?.sha256).to.equal(createHash("sha256").update(bytes).digest("hex"));
    expect(readdirSync(place("quarantine"))).to.deep.equal([]);
  });

  it("have no file of their final name before they are finished", () => {
    const files = open();
    files.add({ reject: reject(), raw: [["Sex", "X"]] });
    expect(existsSync(join(place("rejects"), "LOAD_PMI.csv"))).to.equal(false);
    files.finish();
    expect(readdirSync(place("rejects"))).to.deep.equal(["LOAD_PMI.csv"]);
  });

  it("count what they are given", () => {
    const files = open();
    for (let i = 0; i < 3; i++) files.add({ reject: reject(), raw: [] });
    files.finish();
    expect(files.tally.of("LOAD_PMI")).to.equal(3);
  });
});

describe("reject tally", () => {
  const kind = fc.record({
    table: fc.constantFrom("A", "B"),
    stage: fc.constantFrom<Reject["stage"]>("rows", "fields"),
    field: fc.constantFrom("", "sex"),
    reasonCode: fc.constantFrom("ONE", "TWO"),
  });

  it("counts by table, stage, field and reason, in that order", () => {
    fc.assert(
      fc.property(fc.array(kind), (kinds) => {
        const tally = new RejectTally();
        for (const one of kinds) tally.add(reject(one));
        const counted = tally
          .counts()
          .map(({ table, stage, field, reason, count }) => [table, stage, field, reason, count]);
        const expected = new Map<string, number>();
        for (const one of kinds) {
          const key = JSON.stringify([one.table, one.stage, one.field, one.reasonCode]);
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        expect(counted).to.have.deep.members([...expected].map(([key, count]) => [...JSON.parse(key), count]));
        const order = counted.map((row) => row.slice(0, 4).join("\x1f"));
        expect(order).to.deep.equal([...order].sort());
        for (const table of ["A", "B", "C"])
          expect(tally.of(table)).to.equal(kinds.filter((one) => one.table === table).length);
      }),
    );
  });

  it("keeps severity and crosswalk of the kind", () => {
    const tally = new RejectTally();
    tally.add(reject());
    tally.add(reject({ sourceCode: "Y" }));
    expect(tally.counts()).to.deep.equal([
      {
        table: "LOAD_PMI",
        field: "sex",
        stage: "fields",
        reason: "CODE_NOT_MAPPED",
        crosswalk: "sex",
        severity: "error",
        count: 2,
      },
    ]);
  });
});

describe("reasons", () => {
  const own = {
    CODE_NOT_MAPPED: { severity: "warn", message: "Ours." },
    NEW_ONE: { severity: "blocker", message: "New." },
  } as const;

  it("are worded by the plugin first, then by the framework", () => {
    expect(reasonOf("CODE_NOT_MAPPED", own)).to.deep.equal({ severity: "warn", message: "Ours." });
    expect(reasonOf("NEW_ONE", own)).to.deep.equal({ severity: "blocker", message: "New." });
    expect(reasonOf("CODE_NOT_MAPPED")).to.deep.equal({
      severity: "error",
      message: "The code is not in the crosswalk. Add the pair, with both descriptions.",
    });
    expect(reasonOf("FIELD_TOO_LONG")).to.deep.equal({
      severity: "blocker",
      message: "A field is longer than 1048576 bytes. Shorten it in the legacy system.",
    });
  });

  it("send the reader to the plugin's documentation when nobody words them", () => {
    expect(reasonOf("UNHEARD_OF")).to.deep.equal({
      severity: "error",
      message: "See the documentation of the plugin that gives this reason.",
    });
  });
});
