import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean, formatFault, MigrationError, MigrationFaults, throwFaults } from "@pas-migrate/core";
import { expect } from "chai";
import { errors } from "../../dist/errors/catalogue.js";
import { listed } from "../../dist/errors/define.js";
import { formatPlace } from "../../dist/errors/migration-error.js";
import { faultsOf } from "../support/small-contract.js";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const page = readFileSync(join(root, "docs/reference/error-codes.md"), "utf8");

/** Rows of the page's tables: code, when it arises, remedy, exit code. */
const described = page
  .split("\n")
  .map((line) => /^\| `([A-Z_0-9]+)` +\| (.+?) +\| (.+?) +\| ([123]) +\|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, code, when, remedy, exitCode]) => ({ code, when, remedy, exitCode: Number(exitCode) }));

/** The place that an error is told. */
const places: Record<string, unknown> = {
  file: "some.file",
  line: 3,
  column: 5,
  table: "SOME_TABLE",
  field: "SOME_TABLE.field",
};
/** Calls an error's function with words for every parameter; by their names, some are lists, numbers or errors. */
function made(make: (...given: never[]) => MigrationError): MigrationError {
  const names = /\(([^)]*)\)/
    .exec(String(make))![1]
    .split(",")
    .map((name) => name.trim());
  const given = names.map((name, i) => {
    if (name === "where") return places;
    if (name === "hint") return "";
    if (["known", "columns", "key", "cycle"].includes(name)) return ["one", "two"];
    if (name === "cause") return new TypeError("Mrs Secret");
    if (
      [
        "rows",
        "expected",
        "found",
        "first",
        "second",
        "line",
        "batch",
        "before",
        "after",
        "given",
        "keys",
        "firstLine",
      ].includes(name)
    )
      return i + 1;
    return `word${i}`;
  });
  return make(...(given as never[]));
}

/** Codes that source files name where faults are made. */
function codesInSources(): ReadonlySet<string> {
  const codes = new Set<string>();
  const packages = join(root, "packages");
  for (const name of readdirSync(packages)) {
    const folder = join(packages, name, "src");
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      const made = /\b(?:configF|dataF|f)ault\(\s*"([A-Z][A-Z0-9_]+)"|\bcode:\s*"([A-Z][A-Z0-9_]+)",\s*message/g;
      for (const [, byFunction, byHand] of text.matchAll(made)) codes.add(byFunction ?? byHand);
    }
  }
  return codes;
}

describe("the error catalogue", () => {
  for (const [name, make] of Object.entries(errors)) {
    it(`says what, where and how to mend it: ${name}`, () => {
      const error = made(make as never);
      expect(error).to.be.instanceOf(MigrationError);
      expect(error.code).to.match(/^[A-Z]+(_[A-Z0-9]+)+$/);
      expect(error.message, "a whole sentence").to.match(/^\S.*\.$/);
      expect(error.fix, "a whole sentence").to.match(/^[A-Z].*[.?]$/);
      expect(`${error.message} ${error.fix}`).to.not.match(/undefined|NaN|\[object/);
      expect(formatFault(error), "what a failed part said is kept back").to.not.contain("Secret");
      expect(described.find(({ code }) => code === error.code)?.exitCode, "exit code on the page").to.equal(
        error.exitCode,
      );
    });
  }

  it("gives every fault of a file the place it was told", () => {
    const placed = Object.values(errors)
      .filter((make) => /\bwhere\b/.test(/\(([^)]*)\)/.exec(String(make))![1]))
      .map((make) => made(make as never));
    expect(placed).to.have.length.above(40);
    for (const error of placed) expect(formatPlace(error.where), error.code).to.equal("some.file:3:5");
  });

  it("names the kind of a failed statement, and none of its values", () => {
    const error = errors.sqlFailed("insert into x values ('Ann')", new Error("Constraint Error: Ann is there already"));
    expect(error.message).to.equal("A statement failed (Constraint Error): insert into x.");
    expect(errors.sqlFailed("select('Ann')", new Error("ANN")).message).to.equal(
      "A statement failed (unknown error): select.",
    );
    expect(error.cause).to.be.instanceOf(Error);
  });

  it("names the work file that a failed statement was to make", () => {
    const full = new Error("Out of Memory Error: Ann");
    for (const [path, shown] of [
      ["/runs/trial/work/rows.LOAD_SPELL/_slice=2/rows.parquet", "rows.LOAD_SPELL/_slice=2/rows.parquet"],
      ["/runs/work/trial/work/LOAD_SPELL.rows", "LOAD_SPELL.rows"],
    ]) {
      const { message } = errors.sqlFailed(`copy (select 'Ann' as name) to '${path}' (format parquet)`, full);
      expect(message).to.equal(`A statement failed (Out of Memory Error): copy to ${shown}.`);
    }
  });

  it("has a page with the same codes as the sources, each once, with cause and remedy", () => {
    const codes = described.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).to.deep.equal([]);
    expect([...codes].sort()).to.deep.equal([...codesInSources()].sort());
    for (const { code, when, remedy } of described)
      expect(
        [when.length, remedy.length].every((size) => size > 10),
        code,
      ).to.equal(true);
  });
});

describe("a fault in words", () => {
  const error = (where: object) => new MigrationError({ code: "A_B", message: "It is so.", fix: "Mend it.", where }, 2);

  it("starts with its place, as far as that is known", () => {
    expect(formatFault(error({}))).to.equal("A_B It is so. Mend it.");
    expect(formatFault(error({ table: "T" }))).to.equal("A_B It is so. Mend it.");
    expect(formatFault(error({ file: "f" }))).to.equal("f A_B It is so. Mend it.");
    expect(formatFault(error({ file: "f", line: 2 }))).to.equal("f:2 A_B It is so. Mend it.");
    expect(formatFault(error({ file: "f", line: 2, column: 3 }))).to.equal("f:2:3 A_B It is so. Mend it.");
  });

  it("is thrown as itself when alone, together with others in one error, and not at all when there is none", () => {
    const one = errors.clockNotSet();
    const other = errors.keyCollision("T", 1);
    expect(() => throwFaults([])).to.not.throw();
    expect(() => throwFaults([one])).to.throw(one.message);
    expect(faultsOf(() => throwFaults([one]))).to.deep.equal([one]);
    expect(faultsOf(() => throwFaults([one, other]))).to.deep.equal([one, other]);
    const both = new MigrationFaults([one, other]);
    expect(both.message).to.equal(`${formatFault(one)}\n${formatFault(other)}`);
    expect([both.exitCode, new MigrationFaults([one, one]).exitCode]).to.deep.equal([3, 2]);
  });

  it("lists eight names and counts the rest", () => {
    expect(listed(["a", "b"])).to.equal("a, b");
    expect(listed([..."abcdefghij"])).to.equal("a, b, c, d, e, f, g, h and 2 more");
  });
});

describe("did you mean", () => {
  const known = ["Name", "Sex", "DateOfBirth"];
  for (const [written, says] of [
    ["Nmae", ' Did you mean "Name"?'],
    ["NAME", ' Did you mean "Name"?'],
    ["DateBirth", ' Did you mean "DateOfBirth"?'],
    ["dateofbirht", ' Did you mean "DateOfBirth"?'],
    ["Postcode", ""],
  ] as const) {
    it(`says${says === "" ? " nothing" : says} for ${written}`, () => {
      expect(didYouMean(written, known)).to.equal(says);
    });
  }

  it("says nothing when nothing is known", () => {
    expect(didYouMean("Name", [])).to.equal("");
  });
});
