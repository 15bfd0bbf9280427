import { listed } from "../errors/define.js";
import { isSwitchedOff, type Reconciliation, type RuleResult, type RunEvidence } from "./run-evidence.js";

/** What a measure reads. */
export interface MeasuredRun {
  readonly evidence: RunEvidence;
  /** Load tables that have to be delivered, with rows or with a nil return. */
  readonly expected: readonly string[];
  /** The day of the verdict, when it was given. */
  readonly asOf: string | undefined;
  /** Rules whose failing rows a waiver covers. */
  readonly waived: ReadonlySet<string>;
  /** Rules without anything to judge although their tables are expected. */
  readonly notJudged: readonly RuleResult[];
}

/** A measure's number, null when it cannot be taken, and what it stands for in words. */
export interface Finding {
  readonly actual: number | null;
  readonly found: string;
}

type Measure = (run: MeasuredRun) => Finding;

/**
 * What a profile can set a limit to: each is a number of faults that the run's evidence holds, and more is worse. How
 * full a field is, is not among them: a limit on it would reward whoever fills fields with values that nobody held.
 */
const measures = {
  as_of_missing: ({ asOf }) =>
    asOf === undefined
      ? { actual: 1, found: "The day of the verdict is not given (--as-of)." }
      : { actual: 0, found: `The verdict is given as of ${asOf}.` },
  snapshot_missing: ({ evidence: { run } }) =>
    run.snapshotAt === null
      ? { actual: 1, found: "The run does not say at what instant the extract was taken (--snapshot-at)." }
      : { actual: 0, found: `The extract was taken at ${run.snapshotAt}.` },
  ledger_unbalanced: (run) => frameworkRule(run, "GEN-04", "Tables that do not balance"),
  tables_not_delivered: (run) => frameworkRule(run, "INT-01", "Delivered files that are not those the run wrote"),
  expected_tables_missing: ({ evidence: { run, manifest }, expected }) => {
    const delivered = new Set(
      run.tables
        .filter(({ delivered, nilReturn }) => delivered > 0 || nilReturn !== null)
        .map(({ table }) => table)
        .filter((table) => manifest.load.some(({ file }) => file === `load/${table}.csv`)),
    );
    return named(
      expected.filter((table) => !delivered.has(table)),
      `Of ${expected.length} expected tables, neither delivered nor nil-returned`,
    );
  },
  gates_in_error: ({ evidence: { rules } }) =>
    named(
      rules.filter(({ status }) => status === "error").map(({ id }) => id),
      "Rules that could not be judged",
    ),
  rules_not_judged: ({ notJudged }) =>
    named(
      notJudged.map(({ id }) => id),
      "Rules with nothing to judge although their tables are expected",
    ),
  blockers_weakened: ({ evidence: { rules, packagedBlockers } }) =>
    named(
      rules
        .filter((rule) => (rule.severity === "blocker" ? isSwitchedOff(rule) : packagedBlockers.has(rule.id)))
        .map(({ id }) => id),
      "Blocker rules that an overlay has switched off or lowered in severity",
    ),
  failed_blockers: (run) => failedRules(run, "blocker"),
  failed_errors: (run) => failedRules(run, "error"),
  failed_warnings: (run) => failedRules(run, "warn"),
  waived_blockers: ({ evidence: { rules }, waived }) =>
    named(
      rules.filter(({ id, severity }) => severity === "blocker" && waived.has(id)).map(({ id }) => id),
      "Blocker rules that fail and are waived",
    ),
  blocker_rejects: (run) => rejects(run, "of severity blocker", ({ severity }) => severity === "blocker"),
  error_rejects: (run) => rejects(run, "of severity error", ({ severity }) => severity === "error"),
  crosswalk_rejects: (run) =>
    rejects(
      run,
      "of codes that a crosswalk does not have",
      ({ stage, crosswalk }) => stage === "fields" && crosswalk !== "",
    ),
  unresolved_fields: ({ evidence: { fields } }) =>
    named(
      fields.filter(({ decision }) => decision === "pending").map(({ field }) => field),
      "Fields that wait for a decision",
    ),
  unapproved_fields: ({ evidence: { fields } }) =>
    named(
      fields.filter(({ decision, overridden }) => decision !== "approved" && !overridden).map(({ field }) => field),
      `Of ${fields.length} fields, approved by nobody`,
    ),
  draft_crosswalk_pairs: ({ evidence: { run } }) => {
    const unapproved = run.crosswalks.filter(({ drafts }) => drafts > 0);
    const actual = sum(unapproved.map(({ drafts }) => drafts));
    return counted(
      actual,
      "Pairs of codes that nobody has approved",
      unapproved.map(({ crosswalk }) => crosswalk),
    );
  },
  imputed_values: ({ evidence: { run } }) => counted(run.imputed, "Values that were imputed", []),
  reconciliation_missing: ({ evidence: { reconciliation } }) =>
    reconciliation === undefined
      ? { actual: 1, found: "There is no reports/reconciliation.json: source and target were not reconciled." }
      : { actual: 0, found: "Source and target were reconciled." },
  chain_links_incomplete: (run) =>
    reconciled(run, ({ chains }) => {
      const broken = chains.filter(({ complete, total }) => complete !== total);
      const links = sum(broken.map(({ complete, total }) => Math.abs(total - complete)));
      return counted(
        links,
        `Of ${sum(chains.map(({ total }) => total))} links from a row to its parent, missing`,
        broken.map(({ chain, hop }) => `${chain} (${hop})`),
      );
    }),
  measures_unequal: (run) =>
    reconciled(run, ({ measures: cells }) => {
      const unequal = cells.filter(({ source, target }) => source !== target);
      return counted(
        unequal.length,
        `Of ${cells.length} figures, different in source and target`,
        unequal.map(({ measure, cell }) => `${measure} (${cell})`),
      );
    }),
  lists_unequal: (run) =>
    reconciled(run, ({ lists }) => {
      const unequal = lists.filter((list) => differences(list) > 0);
      return named(
        unequal.map(({ list }) => list),
        `Of ${lists.length} day-one lists, different in source and target`,
      );
    }),
  differences_unexplained: (run) =>
    reconciled(run, ({ lists, measures: cells }) => {
      const open = [
        ...lists.map((list) => [list.list, list.unexplained ?? differences(list)] as const),
        ...cells.map((cell) => [cell.measure, unexplainedOf(cell)] as const),
      ].filter(([, number]) => number > 0);
      return counted(
        sum(open.map(([, number]) => number)),
        "Differences between source and target that no reject or exclusion explains",
        [...new Set(open.map(([name]) => name))],
      );
    }),
  comparisons_not_made: (run) =>
    reconciled(run, ({ lists, measures: cells }) =>
      named(
        [
          ...lists.filter((list) => list.different === null).map(({ list }) => list),
          ...cells.filter(({ source, target }) => source === null || target === null).map(({ measure }) => measure),
        ],
        "Lists and figures that could not be compared",
      ),
    ),
} satisfies Readonly<Record<string, Measure>>;

