import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packagedProfile, type ReleaseMeasure, readProfile, releaseMeasures, releaseRun } from "@pas-migrate/core";
import { expect } from "chai";
import { chainMigration } from "../support/chain-run.js";
import { temporaryFolder, writeFiles } from "../support/folders.js";
import { checkedRun, editJson, FAILING_RULE, strictProfile } from "../support/release-run.js";

const asOf = "2026-03-27";
const read = (out: string, file: string) => readFileSync(join(out, "reports", file), "utf8");

interface Gates {
  rules: { id: string; status: string; severity: string; target_failures: number | null; tables?: string[] }[];
}
interface Run {
  snapshotAt: string | null;
  imputed: number;
  tables: { table: string; delivered: number; nilReturn: string | null }[];
  rejects: object[];
  crosswalks: { drafts: number }[];
}
interface Contract {
  contract: { tables: { fields: { definition: { decision?: string }; override?: object }[] }[] };
}
interface Reconciliation {
  chains: { complete: number }[];
  measures: { target: number | null }[];
  lists: { different: number }[];
}

const rule = (id: string, change: object) => (out: string) =>
  editJson<Gates>(out, "reports/gates.json", ({ rules }) =>
    Object.assign(rules.find((found) => found.id === id)!, change),
  );
const run = (change: (run: Run) => void) => (out: string) => editJson(out, "reports/run.json", change);
const reconciliation = (change: (found: Reconciliation) => void) => (out: string) =>
  editJson(out, "reports/reconciliation.json", change);
const reject = (given: object) =>
  run(({ rejects }) => {
    rejects.push({
      table: "LOAD_PATIENT",
      field: "sex",
      stage: "fields",
      crosswalk: "",
      severity: "warn",
      count: 3,
      ...given,
    });
  });

