import { readdirSync, readFileSync } from "node:fs";
import { createMigration, summarizeContract } from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { expect } from "chai";

const packageUrl = new URL("../", import.meta.url);

/** Columns of each load table, as the supplier's catalogue counts them. */
const catalogue: Readonly<Record<string, number>> = { LOAD_STAFF: 46, LOAD_USERS: 46, LOAD_SITES: 18 };

/** Names in a file's `columns:` or `fields:` block, in order. */
function names(path: string): readonly string[] {
  return [...readFileSync(new URL(path, packageUrl), "utf8").matchAll(/^ {2}([a-z][a-z0-9_]*):/gm)].map(
    ([, name]) => name,
  );
}

describe("the contract", () => {
  for (const [table, count] of Object.entries(catalogue)) {
    it(`classifies every column of ${table}, in the catalogue's order`, async () => {
      const columns = names(`target/${table}.yaml`);
      expect(columns).to.have.length(count);
      expect(names(`contract/${table}.yaml`)).to.include.members([...columns]);
      const { tables } = await createMigration({ plugins: [ReferencePlugin] }).contract();
      const compiled = tables.find((candidate) => candidate.table === table)!;
      expect(compiled.fields.map(({ name }) => name)).to.deep.equal(columns);
    });
  }

  it("compiles alone, with the tables in load order", async () => {
    const contract = await createMigration({ plugins: [ReferencePlugin] }).contract();
    expect(contract.tables.map(({ table }) => table)).to.deep.equal(Object.keys(catalogue));
    expect(summarizeContract(contract).fields).to.equal(110);
  });

  it("takes staff and users from feeds only, and their passwords from nowhere", async () => {
    const { tables } = await createMigration({ plugins: [ReferencePlugin] }).contract();
    for (const { table, rows, fields } of tables.slice(0, 2)) {
      expect([rows.from, rows.feed], table).to.deep.equal([[], table === "LOAD_STAFF" ? "staff" : "users"]);
      const password = fields.find(({ name }) => name === "password")!;
      expect(password.definition.class).to.equal("OUT_OF_SCOPE");
    }
  });

  it("names only code sets that there are", () => {
    const named = readdirSync(new URL("crosswalks/", packageUrl)).flatMap((file) =>
      [...readFileSync(new URL(`crosswalks/${file}`, packageUrl), "utf8").matchAll(/^codeSet: (.+)$/gm)].map(
        ([, id]) => id,
      ),
    );
    const { codeSets } = new ReferencePlugin();
    expect(named.sort()).to.deep.equal(Object.keys(codeSets).sort());
    for (const id of named) expect(codeSets[id]).to.equal(nationalCodeSet(id));
  });
});
