import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMigration, csvDirectory } from "@pas-migrate/core";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

describe("a run without feeds", () => {
  const folder = mkdtempSync(join(tmpdir(), "pas-migrate-reference-"));

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("delivers empty files for staff and users, and records why", async () => {
    writeFileSync(join(folder, "HOSPDET.csv"), "HospitalCode,HospitalName\r\nWH1,Westhaven\r\n");
    const { report } = await createMigration({
      plugins: [ReferencePlugin],
      source: csvDirectory(folder),
      output: join(folder, "out"),
    }).run();
    expect(report.tables.map(({ table, delivered, nilReturn }) => [table, delivered, nilReturn])).to.deep.equal([
      ["LOAD_STAFF", 0, 'the feed "staff" is not configured'],
      ["LOAD_USERS", 0, 'the feed "users" is not configured'],
      ["LOAD_SITES", 1, null],
    ]);
  });
});
