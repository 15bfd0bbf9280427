import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { copyOfExtracts, filesIn, migratedHospital, migrateHospital } from "./hospital.js";

const manifest = (out: string) => readFileSync(join(out, "manifest.json"), "utf8");

/** Expects the same names and bytes; names the file that differs rather than printing it. */
function expectSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): void {
  expect([...other.keys()]).to.deep.equal([...one.keys()]);
  expect([...one].filter(([name, bytes]) => other.get(name) !== bytes).map(([name]) => name)).to.deep.equal([]);
}

describe("the same input", () => {
  let first: string;

  before(async () => {
    first = (await migratedHospital()).out;
  });

  for (const [how, options] of [
    ["batches of one row, two threads and two slices of the patients", { batchRows: 1, threads: 2, slices: 2 }],
    ["batches of seven rows, four threads and five slices", { batchRows: 7, threads: 4, slices: 5 }],
  ] as const) {
    it(`gives the same load files, rejects and manifest in ${how}`, async () => {
      const { out } = await migrateHospital(options);
      expectSame(filesIn(first, "load"), filesIn(out, "load"));
      expectSame(filesIn(first, "rejects"), filesIn(out, "rejects"));
      expect(manifest(out)).to.equal(manifest(first));
    });
  }

  it("gives the same load files when its rows come in another order", async () => {
    const extracts = copyOfExtracts();
    // Its checksums are of the files as they were.
    rmSync(join(extracts, "control.csv"));
    for (const name of ["PATDATA", "PREVADDRESS", "GPHISTORY", "CASENOTEDETS", "CASENOTELOAN", "MERGEDID", "GP"]) {
      const path = join(extracts, `${name}.csv`);
      const text = readFileSync(path, "latin1");
      const [header, ...records] = (/\n$/.test(text) ? text : `${text}\r\n`).match(/(?:"(?:[^"]|"")*"|[^"\n])*\n/g)!;
      writeFileSync(path, [header, ...records.reverse()].join(""), "latin1");
    }
    const { out } = await migrateHospital({ extracts });
    expectSame(filesIn(first, "load"), filesIn(out, "load"));
  });
});