/** What turns each measure red, its number then, and what the verdict says. */
const red: Readonly<Record<ReleaseMeasure, readonly [(out: string) => void, number, string]>> = {
  as_of_missing: [() => {}, 1, "The day of the verdict is not given (--as-of)."],
  snapshot_missing: [
    run((report) => {
      report.snapshotAt = null;
    }),
    1,
    "The run does not say at what instant the extract was taken (--snapshot-at).",
  ],
  ledger_unbalanced: [
    rule("GEN-04", { status: "fail", target_failures: 2 }),
    2,
    "Tables that do not balance (rule GEN-04): 2.",
  ],
  tables_not_delivered: [
    rule("INT-01", { status: "fail", target_failures: 1 }),
    1,
    "Delivered files that are not those the run wrote (rule INT-01): 1.",
  ],
  expected_tables_missing: [
    run(({ tables }) => {
      Object.assign(tables[1], { delivered: 0, nilReturn: null });
    }),
    1,
    "Of 3 expected tables, neither delivered nor nil-returned: 1 (LOAD_SPELL).",
  ],
  gates_in_error: [rule("GEN-05", { status: "error" }), 1, "Rules that could not be judged: 1 (GEN-05)."],
  rules_not_judged: [
    rule("GEN-05", { status: "not_applicable" }),
    2,
    "Rules with nothing to judge although their tables are expected: 2 (GEN-05, INT-02).",
  ],
  blockers_weakened: [
    rule("GEN-05", {
      status: "not_applicable",
      overlay: true,
      reason: 'switched off by DQ lead on 2026-03-01 in "own": x',
    }),
    1,
    "Blocker rules that an overlay has switched off or lowered in severity: 1 (GEN-05).",
  ],
  failed_blockers: [rule("GEN-05", { status: "fail" }), 1, "Rules of severity blocker that fail: 1 (GEN-05)."],
  failed_errors: [
    rule("GEN-05", { status: "fail", severity: "error" }),
    1,
    "Rules of severity error that fail: 1 (GEN-05).",
  ],
  failed_warnings: [() => {}, 1, `Rules of severity warn that fail: 1 (${FAILING_RULE}).`],
  waived_blockers: [() => {}, 1, ""],
  blocker_rejects: [reject({ severity: "blocker" }), 3, "Rejects of severity blocker: 3 (LOAD_PATIENT.sex)."],
  error_rejects: [reject({ severity: "error", field: "" }), 3, "Rejects of severity error: 3 (LOAD_PATIENT)."],
  crosswalk_rejects: [
    reject({ crosswalk: "sex" }),
    3,
    "Rejects of codes that a crosswalk does not have: 3 (LOAD_PATIENT.sex).",
  ],
  unresolved_fields: [
    (out) =>
      editJson<Contract>(out, "reports/contract.json", ({ contract }) => {
        contract.tables[0].fields[3].definition.decision = "pending";
        contract.tables[0].fields[3].override = {};
      }),
    1,
    "Fields that wait for a decision: 1 (LOAD_PATIENT.sex).",
  ],
  unapproved_fields: [
    (out) =>
      editJson<Contract>(out, "reports/contract.json", ({ contract }) => {
        const [name, sex] = contract.tables[0].fields.slice(2);
        name.definition.decision = undefined;
        sex.definition.decision = undefined;
        sex.override = { owner: "Records", on: "2026-01-01" };
      }),
    1,
    "Of 13 fields, approved by nobody: 1 (LOAD_PATIENT.name).",
  ],
  draft_crosswalk_pairs: [
    run(({ crosswalks }) => {
      crosswalks[0].drafts = 2;
    }),
    2,
    "Pairs of codes that nobody has approved: 2 (sex).",
  ],
  imputed_values: [
    run((report) => {
      report.imputed = 1;
    }),
    1,
    "Values that were imputed: 1.",
  ],
  reconciliation_missing: [
    (out) => rmSync(join(out, "reports", "reconciliation.json")),
    1,
    "There is no reports/reconciliation.json: source and target were not reconciled.",
  ],
  chain_links_incomplete: [
    reconciliation(({ chains }) => {
      chains[0].complete = 1;
    }),
    3,
    "Of 4 links from a row to its parent, missing: 3 (stays (LOAD_STAY -> LOAD_SPELL)).",
  ],
  measures_unequal: [
    reconciliation(({ measures }) => {
      measures[0].target = 2;
    }),
    1,
    "Of 1 figures, different in source and target: 1 (stays (W1)).",
  ],
  lists_unequal: [
    reconciliation(({ lists }) => {
      lists[0].different = 1;
    }),
    1,
    "Of 1 day-one lists, different in source and target: 1 (in-house).",
  ],
  differences_unexplained: [
    reconciliation(({ lists, measures }) => {
      Object.assign(lists[0], { only_source: 2, different: 1, unexplained: 1 });
      Object.assign(measures[0], { missing: 3, added: 1, explained: 2 });
      measures.push({ ...measures[0], ...{ measure: "beds", source: 1, target: 2, explained: undefined } });
    }),
    4,
    "Differences between source and target that no reject or exclusion explains: 4 (in-house, stays, beds).",
  ],
  comparisons_not_made: [
    reconciliation(({ lists, measures }) => {
      Object.assign(lists[0], { only_source: null, only_target: null, different: null, unexplained: null });
      Object.assign(measures[0], { cell: null, source: null, target: null });
    }),
    2,
    "Lists and figures that could not be compared: 2 (in-house, stays).",
  ],
};

