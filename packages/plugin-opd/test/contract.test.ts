import { readdirSync, readFileSync } from "node:fs";
import { createMigration, summarizeContract } from "@pas-migrate/core";
import { expect } from "chai";
import { plugins } from "./support/migrate.js";

const packageUrl = new URL("../", import.meta.url);

/** Columns of each load table, as the supplier's catalogue counts them, with the first and the last. */
const catalogue: Readonly<Record<string, readonly [number, string, string]>> = {
  LOAD_OPDWAITLIST: [27, "record_number", "transport_required"],
  LOAD_OPDWAITLISTDEF: [8, "record_number", "deferral_comment"],
  LOAD_OPD_APPOINTMENTS: [33, "record_number", "cab_usrn"],
  LOAD_OPD_CODING: [10, "record_number", "diagnosis_date"],
  LOAD_CMTY_APPOINTMENTS: [43, "record_number", "appt_comment"],
  LOAD_OPD_ARCHIVE: [79, "encounter_type", "comments"],
};

/** Names in a file's `columns:` block, in order. */
function names(path: string): readonly string[] {
  return [...readFileSync(new URL(path, packageUrl), "utf8").matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(
    ([, name]) => name,
  );
}

describe("the contract", () => {
  it("compiles, classifies every column in the catalogue's order, and puts the tables in load order", async () => {
    const { tables } = await createMigration({ plugins }).contract();
    const own = tables.filter(({ plugin }) => plugin === "opd");
    expect(own.map(({ table, fields }) => [table, [fields.length, fields[0].name, fields.at(-1)!.name]])).to.deep.equal(
      Object.entries(catalogue),
    );
    for (const { table, fields } of own)
      expect(fields.map(({ name }) => name)).to.deep.equal(names(`target/${table}.yaml`));
  });

  it("names an owner for every field that waits for a decision", async () => {
    const contract = await createMigration({ plugins }).contract();
    const { unresolved } = summarizeContract({
      ...contract,
      tables: contract.tables.filter(({ plugin }) => plugin === "opd"),
    });
    expect(unresolved.length).to.equal(18);
    expect([...new Set(unresolved.map(({ owner }) => owner))].sort()).to.deep.equal([
      "RTT lead",
      "clinical coding lead",
      "community services lead",
      "outpatient operational lead",
    ]);
  });

  it("has no file that belongs to no table", () => {
    const listed = (folder: string, ending: string) =>
      readdirSync(new URL(folder, packageUrl))
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .sort();
    const tables = Object.keys(catalogue).sort();
    expect(listed("target/", ".yaml")).to.deep.equal(tables);
    expect(listed("contract/", ".yaml")).to.deep.equal(tables);
    expect(listed("contract/", ".sql")).to.deep.equal(tables);
  });
});
