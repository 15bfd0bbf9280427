import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMigration, mappingPages } from "@pas-migrate/core";
import { expect } from "chai";
import { packagedPlugins } from "../dist/plugins.js";

const folder = fileURLToPath(new URL("../../../docs/mapping", import.meta.url));

describe("the mapping pages", () => {
  it("say what the contract of the packages says: `npm run docs` makes them", async () => {
    const contract = await createMigration({ plugins: Object.values(packagedPlugins) }).contract();
    expect(contract.tables).to.have.length(38);
    expect(contract.tables.reduce((sum, { fields }) => sum + fields.length, 0)).to.equal(884);
    const pages = mappingPages(contract);
    expect(readdirSync(folder).sort()).to.deep.equal([...pages.keys()].sort());
    const stale = [...pages].filter(([name, text]) => readFileSync(join(folder, name), "utf8") !== text);
    expect(stale.map(([name]) => name)).to.deep.equal([]);
  });
});
