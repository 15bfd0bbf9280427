import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { draftWaiver, packagedProfile, readWaivers, releaseRun } from "@pas-migrate/core";
import { expect } from "chai";
import { parse } from "yaml";
import { checkedRun, editJson, FAILING_RULE, strictProfile } from "../support/release-run.js";

interface Gates {
  rules: Record<string, unknown>[];
}

/** A checked run whose one failing rule is a blocker, and the draft of a waiver for it. */
async function blockedRun(sign_off?: string) {
  const out = await checkedRun();
  editJson<Gates>(out, "reports/gates.json", ({ rules }) => {
    Object.assign(rules.find(({ id }) => id === FAILING_RULE)!, { severity: "blocker", sign_off, hazard: "H-01" });
  });
  return { out, draft: parse(draftWaiver(out, FAILING_RULE)).waivers[0] };
}

const decided = {
  reason: "Both are known to the data-quality team",
  owner: "Data quality lead",
  approver_role: "SRO / programme board",
  hazard: "H-01",
  expires: "2026-04-30",
};

const waiversOf = (...waivers: readonly object[]) => [readWaivers(JSON.stringify({ waivers }), "waivers.yaml")];
const blockers = { profile: "own", title: "x", checks: { failed_blockers: 0, waived_blockers: 1 } };

describe("a waiver", () => {
  it("counts on its last day for exactly its rows, and its blocker still shows as a waived blocker", async () => {
    const { out, draft } = await blockedRun();
    expect(releaseRun(out, blockers).verdict).to.equal("fail");
    const result = releaseRun(out, blockers, { asOf: "2026-04-30", waivers: waiversOf({ ...draft, ...decided }) });
    expect(result.verdict).to.equal("pass");
    expect(result.waivers).to.deep.equal([
      {
        rule: FAILING_RULE,
        row_set: draft.row_set,
        rows: 2,
        ...decided,
        status: "counted",
        severity: "blocker",
        note: "It covers the 2 rows that break the rule, until 2026-04-30.",
      },
    ]);
    expect(result.checks).to.deep.equal([
      {
        check: "failed_blockers",
        actual: 0,
        threshold: 0,
        status: "pass",
        reason: `Rules of severity blocker that fail: 0. Waived: ${FAILING_RULE}.`,
      },
      {
        check: "waived_blockers",
        actual: 1,
        threshold: 1,
        status: "pass",
        reason: `Blocker rules that fail and are waived: 1 (${FAILING_RULE}).`,
      },
    ]);
    expect(result.rules.find(({ rule }) => rule === FAILING_RULE)).to.include({
      severity: "blocker",
      status: "waived",
    });
    const none = { ...blockers, checks: { waived_blockers: 0 } };
    const strict = releaseRun(out, none, { asOf: "2026-04-30", waivers: waiversOf({ ...draft, ...decided }) });
    expect(strict.verdict, "a profile may refuse waived blockers").to.equal("fail");
  });

  for (const [status, change, prepare] of [
    ["expired", { expires: "2026-04-29" }, undefined],
    ["row_set_changed", { row_set: "0".repeat(64) }, undefined],
    ["unknown_rule", { rule: "CH-99" }, undefined],
    ["rule_passes", {}, { status: "pass" }],
    ["rule_passes", {}, { status: "not_applicable" }],
    ["row_set_changed", {}, { status: "error" }],
    ["wrong_role", {}, { sign_off: "Caldicott Guardian" }],
  ] as const) {
    it(`does not count when it is ${status}${prepare ? ` (${Object.values(prepare)})` : ""}`, async () => {
      const { out, draft } = await blockedRun();
      if (prepare !== undefined)
        editJson<Gates>(out, "reports/gates.json", ({ rules }) => {
          Object.assign(rules.find(({ id }) => id === FAILING_RULE)!, prepare);
        });
      const waivers = waiversOf({ ...draft, ...decided, ...change });
      const result = releaseRun(out, strictProfile(), { asOf: "2026-04-30", waivers });
      expect(result.waivers.map((waiver) => waiver.status)).to.deep.equal([status]);
      expect(result.rules.filter((rule) => rule.status === "waived")).to.deep.equal([]);
      const isFailing = prepare === undefined || "sign_off" in prepare;
      expect(result.checks.find(({ check }) => check === "failed_blockers")!.actual).to.equal(isFailing ? 1 : 0);
    });
  }

  it("stops counting when one more row breaks its rule, and not when the rows come in another order", async () => {
    const { out, draft } = await blockedRun();
    const path = join(out, "reports", "failures", `${FAILING_RULE}.csv`);
    const [header, ...rows] = readFileSync(path, "utf8").trimEnd().split("\r\n");
    const status = () =>
      releaseRun(out, blockers, { asOf: "2026-04-01", waivers: waiversOf({ ...draft, ...decided }) }).waivers[0].status;
    writeFileSync(path, [header, ...rows.toReversed(), ""].join("\r\n"));
    expect(status()).to.equal("counted");
    writeFileSync(path, [header, ...rows, "360521616573822700", ""].join("\r\n"));
    expect(status()).to.equal("row_set_changed");
    writeFileSync(path, [header, ...rows.slice(1), ""].join("\r\n"));
    expect(status()).to.equal("row_set_changed");
  });

  it("is approved by the role that signs for the rule, however its name is spaced", async () => {
    const { out, draft } = await blockedRun("SRO /  Programme board");
    const { waivers } = releaseRun(out, blockers, { asOf: "2026-04-01", waivers: waiversOf({ ...draft, ...decided }) });
    expect(waivers[0].status).to.equal("counted");
  });

  it("cannot make up for a ledger that does not balance", async () => {
    const { out } = await blockedRun();
    editJson<Gates>(out, "reports/gates.json", ({ rules }) => {
      Object.assign(rules.find(({ id }) => id === "GEN-04")!, { status: "fail", target_failures: 1 });
    });
    writeFileSync(join(out, "reports", "failures", "GEN-04.csv"), "key\r\nLOAD_STAY\r\n");
    const [draft] = parse(draftWaiver(out, "GEN-04")).waivers;
    const waivers = waiversOf({ ...draft, ...decided });
    const { checks } = releaseRun(out, packagedProfile("development"), { asOf: "2026-04-01", waivers });
    expect(checks.find(({ check }) => check === "ledger_unbalanced")).to.include({ actual: 1, status: "fail" });
  });

  it("is kept with the verdict as it was written, and gone with the next verdict that has none", async () => {
    const { out, draft } = await blockedRun();
    const text = `# signed\n${JSON.stringify({ waivers: [{ ...draft, ...decided }] })}\n`;
    const result = releaseRun(out, blockers, { asOf: "2026-04-01", waivers: [readWaivers(text, "waivers.yaml")] });
    expect(readFileSync(join(out, "reports", "waivers", "01.yaml"), "utf8")).to.equal(text);
    expect(result.evidence).to.include.keys("reports/waivers/01.yaml");
    expect(releaseRun(out, blockers).evidence).to.not.include.keys("reports/waivers/01.yaml");
  });

  it("cannot be judged without the day of the verdict", async () => {
    const { out, draft } = await blockedRun();
    expect(() => releaseRun(out, blockers, { waivers: waiversOf({ ...draft, ...decided }) }))
      .to.throw()
      .with.property("code", "RELEASE_AS_OF_MISSING");
    expect(releaseRun(out, blockers, { waivers: waiversOf() }).waivers).to.deep.equal([]);
  });
});

