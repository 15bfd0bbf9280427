import { readdirSync, readFileSync } from "node:fs";
import { createMigration } from "@pas-migrate/core";
import { expect } from "chai";
import { plugins } from "./support/migrate.js";

const packageUrl = new URL("../", import.meta.url);

/** Columns of each load table, as the supplier's catalogue counts them. */
const catalogue: Readonly<Record<string, number>> = {
  LOAD_IWL_PROFILES: 13,
  LOAD_IWL: 35,
  LOAD_IWL_DEFERRALS: 8,
  LOAD_IWL_TCIS: 17,
};

/** Names in a file's `columns:` or `fields:` block, in order. */
function names(path: string): readonly string[] {
  return [...readFileSync(new URL(path, packageUrl), "utf8").matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(
    ([, name]) => name,
  );
}

describe("the contract", () => {
  it("classifies every column of the four tables, in the catalogue's order and in load order", async () => {
    const { tables } = await createMigration({ plugins }).contract();
    const own = tables.filter(({ table }) => table in catalogue);
    expect(own.map(({ table, fields }) => [table, fields.length])).to.deep.equal(Object.entries(catalogue));
    for (const { table, fields } of own)
      expect(fields.map(({ name }) => name)).to.deep.equal(names(`target/${table}.yaml`));
  });

  it("leaves out what V83 does not hold, each with the role that decides", async () => {
    const { tables } = await createMigration({ plugins }).contract();
    const left = tables
      .filter(({ table }) => table in catalogue)
      .flatMap(({ table, fields }) =>
        fields.flatMap(({ name, definition }) =>
          definition.class === "OUT_OF_SCOPE" ? [`${table}.${name}: ${definition.owner}`] : [],
        ),
      );
    expect(left).to.deep.equal([
      "LOAD_IWL_PROFILES.list_no: waiting list lead",
      "LOAD_IWL_PROFILES.treatment_type: waiting list lead",
      "LOAD_IWL_PROFILES.admit_type: waiting list lead",
      "LOAD_IWL_PROFILES.max_wait_months: waiting list lead",
      "LOAD_IWL_PROFILES.avg_length_stay: waiting list lead",
      "LOAD_IWL_PROFILES.admit_duration_hours: waiting list lead",
      "LOAD_IWL_PROFILES.operation_duration_mins: theatre lead",
      "LOAD_IWL.rttpwy_recno_out_encounter: RTT lead",
      "LOAD_IWL_TCIS.estimated_discharge_date: bed management lead",
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