export type ReleaseMeasure = keyof typeof measures;

/** Names of the measures, in the order in which a verdict shows them. */
export const releaseMeasures = Object.keys(measures) as readonly ReleaseMeasure[];

/** Takes one measure of a run. */
export function takeMeasure(measure: ReleaseMeasure, run: MeasuredRun): Finding {
  return measures[measure](run);
}

/** A rule of the framework that counts by itself. Not judged is not passed. */
function frameworkRule({ evidence: { rules } }: MeasuredRun, id: string, what: string): Finding {
  const rule = rules.find((candidate) => candidate.id === id);
  const isJudged = rule?.status === "pass" || rule?.status === "fail" || rule?.denominator === 0;
  if (rule === undefined || !isJudged) return { actual: null, found: `Rule ${id} was not judged.` };
  return counted(rule.target_failures ?? 0, `${what} (rule ${id})`, []);
}

/** Rules of a severity that fail and that no waiver covers. */
function failedRules({ evidence: { rules }, waived }: MeasuredRun, severity: RuleResult["severity"]): Finding {
  const failing = rules.filter((rule) => rule.severity === severity && rule.status === "fail");
  const open = failing.filter(({ id }) => !waived.has(id)).map(({ id }) => id);
  const covered = failing.filter(({ id }) => waived.has(id)).map(({ id }) => id);
  const finding = named(open, `Rules of severity ${severity} that fail`);
  return covered.length === 0 ? finding : { ...finding, found: `${finding.found} Waived: ${listed(covered)}.` };
}

function rejects(
  { evidence: { run } }: MeasuredRun,
  what: string,
  counts: (reject: RunEvidence["run"]["rejects"][number]) => boolean,
): Finding {
  const found = run.rejects.filter(counts);
  const places = new Set(found.map(({ table, field }) => (field === "" ? table : `${table}.${field}`)));
  return counted(sum(found.map(({ count }) => count)), `Rejects ${what}`, [...places]);
}

function reconciled({ evidence: { reconciliation } }: MeasuredRun, take: (found: Reconciliation) => Finding): Finding {
  return reconciliation === undefined
    ? { actual: null, found: "This cannot be known without reports/reconciliation.json." }
    : take(reconciliation);
}

/** Members of a list that are on one side only or differ. */
function differences({ only_source, only_target, different }: Reconciliation["lists"][number]): number {
  return (only_source ?? 0) + (only_target ?? 0) + (different ?? 0);
}

/** Of what a figure differs by, how much nothing explains; all of it where the figure does not say. */
function unexplainedOf({ source, target, missing, added, explained }: Reconciliation["measures"][number]): number {
  if (explained !== undefined) return (missing ?? 0) + (added ?? 0) - explained;
  return Math.abs((source ?? 0) - (target ?? 0));
}

function named(names: readonly string[], what: string): Finding {
  return counted(names.length, what, names);
}

function counted(actual: number, what: string, names: readonly string[]): Finding {
  return { actual, found: `${what}: ${actual}${actual === 0 || names.length === 0 ? "" : ` (${listed(names)})`}.` };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