describe("the measures of a release", () => {
  /** What a run without a fault comes to: its one warning, and the rule that finds no row to look at. */
  const clean = { failed_warnings: 1, rules_not_judged: 1 };

  it("are all green on a run without a fault", async () => {
    const { verdict, checks } = releaseRun(await checkedRun(), strictProfile(clean), { asOf });
    expect(checks.filter(({ status }) => status === "fail")).to.deep.equal([]);
    expect(verdict).to.equal("pass");
    expect(checks.map(({ check }) => check)).to.deep.equal(releaseMeasures);
  });

  for (const measure of releaseMeasures) {
    if (measure === "waived_blockers") continue;
    it(`go red and say why: ${measure}`, async () => {
      const [spoil, actual, reason] = red[measure];
      const out = await checkedRun();
      spoil(out);
      const only = { ...strictProfile(), checks: { [measure]: actual - 1 } };
      const given = measure === "as_of_missing" ? {} : { asOf };
      const failed = { check: measure, actual, threshold: actual - 1, status: "fail", reason };
      const { verdict, checks } = releaseRun(out, only, given);
      expect(checks).to.deep.equal([failed]);
      expect(verdict).to.equal("fail");
      const allowed = releaseRun(out, { ...only, checks: { [measure]: actual } }, given);
      expect(allowed.verdict, "the threshold is the profile's").to.equal("pass");
    });
  }

  it("that cannot be taken fail whatever the threshold, for nobody knows", async () => {
    const out = await checkedRun();
    rmSync(join(out, "reports", "reconciliation.json"));
    rule("GEN-04", { status: "error" })(out);
    const lenient = { chain_links_incomplete: 9, measures_unequal: 9, lists_unequal: 9, ledger_unbalanced: 9 };
    const { checks } = releaseRun(out, { ...strictProfile(), checks: lenient }, { asOf });
    expect(checks.map(({ check, actual, status }) => [check, actual, status])).to.deep.equal([
      ["ledger_unbalanced", null, "fail"],
      ["chain_links_incomplete", null, "fail"],
      ["measures_unequal", null, "fail"],
      ["lists_unequal", null, "fail"],
    ]);
    expect(checks[0].reason).to.equal("Rule GEN-04 was not judged.");
  });

  it("of the framework's own rules fail when these are switched off, not when there is nothing to count", async () => {
    const out = await checkedRun();
    const balance = () =>
      releaseRun(out, { ...strictProfile(), checks: { ledger_unbalanced: 0 } }, { asOf }).checks[0].actual;
    rule("GEN-04", { status: "not_applicable", target_failures: null, denominator: null })(out);
    expect(balance()).to.equal(null);
    rule("GEN-04", { status: "not_applicable", target_failures: null, denominator: 0 })(out);
    expect(balance()).to.equal(0);
  });

  it("refuse a reconciliation that is none", async () => {
    const out = await checkedRun();
    editJson<{ chains: unknown }>(out, "reports/reconciliation.json", (value) => {
      value.chains = "all";
    });
    expect(() => releaseRun(out, strictProfile()))
      .to.throw("reports/reconciliation.json is not what a run writes: chains.")
      .with.property("code", "RUN_UNREADABLE");
  });
});

describe("a release", () => {
  it("is bound to the files that it was given on, and writes itself down", async () => {
    const out = await checkedRun();
    const result = releaseRun(out, packagedProfile("pre_production"), { asOf });
    expect(JSON.parse(read(out, "release.json"))).to.deep.equal(result);
    expect(Object.keys(result.evidence)).to.deep.equal([
      "manifest.json",
      "reports/gates.json",
      "reports/rules.json",
      "reports/reconciliation.json",
    ]);
    expect(result).to.include({ profile: "pre_production", verdict: "pass", as_of: asOf });
  });

  it("shows rules that fail, are in error, or had nothing to judge where rows are expected", async () => {
    const out = await checkedRun();
    rule("GEN-05", { status: "error", target_failures: null, reason: "LOAD_STAY has no such column." })(out);
    rule("GEN-06", { status: "not_applicable", tables: ["target.LOAD_PATIENT"] })(out);
    rule("GEN-07", { status: "not_applicable", tables: ["target.LOAD_ELSEWHERE"] })(out);
    rule("GEN-01", { status: "not_applicable", tables: ["x"], overlay: true, reason: "switched off by Ms X" })(out);
    const { rules } = releaseRun(out, strictProfile(), { asOf });
    const { expected_tables: _, ...unsaid } = strictProfile();
    expect(
      releaseRun(out, unsaid, { asOf }).rules.map((shown) => shown.rule),
      "nothing is expected where the profile does not say so",
    ).to.deep.equal([FAILING_RULE, "GEN-01", "GEN-05"]);
    expect(rules.map(({ rule: id, status, failures, keys }) => [id, status, failures, keys])).to.deep.equal([
      [FAILING_RULE, "fail", 2, `reports/failures/${FAILING_RULE}.csv`],
      ["GEN-01", "not_applicable", 0, null],
      ["GEN-05", "error", null, null],
      ["GEN-06", "not_applicable", 0, null],
      ["INT-02", "not_applicable", null, null],
    ]);
    expect(rules[2].reason).to.equal("LOAD_STAY has no such column.");
  });

  it("needs a day that is one", async () => {
    const out = await checkedRun();
    for (const day of ["2026-02-30", "27/03/2026", ""])
      expect(() => releaseRun(out, strictProfile(), { asOf: day }), day)
        .to.throw()
        .with.property("code", "RELEASE_AS_OF_INVALID");
  });

  it("reads its thresholds and its expected tables from the profile's file", async () => {
    const out = await checkedRun();
    const profile = readProfile(
      "profile: own\ntitle: x\nexpected_tables: [LOAD_STAY, LOAD_BED]\nchecks: { failed_warnings: 1, expected_tables_missing: 0 }\n",
      "own.yaml",
    );
    const { checks } = releaseRun(out, profile);
    expect(checks.map(({ check, actual, threshold, status }) => [check, actual, threshold, status])).to.deep.equal([
      ["expected_tables_missing", 1, 0, "fail"],
      ["failed_warnings", 1, 1, "pass"],
    ]);
    expect(checks[0].reason).to.equal("Of 2 expected tables, neither delivered nor nil-returned: 1 (LOAD_BED).");
  });
});

