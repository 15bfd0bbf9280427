import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { filesIn, hospital, migratedHospital } from "./hospital.js";

/** Data records by a rule of thumb that shares no code with intake: lines that are not inside quotes, header apart. */
function recordsIn(csv: string): number {
  const text = csv.replace(/"(?:[^"]|"")*"/g, "q");
  return text.split(/\r?\n/).filter((line) => line !== "").length - 1;
}

describe("the example hospital", () => {
  it("accounts for every record of every extract it reads", async () => {
    const { out, result } = await migratedHospital();
    const { ledger } = result;
    expect(ledger.source.length).to.be.greaterThan(10);
    for (const { table, rows, loaded, split, merged, excluded, rejected, balanced } of ledger.source) {
      expect(rows, table).to.equal(loaded + split + merged + excluded + rejected);
      expect(balanced, table).to.equal(true);
      if (!table.startsWith("feed:"))
        expect(rows, table).to.equal(recordsIn(readFileSync(join(hospital, "extracts", `${table}.csv`), "latin1")));
    }
    for (const { table, rows, from_source, from_split, from_feed } of ledger.target) {
      expect(rows, table).to.equal(from_source + from_split + from_feed);
      expect(rows, table).to.equal(recordsIn(filesIn(out, "load").get(`${table}.csv`)!));
    }
  });

  it("gives every child the key of a row of the same patient", async () => {
    const { out, result } = await migratedHospital();
    const load = filesIn(out, "load");
    const rows = (table: string) => {
      const [header, ...lines] = load.get(`${table}.csv`)!.trimEnd().split("\r\n");
      const names = header.split(",");
      return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i], value])));
    };
    // Record numbers and numbers of patients stand in the first columns, before any value that could be quoted.
    const patients = new Map(rows("LOAD_PMI").map(({ record_number, main_crn }) => [record_number, main_crn]));
    const children = result.report.tables.map(({ table }) => table).filter((table) => /^LOAD_PMI./.test(table));
    let keys = 0;
    for (const table of children) {
      for (const { loadpmi_record_number: key, main_crn } of rows(table)) {
        if (key === undefined) continue;
        expect(patients.get(key), table).to.equal(main_crn);
        keys++;
      }
    }
    expect(keys).to.be.greaterThan(50);
  });
});
