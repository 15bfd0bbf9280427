import { readdirSync, readFileSync } from "node:fs";
import { createMigration, summarizeContract } from "@pas-migrate/core";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

const packageUrl = new URL("../", import.meta.url);

/** Columns of each load table, as the supplier's catalogue counts them, with the first and the last. */
const catalogue: Readonly<Record<string, readonly [number, string, string]>> = {
  LOAD_PMI: [89, "record_number", "gdp_practice_applies_from"],
  LOAD_PMIIDS: [8, "record_number", "volume"],
  LOAD_PMIALIASES: [15, "record_number", "applies_end"],
  LOAD_PMIADDRS: [17, "record_number", "applies_end"],
  LOAD_PMICONTACTS: [23, "record_number", "applies_end"],
  LOAD_PMIALLERGIES: [9, "record_number", "applies_end"],
  LOAD_PMISTAFFWARNINGS: [9, "record_number", "applies_end"],
  LOAD_PMIGPAUDIT: [10, "record_number", "applies_end"],
  LOAD_CASENOTELOCS: [9, "record_number", "active_flag"],
  LOAD_PMICASENOTEHISTORY: [14, "record_number", "comment_2"],
};

/** Names in a file's `columns:` or `fields:` block, in order. */
function names(path: string): readonly string[] {
  return [...readFileSync(new URL(path, packageUrl), "utf8").matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(
    ([, name]) => name,
  );
}

describe("the contract", () => {
  for (const [table, [count, first, last]] of Object.entries(catalogue)) {
    it(`classifies every column of ${table}, in the catalogue's order`, () => {
      const columns = names(`target/${table}.yaml`);
      expect([columns.length, columns[0], columns.at(-1)]).to.deep.equal([count, first, last]);
      expect(names(`contract/${table}.yaml`)).to.include.members([...columns]);
    });
  }

  it("compiles alone, with the tables in load order", async () => {
    const { tables } = await createMigration({ plugins: [PmiPlugin] }).contract();
    expect(tables.map(({ table, fields }) => [table, fields.length])).to.deep.equal(
      Object.entries(catalogue).map(([table, [count]]) => [table, count]),
    );
    for (const { table, fields } of tables)
      expect(fields.map(({ name }) => name)).to.deep.equal(names(`target/${table}.yaml`));
  });

  it("compiles beside the reference plugin, after its tables", async () => {
    const { tables } = await createMigration({ plugins: [PmiPlugin, ReferencePlugin] }).contract();
    expect(tables.map(({ table }) => table)).to.deep.equal([
      "LOAD_STAFF",
      "LOAD_USERS",
      "LOAD_SITES",
      ...Object.keys(catalogue),
    ]);
  });

  it("names an owner for every field that waits for a decision", async () => {
    const { fields, unresolved } = summarizeContract(await createMigration({ plugins: [PmiPlugin] }).contract());
    expect(fields).to.equal(203);
    expect(unresolved).to.have.length(31);
    expect([...new Set(unresolved.map(({ owner }) => owner))].sort()).to.deep.equal([
      "information governance lead",
      "medical records lead",
      "patient administration lead",
    ]);
  });

  it("has no file that belongs to no table", () => {
    const listed = (folder: string, ending: string) =>
      readdirSync(new URL(folder, packageUrl))
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length));
    const tables = Object.keys(catalogue).sort();
    expect(listed("target/", ".yaml").sort()).to.deep.equal(tables);
    expect(listed("contract/", ".yaml").sort()).to.deep.equal(tables);
    expect(listed("contract/", ".sql").sort()).to.deep.equal(tables);
  });
});
