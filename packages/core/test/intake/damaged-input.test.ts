import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { csvDirectory } from "@pas-migrate/core";
import { expect } from "chai";
import { type DamagedRecord, takeTable } from "../../dist/intake/intake-table.js";
import { planIntake } from "../../dist/intake/preflight.js";
import { fileLines, latin1, sourceTable, takeIn, useDatabase, useFolder } from "../support/extracts.js";

type Row = readonly (number | string)[];

interface Case {
  readonly what: string;
  readonly file: string | Uint8Array;
  readonly encoding?: "utf-8" | "windows-1252";
  /** Ordinal, Id, Name. */
  readonly kept: readonly Row[];
  /** Line, ordinal, reason, column, bytes as Latin-1. */
  readonly quarantined?: readonly Row[];
  readonly oddities?: Readonly<Record<string, number>>;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

const cases: readonly Case[] = [
  {
    what: "a wrong number of fields",
    file: "Id,Name\r\n1,ANN\r\n2\r\n3,CY,X\r\n4,DI\r\n",
    kept: [
      [1, "1", "ANN"],
      [4, "4", "DI"],
    ],
    quarantined: [
      [3, 2, "WRONG_FIELD_COUNT", "", "2"],
      [4, 3, "WRONG_FIELD_COUNT", "", "3,CY,X"],
    ],
  },
  {
    what: "a quote that is never closed: the record ends with its first line, the next ones are kept",
    file: 'Id,Name\r\n1,ANN\r\n2,"BOB\r\n3,CY\r\n4,DI\r\n',
    kept: [
      [1, "1", "ANN"],
      [3, "3", "CY"],
      [4, "4", "DI"],
    ],
    quarantined: [[3, 2, "UNBALANCED_QUOTE", "Name", '2,"BOB']],
  },
  {
    what: "text after a closing quote",
    file: 'Id,Name\n1,"AN"N\n2,"B ""BOB"" B"\n',
    kept: [[2, "2", 'B "BOB" B']],
    quarantined: [[2, 1, "TEXT_AFTER_QUOTE", "Name", '1,"AN"N']],
  },
  {
    what: "a stray quote in an unquoted field: kept to the byte",
    file: 'Id,Name\n1,O"HARA\n2,BOB"\n3,5" "x"\n',
    kept: [
      [1, "1", 'O"HARA'],
      [2, "2", 'BOB"'],
      [3, "3", '5" "x"'],
    ],
    oddities: { strayQuotes: 5 },
  },
  {
    what: "a byte that UTF-8 does not have, with its column",
    file: bytes("Id,Name\n1,AN\xc3\xa9\n2,B\xe9B\n3\xff,CY\n4,DI\n"),
    kept: [
      [1, "1", "ANé"],
      [4, "4", "DI"],
    ],
    quarantined: [
      [3, 2, "UNDECODABLE_BYTE", "Name", "2,B\xe9B"],
      [4, 3, "UNDECODABLE_BYTE", "Id", "3\xff,CY"],
    ],
  },
  {
    what: "an undecodable byte behind another damaged record: the column is its own",
    file: bytes('Id,Name\n1,"AN"N\n2\xff,BOB\n3\n4\xff,DI\n'),
    kept: [],
    quarantined: [
      [2, 1, "TEXT_AFTER_QUOTE", "Name", '1,"AN"N'],
      [3, 2, "UNDECODABLE_BYTE", "Id", "2\xff,BOB"],
      [4, 3, "WRONG_FIELD_COUNT", "", "3"],
      [5, 4, "UNDECODABLE_BYTE", "Id", "4\xff,DI"],
    ],
  },
  {
    what: "UTF-8 that is overlong, a surrogate or cut off by a line end",
    file: bytes("Id,Name\n1,\xc0\xaf\n2,\xed\xa0\x80\n3,\xe2\x82\n4,\xe2\x82\xac\n"),
    kept: [[4, "4", "€"]],
    quarantined: [
      [2, 1, "UNDECODABLE_BYTE", "Name", "1,\xc0\xaf"],
      [3, 2, "UNDECODABLE_BYTE", "Name", "2,\xed\xa0\x80"],
      [4, 3, "UNDECODABLE_BYTE", "Name", "3,\xe2\x82"],
    ],
  },
  {
    what: "a byte that Windows-1252 does not have; all others are transcoded",
    file: bytes("Id,Name\r\n1,\x80\x8a\x9f\xa0\xe9\xff\r\n2,\x81\r\n3,\x8d\r\n4,\x8f\r\n5,\x90\r\n6,\x9d\r\n"),
    encoding: "windows-1252",
    kept: [[1, "1", "€ŠŸ\u00a0éÿ"]],
    quarantined: [0x81, 0x8d, 0x8f, 0x90, 0x9d].map((byte, i) => [
      i + 3,
      i + 2,
      "UNDECODABLE_BYTE",
      "Name",
      `${i + 2},${String.fromCharCode(byte)}`,
    ]),
  },
  {
    what: "a NUL",
    file: "Id,Name\n1,AN\0N\n2,BOB\n",
    kept: [[2, "2", "BOB"]],
    quarantined: [[2, 1, "NUL_BYTE", "Name", "1,AN\0N"]],
  },
  {
    what: "mixed line ends",
    file: "Id,Name\r\n1,ANN\n2,BOB\r\n3,CY\n4,DI\r\n",
    kept: [
      [1, "1", "ANN"],
      [2, "2", "BOB"],
      [3, "3", "CY"],
      [4, "4", "DI"],
    ],
    oddities: { mixedLineEnds: 2 },
  },
  {
    what: "blank lines: no records, but lines",
    file: "Id,Name\n\n1,ANN\n\r\n\n2\n",
    kept: [[1, "1", "ANN"]],
    quarantined: [[6, 2, "WRONG_FIELD_COUNT", "", "2"]],
    oddities: { blankLines: 3, mixedLineEnds: 0 },
  },
  {
    what: "a byte order mark",
    file: "\ufeffId,Name\n1,ANN\n",
    kept: [[1, "1", "ANN"]],
  },
  {
    what: "a byte order mark before a quoted header",
    file: '\ufeff"Id","Name"\r\n1,ANN\r\n',
    kept: [[1, "1", "ANN"]],
  },
  {
    what: "blanks before a quote, which make it a character, and after one, which damage the record",
    file: 'Id,Name\n1, "ANN"\n2,"BOB" \n3, CY \n4,"  DI  "\n',
    kept: [
      [1, "1", ' "ANN"'],
      [3, "3", " CY "],
      [4, "4", "  DI  "],
    ],
    quarantined: [[3, 2, "TEXT_AFTER_QUOTE", "Name", '2,"BOB" ']],
    oddities: { strayQuotes: 2 },
  },
  {
    what: "a carriage return alone inside a value, quoted or not",
    file: 'Id,Name\n1,A\rN\n2,"B\rB"\n3,CY\r',
    kept: [
      [1, "1", "A\rN"],
      [2, "2", "B\rB"],
      [3, "3", "CY\r"],
    ],
    oddities: { loneCr: 2 },
  },
  {
    what: "line ends inside quotes, and no line end behind the last record",
    file: 'Id,Name\r\n1,"A\r\n\nN"\r\n2\r\n3,CY',
    kept: [
      [1, "1", "A\r\n\nN"],
      [3, "3", "CY"],
    ],
    quarantined: [[5, 2, "WRONG_FIELD_COUNT", "", "2"]],
  },
  { what: "a header and nothing else", file: "Id,Name\r\n", kept: [] },
  { what: "a header without a line end", file: "Id,Name", kept: [] },
];

describe("damaged input", () => {
  const folder = useFolder();
  const database = useDatabase();
  let number = 0;
  const take = (file: string | Uint8Array, options: Parameters<typeof takeIn>[3] = {}) =>
    takeIn(database(), folder(), file, { table: `DAMAGED_${number++}`, ...options });

  for (const { what, file, kept, quarantined = [], oddities = {}, encoding } of cases) {
    it(`keeps what can be kept of ${what}`, async () => {
      const taken = await take(file, { encoding });
      expect(taken.kept).to.deep.equal(kept);
      expect(taken.quarantined).to.deep.equal(quarantined);
      expect(taken.table.oddities).to.deep.equal(
        Object.fromEntries(Object.entries(oddities).filter(([, count]) => count > 0)),
      );
      expect(taken.table.records).to.equal(kept.length);
      expect(taken.table.damaged).to.equal(quarantined.length);
    });
  }

  it("keeps a byte order mark that is part of a value", async () => {
    await take("Id,Name\n\ufeff1,\ufeffANN\n", { table: "MARKED" });
    const sizes = "octet_length(encode(Id)), octet_length(encode(Name))";
    expect((await database().rows(`select ${sizes} from source.MARKED`)).map((row) => row.map(Number))).to.deep.equal([
      [4, 6],
    ]);
  });

  it("reads columns in any order and case, passes over one that nobody knows, and empties one that is not there", async () => {
    const taken = await take("Extra,NAME,id\n,ANN,1\nx,BOB,2\n", { columns: { Id: 9, Name: 24, Ward: 4 } });
    expect(taken.kept).to.deep.equal([
      [1, "1", "ANN", ""],
      [2, "2", "BOB", ""],
    ]);
    expect(taken.table.plan.columns).to.deep.equal([undefined, "Name", "Id"]);
    expect(taken.table.plan.absent).to.deep.equal(["Ward"]);
  });

  it("quarantines a field of 2 MiB whole and keeps the records around it", async () => {
    const long = "x".repeat(2 << 20);
    const taken = await take(`Id,Name\n1,ANN\n2,${long}\n3,"${long}"\n4,DI\n`);
    expect(taken.kept).to.deep.equal([
      [1, "1", "ANN"],
      [4, "4", "DI"],
    ]);
    expect(taken.quarantined).to.deep.equal([
      [3, 2, "FIELD_TOO_LONG", "Name", `2,${long}`],
      [4, 3, "FIELD_TOO_LONG", "Name", `3,"${long}"`],
    ]);
  });

  it("keeps fields of 1 MiB, several a record, where the copy is longer than the extract", async () => {
    const long = "\xe9".repeat(1 << 20);
    const taken = await take(bytes(`Id,A,B,C\n1,${long},${long},${long}\n`), {
      encoding: "windows-1252",
      columns: { Id: 9, A: 1, B: 1 << 20, C: 0 },
    });
    const text = "é".repeat(1 << 20);
    expect(taken.kept[0].every((value, i) => value === [1, "1", text, text, text][i])).to.equal(true);
    expect(taken.table.tooWide).to.deep.equal({ A: 1 });
  });

  it("reports values that are wider than the catalogue says, in characters, and keeps them", async () => {
    const taken = await take('Id,Name\n1,ééé\n2,"a"""\n3,ABCD\n4,"A""BC"\n12,éééé\n', { columns: { Id: 1, Name: 3 } });
    expect(taken.kept.map(([, , name]) => name)).to.deep.equal(["ééé", 'a"', "ABCD", 'A"BC', "éééé"]);
    expect(taken.table.tooWide).to.deep.equal({ Id: 1, Name: 3 });
  });

  it("gives the copies of one damaged record ids of their own, and the same ids in another order of lines", async () => {
    const first = await take("Id,Name\n1\n2\n1\n", { table: "TWICE" });
    const second = await takeIn(database(), join(folder(), "again"), "Id,Name\n\n2\n1\n9,X\n1\n", { table: "TWICE" });
    const identities = (rejects: typeof first.rejects) => rejects.map(({ identity }) => identity).sort();
    expect(new Set(identities(first.rejects)).size).to.equal(3);
    expect(identities(second.rejects)).to.deep.equal(identities(first.rejects));
  });

  it("writes quarantined records to the byte, with an index that finds each of them again", async () => {
    const taken = await take(bytes('Id,Name\r\n1,\xff\r\n2,"B\r\n3\r\n'), { table: "INDEXED" });
    const path = join(folder(), "quarantine", "INDEXED.records");
    const raw = readFileSync(path);
    expect(raw.toString("latin1")).to.equal('1,\xff\n2,"B\n3\n');
    const [header, ...rows] = fileLines(`${path}.csv`).map((line) => line.split(","));
    expect(header).to.deep.equal(["reject_id", "file", "line", "ordinal", "offset", "length", "reason_code"]);
    expect(rows.map(([, ...rest]) => rest)).to.deep.equal([
      ["INDEXED.csv", "2", "1", "0", "3", "UNDECODABLE_BYTE"],
      ["INDEXED.csv", "3", "2", "4", "4", "UNBALANCED_QUOTE"],
      ["INDEXED.csv", "4", "3", "9", "1", "WRONG_FIELD_COUNT"],
    ]);
    const found = rows.map(([, , , , offset, length]) =>
      raw.toString("latin1", Number(offset), Number(offset) + Number(length)),
    );
    expect(found).to.deep.equal(taken.quarantined.map((row) => row[4]));
    if (process.platform !== "win32")
      for (const file of [path, `${path}.csv`]) expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("hands out damaged records that stay as they are while the rest of the file is read", async () => {
    mkdirSync(join(folder(), "in"));
    const filler = `1,${"x".repeat(997)}\n`.repeat(9 << 10);
    writeFileSync(join(folder(), "in", "PATIENT.csv"), `Id,Name\nDAMAGED\n${filler}`);
    const source = csvDirectory(join(folder(), "in"));
    const [plan] = planIntake([sourceTable("PATIENT", { Id: 9, Name: 24 })], source, [], {});
    const damaged: DamagedRecord[] = [];
    const taken = await takeTable({ ...plan, file: plan.file! }, folder(), (record) => damaged.push(record));
    expect(damaged.map(({ bytes, line }) => [latin1(bytes), line])).to.deep.equal([["DAMAGED", 2]]);
    expect(taken.records).to.equal(9 << 10);
    expect(taken.tooWide).to.deep.equal({ Name: 9 << 10 });
  });

  it("makes a reject of a quarantined record that holds no value of it", async () => {
    const { rejects } = await take('Id,Name\n1,"SECRET"X\n', { table: "REJECTED" });
    expect(rejects).to.have.length(1);
    const { identity, ...reject } = rejects[0];
    expect(reject).to.deep.equal({
      severity: "blocker",
      stage: "intake",
      table: "REJECTED",
      field: "Name",
      recordNumber: "",
      externalSystemId: "",
      sourceTable: "REJECTED",
      sourceRow: 2,
      reasonCode: "TEXT_AFTER_QUOTE",
      sourceCode: "",
      crosswalk: "",
      message: "Text stands between a closing quote and the next comma. Double the quotes inside the value.",
    });
    expect(identity).to.match(/^[0-9a-f]{64}#1$/);
  });

  it("hands a file to the database as it is when nothing is odd about it, and a copy otherwise", async () => {
    const asIs = await take('Id,Name\r\n1,"A,N"\r\n');
    expect(asIs.table.canonical).to.deep.include({ isCopy: false, lineEnd: "\r\n" });
    expect((await take("Id,Name\n1,é\n")).table.canonical).to.deep.include({ isCopy: false, lineEnd: "\n" });
    expect((await take("Id,Name\n1,e\n", { encoding: "windows-1252" })).table.canonical.isCopy).to.equal(false);
    for (const odd of ["Id,Name\n1,a\rb\n", 'Id,Name\n1,a"b\n', "Id,Name\n\n1,a\n", "Id,Name\n1,a\r\n", "Id,Name\n1\n"])
      expect((await take(odd)).table.canonical, odd).to.deep.include({ isCopy: true, lineEnd: "\r\n" });
    const copy = await take('Id,Name\n1,a"b\n2, x\n3\n4,"a,\nb"\n');
    expect(readFileSync(copy.table.canonical.path, "utf8")).to.equal('1,1,"a""b"\r\n2,2," x"\r\n4,4,"a,\nb"\r\n');
  });

  it("takes the checksum over the file's bytes, whatever becomes of them", async () => {
    const file = "\ufeffId,Name\n1\n\n2,BOB";
    const { table } = await take(file);
    expect(table.sha256).to.equal(createHash("sha256").update(file).digest("hex"));
    expect(table.bytes).to.equal(19);
  });
});