describe("a release of a run whose overlay weakens blockers", () => {
  it("finds those that are switched off and those of another severity", async () => {
    const signed = "reason: x, owner: DQ lead, on: 2026-03-01";
    const adjusted = `rules:\n  GEN-05: { off: true, ${signed} }\n  GEN-02: { severity: warn, ${signed} }\n`;
    const overlay = writeFiles(temporaryFolder(), { "gates.yaml": adjusted });
    const { migration, out } = chainMigration({ overlays: [overlay] });
    await migration.run();
    await migration.check();
    const { checks, rules } = releaseRun(out, { ...strictProfile(), checks: { blockers_weakened: 0 } });
    expect(checks[0]).to.include({
      status: "fail",
      reason: "Blocker rules that an overlay has switched off or lowered in severity: 2 (GEN-02, GEN-05).",
    });
    expect(rules.find((shown) => shown.rule === "GEN-05")!.reason).to.match(
      /^switched off by DQ lead on 2026-03-01 in/,
    );
  });
});

describe("a release of a run whose plugin has a blocker that is none any more", () => {
  it("finds it by the rules as they were packaged", async () => {
    const out = await checkedRun();
    editJson<{ rules: object[] }>(out, "reports/rules.json", ({ rules }) => {
      rules.push({ id: FAILING_RULE, severity: "blocker" });
    });
    const { checks } = releaseRun(out, { ...strictProfile(), checks: { blockers_weakened: 0 } });
    expect(checks[0].reason).to.match(new RegExp(`: 1 \\(${FAILING_RULE}\\)\\.$`));
  });
});

describe("the packaged profiles", () => {
  const allowed = (name: string) => packagedProfile(name).checks;

  it("grow stricter from development to cutover, and none forgives an imputed value", () => {
    const [development, preProduction, cutover] = ["development", "pre_production", "cutover"].map(allowed);
    expect(cutover).to.include(preProduction);
    expect(preProduction).to.include(development);
    for (const checks of [development, preProduction, cutover]) {
      expect(checks.imputed_values).to.equal(0);
      expect(Object.values(checks).every((threshold) => threshold === 0)).to.equal(true);
    }
    expect(cutover).to.include.all.keys(
      "as_of_missing",
      "unapproved_fields",
      "draft_crosswalk_pairs",
      "measures_unequal",
    );
    expect(preProduction).to.include.keys("reconciliation_missing");
  });

  it("expect all tables that the loader takes at cutover", () => {
    const { expected_tables: tables } = packagedProfile("cutover");
    expect(tables).to.have.length(38);
    expect(new Set(tables).size).to.equal(38);
  });

  it("set no limit to how full a field is", () => {
    expect(releaseMeasures.filter((measure) => /fill|complet|population|percent/.test(measure))).to.deep.equal([
      "chain_links_incomplete",
    ]);
  });
});
