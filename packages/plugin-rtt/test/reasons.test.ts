import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { reasons } from "../dist/reasons.js";

/** The text of every file of a folder of the package. */
function textOf(folder: string, ending: string): string {
  const place = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, place), "utf8"))
    .join("\n");
}

describe("reasons", () => {
  const given = new Set(
    [
      ...`${textOf("contract", ".sql")}\n${textOf("views", ".sql")}\n${textOf("dist/derivations", ".js")}`.matchAll(
        /['"]([A-Z]+(?:_[A-Z]+)+)['"]/g,
      ),
    ].map(([, code]) => code),
  );

  it("are all declared, and all given somewhere", () => {
    for (const action of ["START_STOP"]) given.delete(action);
    expect([...given].sort()).to.deep.equal(Object.keys(reasons).sort());
  });
});
