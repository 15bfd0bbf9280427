import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const packages = fileURLToPath(new URL("../../..", import.meta.url));
/** What an answer key may lean on: the kit, the lives, national code sets, Node's own modules and plain files. */
const ALLOWED = [
  /^node:/,
  /^\.\//,
  /^\.\.\/files\//,
  /^@pas-migrate\/(lives|nhs|core\/mock)$/,
  /^pure-rand\//,
  /^(iconv-lite|yaml)$/,
];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

describe("the generator and its answer key", () => {
  const rooms = [
    "core/src/mock",
    "lives/src",
    ...readdirSync(packages)
      .filter((name) => name.startsWith("plugin-"))
      .map((name) => `${name}/src/mock`),
  ];

  for (const room of rooms) {
    it(`know nothing of derivations, contracts, row SQL or engine: ${room}`, () => {
      const files = sources(join(packages, room));
      expect(files.length).to.be.greaterThan(0);
      for (const file of files) {
        const imports = [...readFileSync(file, "utf8").matchAll(/(?:\bfrom|import\()\s*"([^"\n]+)"/g)].map(
          ([, name]) => name,
        );
        const foreign = imports.filter((name) => !ALLOWED.some((allowed) => allowed.test(name)));
        expect(foreign, file.slice(packages.length)).to.deep.equal([]);
      }
    });
  }
});
