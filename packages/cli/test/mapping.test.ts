import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMigration, mappingPages } from "@pas-migrate/core";
import { expect } from "chai";
import { packagedPlugins } from "../dist/plugins.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Pages that are missing, too many, or not what they should be. */
function stalePages(folder: string, pages: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...readdirSync(join(root, folder)), ...pages.keys()]);
  const written = (name: string) => {
    const path = join(root, folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  return [...names].filter((name) => written(name) !== pages.get(name));
}

describe("the mapping pages", () => {
  it("say what the contract of the packages says: `npm run docs` makes them", async () => {
    const contract = await createMigration({ plugins: Object.values(packagedPlugins) }).contract();
    expect(contract.tables).to.have.length(38);
    expect(contract.tables.reduce((sum, { fields }) => sum + fields.length, 0)).to.equal(884);
    expect(stalePages("docs/mapping", mappingPages(contract))).to.deep.equal([]);
  });
});

describe("the rule pages", () => {
  it("say what the rules of the packages say: `npm run docs` makes them", async () => {
    const pages = await createMigration({ plugins: Object.values(packagedPlugins) }).rulePages();
    expect(stalePages("docs/rules", pages)).to.deep.equal([]);
  });

  it("are of rules that each have fixtures and a test that runs them", () => {
    const packages = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name));
    const ruled = packages.filter((folder) => existsSync(join(folder, "gates")));
    expect(ruled).to.have.length.above(1);
    for (const folder of ruled) {
      const ids = (path: string, ending: string) =>
        readdirSync(join(folder, path)).flatMap((name) =>
          name.endsWith(ending) ? [name.slice(0, -ending.length)] : [],
        );
      expect(ids("test/gates", ".yaml").sort(), folder).to.deep.equal(ids("gates", ".sql").sort());
      expect(readFileSync(join(folder, "test", "gates.test.ts"), "utf8"), folder).to.contain("gateFixtures(");
    }
  });
});
