import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseRun } from "@pas-migrate/core";
import { expect } from "chai";
import { plainResult } from "../../dist/assurance/gates.js";
import { gatesJunit, writeJunit } from "../../dist/assurance/junit.js";
import { temporaryFolder } from "../support/folders.js";
import { checkedRun, editJson, FAILING_RULE } from "../support/release-run.js";

const rule = { ...plainResult, severity: "blocker", stage: "target", title: "It holds" } as const;

describe("a JUnit report", () => {
  it("shows passes, failures with counts and the keys' file, errors, and skips with their reason", () => {
    const path = join(temporaryFolder(), "gates.junit.xml");
    const counts = { source_failures: 4, target_failures: 3, new_failures: 1, denominator: 9 };
    writeJunit(
      path,
      gatesJunit([
        { ...rule, id: "A-01", status: "pass" },
        { ...rule, id: "A-02", status: "fail", ...counts },
        { ...rule, id: "A-03", status: "error" },
        { ...rule, id: "A-04", status: "not_applicable", stage: "source", reason: "No <row>." },
      ]),
    );
    expect(readFileSync(path, "utf8")).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pas-migrate" tests="4" failures="1" errors="1" skipped="1">
  <testsuite name="gates.source" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="blocker" name="A-04 It holds">
      <skipped message="No &lt;row&gt;."/>
    </testcase>
  </testsuite>
  <testsuite name="gates.target" tests="3" failures="1" errors="1" skipped="0">
    <testcase classname="blocker" name="A-01 It holds"/>
    <testcase classname="blocker" name="A-02 It holds">
      <failure type="blocker" message="4 in the source, 3 in the target, 1 of them new; 9 looked at; keys in failures/A-02.csv"/>
    </testcase>
    <testcase classname="blocker" name="A-03 It holds">
      <error type="blocker" message="It could not be judged."/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("stands beside the results of a check and of a release, without a key of a row", async () => {
    const out = await checkedRun();
    editJson<{ imputed: number }>(out, "reports/run.json", (run) => {
      run.imputed = 1;
    });
    releaseRun(out, { profile: "own", title: "x", checks: { imputed_values: 0, failed_blockers: 0 } });
    const gates = readFileSync(join(out, "reports", "gates.junit.xml"), "utf8");
    expect(gates).to.contain(
      `<failure type="warn" message="2 in the target, 2 of them new; keys in failures/${FAILING_RULE}.csv"/>`,
    );
    const release = readFileSync(join(out, "reports", "release.junit.xml"), "utf8");
    expect(release).to.contain(`  <testsuite name="release.own" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="check" name="failed_blockers"/>
    <testcase classname="check" name="imputed_values">
      <failure type="check" message="1, at most 0. Values that were imputed: 1."/>
    </testcase>
  </testsuite>
`);
    const keys = readFileSync(join(out, "reports", "failures", `${FAILING_RULE}.csv`), "utf8")
      .split("\r\n")
      .slice(1, -1);
    expect(keys).to.have.length(2);
    for (const key of keys) expect(gates + release).to.not.contain(key);
  });
});
