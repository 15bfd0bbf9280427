import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkControl, readControl } from "../../dist/intake/control.js";
import { faultsOf, plainFaults, useFolder } from "../support/extracts.js";

const hash = "a".repeat(64);

describe("control file", () => {
  const folder = useFolder();
  const read = (content: string) => {
    const path = join(folder(), "control.csv");
    writeFileSync(path, content);
    return readControl(path);
  };

  it("is read with its line numbers, in any case of table names, with cells that may be empty", () => {
    expect(read(`\ufefftable,rows,sha256\r\npatient,3,\r\n\r\n WARD ,,${hash}\r\n`)).to.deep.equal([
      { table: "PATIENT", rows: 3, sha256: undefined, extractedAt: undefined, line: 2 },
      { table: "WARD", rows: undefined, sha256: hash, extractedAt: undefined, line: 4 },
    ]);
  });

  it("says when a file was extracted, where it knows", async () => {
    const entries = read("table,rows,sha256,extracted_at\nA,1,,2026-03-27T18:00\nB,1,,\n");
    expect(entries.map(({ extractedAt }) => extractedAt)).to.deep.equal(["2026-03-27T18:00", undefined]);
    const [error] = await faultsOf(() => read("table,rows,sha256,extracted_at\nA,1,,27/03/2026\n"));
    expect(error.message).to.equal("control.csv cannot be read at line 2: extracted_at is YYYY-MM-DDTHH:MM.");
  });

  it("gives the right lines where line ends are mixed", () => {
    expect(read("table,rows,sha256\nA,1,\r\nB,2,\r\nC,3,\n").map(({ table, line }) => [table, line])).to.deep.equal([
      ["A", 2],
      ["B", 3],
      ["C", 4],
    ]);
  });

  const unreadable = (line: number, why: string) => ({
    code: "CONTROL_UNREADABLE",
    message: `control.csv cannot be read at line ${line}: ${why}.`,
    fix: "Its columns are table,rows,sha256.",
    where: { file: "control.csv", line },
    exitCode: 3,
  });
  const faulty: readonly (readonly [string, string, number, string])[] = [
    ["a count that is no number", "A,1,\nB,1.5,\n", 3, "rows is a whole number"],
    ["a negative count", "A,-1,\n", 2, "rows is a whole number"],
    ["a checksum in upper case", `A,1,${"A".repeat(64)}\n`, 2, "sha256 is 64 lower-case hex digits"],
    ["a checksum that is too short", "A,1,abc\n", 2, "sha256 is 64 lower-case hex digits"],
    ["no table", ",1,\n", 2, "Too small: expected string to have >=1 characters"],
    ["too few cells", "A,1\n", 2, "Invalid Record Length: columns length is 3, got 2 on line 2"],
    ["an open quote", '"A,1,\n', 2, "Quote Not Closed: the parsing is finished with an opening quote at line 2"],
  ];
  for (const [what, rows, line, why] of faulty) {
    it(`is refused with ${what}`, async () => {
      expect(await faultsOf(() => read(`table,rows,sha256\n${rows}`))).to.deep.equal([unreadable(line, why)]);
    });
  }

  it("is refused without one of its columns", async () => {
    expect(await faultsOf(() => read("table,rows\nA,1\n"))).to.deep.equal([
      unreadable(2, "Invalid input: expected string, received undefined"),
    ]);
  });

  it("is compared with the files: rows, bytes, and files that were lost", () => {
    const entries = read(`table,rows,sha256\nA,2,${hash}\nB,3,${"b".repeat(64)}\nLOST,1,\nOTHER,1,\nC,,\n`);
    const taken = new Map([
      ["A", { rows: 2, sha256: hash }],
      ["B", { rows: 4, sha256: hash }],
      ["C", { rows: 9, sha256: hash }],
    ]);
    expect(plainFaults(checkControl(entries, taken, new Set(["A", "B", "C", "LOST"])))).to.deep.equal([
      {
        code: "CONTROL_ROWS_DIFFER",
        message: "control.csv says that B has 3 records, but B.csv holds 4.",
        fix: "Ask for the extract again: it is not the one that was counted.",
        where: { file: "control.csv", line: 3, table: "B" },
        exitCode: 3,
      },
      {
        code: "CONTROL_CHECKSUM_DIFFERS",
        message: "B.csv is not, byte for byte, the file that control.csv describes.",
        fix: "Transfer the file again, in binary mode.",
        where: { file: "control.csv", line: 3, table: "B" },
        exitCode: 3,
      },
      {
        code: "CONTROL_FILE_MISSING",
        message: "control.csv lists LOST, but LOST.csv is not among the extracts.",
        fix: "Ask for the file: it was lost on its way.",
        where: { file: "control.csv", line: 4, table: "LOST" },
        exitCode: 3,
      },
    ]);
  });
});