describe("the draft of a waiver", () => {
  it("names the rows by a hash that can be worked out by hand", async () => {
    const { out, draft } = await blockedRun("SIRO");
    const lines = readFileSync(join(out, "reports", "failures", `${FAILING_RULE}.csv`), "utf8")
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .sort();
    const row_set = createHash("sha256")
      .update(`${lines.join("\n")}\n`)
      .digest("hex");
    expect(draft).to.deep.equal({
      rule: FAILING_RULE,
      row_set,
      rows: 2,
      reason: "",
      owner: "",
      approver_role: "SIRO",
      hazard: "H-01",
      expires: "",
    });
  });

  it("is refused as long as nobody has filled it in, with the line of each gap", async () => {
    const { out } = await blockedRun();
    const text = draftWaiver(out, FAILING_RULE);
    const places: string[] = [];
    try {
      readWaivers(text, "waivers.yaml");
    } catch (error) {
      const { faults } = error as { faults: { message: string; where: { line: number } }[] };
      places.push(...faults.map(({ message, where }) => `${where.line} ${message}`));
    }
    expect(places).to.deep.equal([
      '8 "waivers.0.reason" is not as expected: a waiver needs a reason.',
      '9 "waivers.0.owner" is not as expected: a waiver needs an owner.',
      '10 "waivers.0.approver_role" is not as expected: a waiver needs the role that approved it.',
      '12 "waivers.0.expires" is not as expected: expires is a day, YYYY-MM-DD.',
    ]);
  });

  it("is not made of a rule that does not fail or is not there", async () => {
    const { out } = await blockedRun();
    expect(() => draftWaiver(out, "GEN-01"))
      .to.throw("The rule GEN-01 has no failing rows to waive: its status is pass.")
      .with.property("code", "WAIVER_NOTHING_TO_WAIVE");
    expect(() => draftWaiver(out, "GEN-99"))
      .to.throw()
      .that.includes({ code: "WAIVER_UNKNOWN_RULE", fix: 'Name a rule of reports/gates.json. Did you mean "GEN-01"?' });
  });
});

describe("a file of waivers", () => {
  for (const [change, said] of [
    [{ row_set: "abc" }, "a row set is 64 lower-case hex digits"],
    [{ expires: "30/04/2026" }, "expires is a day, YYYY-MM-DD"],
    [{ expires: "2026-02-30" }, "expires is a day, YYYY-MM-DD"],
    [{ reason: "  " }, "a waiver needs a reason"],
    [{ until: "2026-04-30" }, '"until" is not known here'],
  ] as const) {
    it(`is refused with ${JSON.stringify(change)}`, () => {
      const waiver = { rule: "CH-02", row_set: "0".repeat(64), ...decided, ...change };
      expect(() => waiversOf(waiver))
        .to.throw(said)
        .with.nested.property("where.file", "waivers.yaml");
    });
  }
});
