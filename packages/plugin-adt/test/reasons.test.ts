import { readdirSync, readFileSync } from "node:fs";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { expect } from "chai";

/** Codes that the plugin gives and that mean something without it: of the framework, of pmi, or of rows left out. */
const others = [
  "ARCHIVED",
  "CODE_NOT_MAPPED",
  "DATE_INVALID",
  "HELD_BY_CONSWARDSTAY",
  "HOME_LEAVE",
  "LIVE",
  "NOTHING_HELD",
  "NO_CUT_OFF",
  "PATIENT_UNKNOWN",
];

/** Values of columns that look like codes of reasons. */
const values = ["PRIMARY", "SUBSIDIARY", "SECONDARY", "DIAG", "PROC", "DIAGPRIMARY", "DIAGSECONDARY", "PROCSECONDARY"];

function texts(folder: string, ending: string): readonly string[] {
  const url = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(new URL(name, url), "utf8"));
}

describe("the plugin's reject reasons", () => {
  it("are those that row SQL and derivations give, no more and no fewer", () => {
    const sql = [...texts("contract", ".sql"), ...texts("views", ".sql")].flatMap((text) =>
      [...text.matchAll(/(?:then|else|null,) '([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, code]) => code),
    );
    const rules = texts("src/derivations", ".ts").flatMap((text) =>
      [...text.matchAll(/(?:reject|note)\(row, "([A-Z_]+)"/g)].map(([, code]) => code),
    );
    const given = new Set([...sql, ...rules].filter((code) => code.length > 3 && !values.includes(code)));
    const { reasons } = new AdtPlugin();
    expect([...given].sort()).to.deep.equal([...Object.keys(reasons), ...others].sort());
  });

  it("say how to settle them, and no value", () => {
    for (const { message } of Object.values(new AdtPlugin().reasons))
      expect(message).to.match(/^[A-Z].+\. [A-Z].+\.$/s);
  });
});
