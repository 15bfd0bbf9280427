import { readdirSync, readFileSync } from "node:fs";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { expect } from "chai";

const packageUrl = new URL("../", import.meta.url);
const { reasons } = new IwlPlugin();

describe("the reasons", () => {
  it("are those that the row SQL, the views and the derivations give, and no others", () => {
    const files = ["contract/", "views/", "src/derivations/"].flatMap((folder) =>
      readdirSync(new URL(folder, packageUrl)).map((name) => new URL(folder + name, packageUrl)),
    );
    const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
    const unused = Object.keys(reasons).filter((code) => !text.includes(`'${code}'`) && !text.includes(`"${code}"`));
    expect(unused).to.deep.equal([]);
    const rejected = [...text.matchAll(/reject\(row, "([A-Z_]+)"/g)].map(([, code]) => code);
    const framework = ["DATE_INVALID", "NUMBER_INVALID"];
    expect(rejected.filter((code) => !(code in reasons) && !framework.includes(code))).to.deep.equal([]);
  });

  it("stand in the README, word for word", () => {
    const readme = readFileSync(new URL("README.md", packageUrl), "utf8");
    const missing = Object.entries(reasons).filter(
      ([code, { message }]) => !readme.includes(`| \`${code}\` | ${message} |`),
    );
    expect(missing).to.deep.equal([]);
  });
});
