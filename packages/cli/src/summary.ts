import type {
  CheckResult,
  ContractSummary,
  CrosswalkDrafts,
  LedgerReport,
  ReleaseResult,
  RunReport,
} from "@pas-migrate/core";

/** Lines of columns, each as wide as its widest cell; numbers stand to the right. */
export function grid(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-GB") : cell)));
  const widths = texts[0].map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  return texts
    .map((row, i) =>
      row
        .map((text, column) =>
          typeof rows[i][column] === "number" ? text.padStart(widths[column]) : text.padEnd(widths[column]),
        )
        .join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

/** What a run did: its tables, what was refused, and whether every record is accounted for. */
export function runSummary(out: string, report: RunReport, ledger: LedgerReport): string {
  const tables = report.tables.map(({ table, selected, delivered, rejectedRows, closedOut, rejects, nilReturn }) => [
    table,
    selected,
    delivered,
    rejectedRows + closedOut,
    rejects,
    nilReturn === null ? "" : `empty: ${nilReturn}`,
  ]);
  const damaged = report.inputs.reduce((sum, input) => sum + input.damaged, 0);
  const records = ledger.source.reduce((sum, source) => sum + source.rows, 0);
  return [
    grid([["load table", "selected", "delivered", "rejected", "rejects", ""], ...tables]),
    "",
    `${records.toLocaleString("en-GB")} driving records read, ${damaged} damaged (in quarantine); ledger ${ledger.balanced ? "balanced" : "NOT BALANCED"}.`,
    `${report.contract.fields} fields in the contract, ${report.contract.pending} wait for a decision.`,
    ...runNotes(report),
    `Files are in ${out}: load/, rejects/, reports/, manifest.json, run.duckdb.`,
  ].join("\n");
}

/** What a run has to say of its inputs and crosswalks. */
export function runNotes(report: RunReport): readonly string[] {
  return [
    ...report.inputs
      .filter(({ file }) => file === null)
      .map(({ table }) => `${table} has no file and counts as empty.`),
    ...report.inputs
      .filter(({ unknownColumns }) => unknownColumns.length > 0)
      .map(
        ({ table, unknownColumns }) =>
          `${table} has columns that the catalogue does not know: ${unknownColumns.join(", ")}.`,
      ),
    ...report.crosswalks
      .filter(({ conflicting }) => conflicting.length > 0)
      .map(
        ({ crosswalk, conflicting }) =>
          `The master file of "${crosswalk}" gives several targets for: ${conflicting.join(", ")}.`,
      ),
    ...report.crosswalks
      .filter(({ notInCodeSet }) => notInCodeSet.length > 0)
      .map(
        ({ crosswalk, notInCodeSet }) =>
          `The master file of "${crosswalk}" has no valid national code for: ${notInCodeSet.join(", ")}.`,
      ),
  ];
}

/** The rules that do not pass, and how many do. */
export function checkSummary({ rules }: CheckResult): string {
  const count = (status: string) => rules.filter((rule) => rule.status === status).length;
  const troubled = rules.filter(({ status }) => status === "fail" || status === "error");
  const lines = troubled.map(({ id, severity, status, target_failures, source_failures, title }) => [
    status.toUpperCase(),
    id,
    severity,
    target_failures ?? source_failures ?? 0,
    title,
  ]);
  const total = `${rules.length} rules: ${count("pass")} pass, ${count("fail")} fail, ${count("error")} in error, ${count("not_applicable")} not applicable.`;
  return [...(lines.length === 0 ? [] : [grid(lines)]), total].join("\n");
}

/** A verdict with every reason: failed checks, rules that are waived or could not be judged, waivers that do not count. */
export function releaseSummary({ profile, verdict, as_of, checks, waivers, rules }: ReleaseResult): string {
  const failed = checks.filter(({ status }) => status === "fail");
  const named = (status: string) => rules.filter((rule) => rule.status === status);
  const counted = waivers.filter(({ status }) => status === "counted");
  const idle = named("not_applicable").map(({ rule }) => rule);
  return [
    ...failed.map(
      ({ check, actual, threshold, reason }) => `${check}: ${actual ?? "unknown"}, at most ${threshold}. ${reason}`,
    ),
    ...named("error").map(({ rule, severity, reason }) => `IN ERROR ${rule} (${severity}): ${reason}`),
    ...counted.map(
      ({ rule, severity, owner, approver_role, expires }) =>
        `WAIVED ${rule} (${severity}) by ${approver_role}, owner ${owner}, until ${expires}`,
    ),
    ...waivers
      .filter(({ status }) => status !== "counted")
      .map(({ rule, status, note }) => `Waiver of ${rule} does not count (${status}). ${note}`),
    ...(idle.length === 0
      ? []
      : [`${idle.length} rules had nothing to judge, though their tables are expected: ${shortened(idle)}`]),
    `Release profile ${profile}${as_of === null ? "" : ` as of ${as_of}`}: ${verdict.toUpperCase()}`,
  ].join("\n");
}

/** The first names of a long list; the report has them all. */
function shortened(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(", ")} and ${names.length - 12} more` : names.join(", ");
}

/** How far each crosswalk comes from its master file, and the codes that people have to settle. */
export function crosswalkSummary(folder: string, { crosswalks: built, damaged }: CrosswalkDrafts): string {
  const rows = built.map(({ crosswalk, pairs }) => [crosswalk, pairs]);
  const lost = Object.entries(damaged).map(
    ([table, records]) => `${table}: ${records} damaged record(s) are in no draft; mend the file.`,
  );
  const open = built.flatMap(({ crosswalk, conflicting, notInCodeSet, withoutTarget, undescribed }) =>
    [
      ["several targets", conflicting],
      ["no valid national code", notInCodeSet],
      ["no target", withoutTarget],
      ["no description", undescribed],
    ].flatMap(([what, codes]) =>
      codes.length === 0 ? [] : [`${crosswalk}: ${what} for ${(codes as string[]).join(", ")}`],
    ),
  );
  return [grid([["crosswalk", "drafts"], ...rows]), "", ...open, ...lost, `Drafts are in ${folder}.`].join("\n");
}

export function contractSummary({
  hash,
  fields,
  byTable,
  unresolved,
  overridden,
  unusedSourceColumns,
}: ContractSummary): string {
  const classes = [
    "DIRECT_SOURCE",
    "DERIVED",
    "LOOKUP_TRANSLATION",
    "SURROGATE_ETL",
    "REFERENCE_MASTER_FEED",
    "OUT_OF_SCOPE",
  ] as const;
  const rows = Object.entries(byTable).map(([table, counts]) => [table, ...classes.map((name) => counts[name])]);
  const unused = Object.entries(unusedSourceColumns).map(([table, columns]) => `  ${table}: ${columns.join(", ")}`);
  return [
    grid([["load table", "direct", "derived", "lookup", "surrogate", "feed", "out of scope"], ...rows]),
    "",
    `${fields} fields, ${unresolved.length} wait for a decision${unresolved.length === 0 ? "." : ":"}`,
    ...unresolved.map(({ field, owner }) => `  ${field} (${owner})`),
    ...(overridden.length === 0
      ? []
      : [
          `${overridden.length} fields are defined by an overlay:`,
          ...overridden.map(({ field, owner, on }) => `  ${field} (${owner}, ${on})`),
        ]),
    ...(unused.length === 0 ? [] : ["Source columns that nothing reads:", ...unused]),
    `Contract ${hash}`,
  ].join("\n");
}
