import { writeFileSync } from "node:fs";
import XMLBuilder from "fast-xml-builder";
import type { GateResult } from "./gates.js";
import type { ReleaseResult } from "./release.js";

/** One test case of a JUnit report, as continuous integration shows it. */
export interface JunitCase {
  readonly group: string;
  readonly name: string;
  /** What it came to; undefined when it passed. */
  readonly outcome?: {
    readonly kind: "failure" | "error" | "skipped";
    readonly type?: string;
    readonly message: string;
  };
}

/** A suite of cases. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  format: true,
  suppressEmptyNode: true,
});

/** Writes suites as JUnit XML. No time stands in it: equal results give equal bytes. */
export function writeJunit(path: string, suites: readonly JunitSuite[]): void {
  const all = suites.flatMap(({ cases }) => cases);
  const xml: string = builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": "pas-migrate",
      ...totals(all),
      testsuite: suites.map(({ name, cases }) => ({
        "@name": name,
        ...totals(cases),
        testcase: cases.map(({ group, name: title, outcome }) => ({
          "@classname": group,
          "@name": title,
          ...(outcome && { [outcome.kind]: attributes(outcome) }),
        })),
      })),
    },
  });
  writeFileSync(path, xml, { mode: 0o600 });
}

/** The results of a check: a suite a stage, a case a rule. Failing rows are counted and their file named, never shown. */
export function gatesJunit(rules: readonly GateResult[]): readonly JunitSuite[] {
  const stages = [...new Set(rules.map(({ stage }) => stage))].sort();
  return stages.map((stage) => ({
    name: `gates.${stage}`,
    cases: rules
      .filter((rule) => rule.stage === stage)
      .map((rule) => ({ group: rule.severity, name: `${rule.id} ${rule.title}`, outcome: gateOutcome(rule) })),
  }));
}

function gateOutcome(rule: GateResult): JunitCase["outcome"] {
  const { reason } = rule;
  switch (rule.status) {
    case "pass":
      return undefined;
    case "fail": {
      const sides = [
        rule.source_failures === null ? "" : `${rule.source_failures} in the source`,
        rule.target_failures === null ? "" : `${rule.target_failures} in the target`,
        rule.new_failures === null ? "" : `${rule.new_failures} of them new`,
      ].filter((side) => side !== "");
      const of = rule.denominator === null ? "" : `; ${rule.denominator} looked at`;
      const message = `${sides.join(", ")}${of}; keys in failures/${rule.id}.csv`;
      return { kind: "failure", type: rule.severity, message };
    }
    case "error":
      return { kind: "error", type: rule.severity, message: reason ?? "It could not be judged." };
    case "not_applicable":
      return { kind: "skipped", message: reason ?? "It found no row to look at." };
  }
}

/** A verdict: a suite of the profile's checks, one of the waivers, one of the rules that do not pass. */
export function releaseJunit({ profile, checks, waivers, rules }: ReleaseResult): readonly JunitSuite[] {
  return [
    {
      name: `release.${profile}`,
      cases: checks.map(({ check, actual, threshold, status, reason }) => ({
        group: "check",
        name: check,
        outcome:
          status === "pass"
            ? undefined
            : { kind: "failure", type: "check", message: `${actual ?? "unknown"}, at most ${threshold}. ${reason}` },
      })),
    },
    {
      name: "release.waivers",
      cases: waivers.map(({ rule, severity, status, note }) => ({
        group: severity ?? "unknown",
        name: rule,
        outcome: { kind: "skipped", message: `${status === "counted" ? `waived ${severity}` : status}. ${note}` },
      })),
    },
    {
      // A failing rule fails the verdict through the check that counts it: here it is shown, not counted twice.
      name: "release.rules",
      cases: rules.map(({ rule, severity, status, failures, reason }) => ({
        group: severity,
        name: rule,
        outcome: {
          kind: "skipped",
          message: `${status}${failures === null || failures === 0 ? "" : `, ${failures} rows`}. ${reason}`,
        },
      })),
    },
  ];
}

function totals(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  const count = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    "@tests": cases.length,
    "@failures": count("failure"),
    "@errors": count("error"),
    "@skipped": count("skipped"),
  };
}

function attributes({ type, message }: NonNullable<JunitCase["outcome"]>): Readonly<Record<string, string>> {
  return type === undefined ? { "@message": message } : { "@type": type, "@message": message };
}
