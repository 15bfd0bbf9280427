import { readFileSync } from "node:fs";
import { expect } from "chai";
import { run } from "./support/command.js";
import { Hospital } from "./support/hospital.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

describe("pas-migrate, asked for help or used wrongly", () => {
  let hospital: Hospital;

  before(() => {
    hospital = new Hospital();
  });

  after(() => hospital.remove());

  const given = (...args: readonly string[]) => run(hospital.folder, ...args);

  it("says its version", async () => {
    expect(await given("--version")).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("lists its commands on stdout when asked, with exit code 0", async () => {
    const { code, stdout, stderr } = await given("--help");
    expect([code, stderr]).to.deep.equal([0, ""]);
    for (const command of ["contract", "migrate", "run", "check", "release", "waiver", "evidence"])
      expect(stdout).to.match(new RegExp(`^ {2}${command} `, "m"));
  });

  it("shows its usage on stderr when nothing is asked, with exit code 2", async () => {
    const { code, stdout, stderr } = await given();
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.match(/^Usage: pas-migrate/);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["frobnicate"], /^error: unknown command 'frobnicate'/],
    [
      "an unknown option, with the nearest one",
      ["run", "--sourc", "x"],
      /^error: unknown option '--sourc'\n\(Did you mean --source\?\)/,
    ],
    [
      "a profile that there is not",
      ["release", "--out", "x", "--profile", "devel"],
      /'devel' is invalid\. Allowed choices are development, pre_production, cutover/,
    ],
    ["release without a profile", ["release", "--out", "x"], /^USAGE --profile or --profile-file is missing\./],
    [
      "release with two profiles",
      ["release", "--out", "x", "--profile", "cutover", "--profile-file", "own.yaml"],
      /^USAGE Both --profile and --profile-file are given\./,
    ],
    [
      "a profile file that is not there",
      ["release", "--out", "x", "--profile-file", "own.yaml"],
      /^USAGE There is no file own\.yaml\./,
    ],
    [
      "a day that is none",
      ["release", "--out", "x", "--profile", "cutover", "--as-of", "2026-02-30"],
      /^USAGE "2026-02-30" is no day\. Write it as YYYY-MM-DD\./,
    ],
    ["check without a folder", ["check"], /required option '--out <dir>' not specified/],
    ["migrate without extracts", ["migrate", "--out", "x"], /^USAGE --source is missing\./],
    ["migrate without a folder to write to", ["migrate", "--source", "extracts"], /^USAGE --out is missing\./],
    [
      "a number that is none",
      ["migrate", "--source", "extracts", "--out", "x", "--threads", "0"],
      /^USAGE "0" is no whole number above 0\./,
    ],
    [
      "a plugin that does not come along",
      ["migrate", "--source", "extracts", "--out", "x", "--plugins", "pmii"],
      /^PLUGIN_UNKNOWN There is no plugin "pmii"\..* Did you mean "pmi"\?/,
    ],
    [
      "an instant that is none",
      ["migrate", "--source", "extracts", "--out", "x", "--plugins", "pmi", "--snapshot-at", "yesterday"],
      /CLOCK_INVALID/,
    ],
    [
      "a folder that is not there",
      ["migrate", "--source", "nope", "--out", "x", "--plugins", "pmi"],
      /SOURCE_NO_FOLDER There is no folder nope\./,
    ],
    [
      "an output folder that is not ours",
      ["migrate", "--source", "extracts", "--out", "extracts", "--plugins", "reference"],
      /OUTPUT_NOT_OURS The output folder extracts holds files that no run of ours wrote\./,
    ],
    [
      "a configuration that is not there",
      ["contract", "check", "--config", "nope.yaml"],
      /CONFIG_MISSING There is no configuration file nope\.yaml\./,
    ],
  ];
  for (const [title, args, message] of wrong) {
    it(`refuses ${title}, with exit code 2 and nothing on stdout`, async () => {
      const { code, stdout, stderr } = await given(...args);
      expect([code, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(message);
    });
  }

  it("tells faults as JSON on stderr when asked for machine output", async () => {
    const { code, stdout, stderr } = await given(
      "migrate",
      "--source",
      "nope",
      "--out",
      "x",
      "--plugins",
      "pmi",
      "--json",
    );
    expect([code, stdout]).to.deep.equal([2, ""]);
    const { faults } = JSON.parse(stderr);
    expect(faults).to.deep.equal([
      {
        code: "SOURCE_NO_FOLDER",
        message: "There is no folder nope.",
        fix: "Name the folder that holds the extracts, one <TABLE>.csv a table.",
        where: { file: "nope" },
      },
    ]);
  });
});
