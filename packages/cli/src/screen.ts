import type { CheckResult, LedgerReport, ReleaseResult, RunReport } from "@pas-migrate/core";
import { checkSummary, grid, releaseSummary, runNotes } from "./summary.js";

/** Lines of the notes that fit on a screen; the report has them all. */
const NOTES = 6;

/**
 * A whole run on one screen: a line a domain, the tables that are empty and why, the account, the rules that do not pass,
 * the verdict, and where the rest is.
 */
export function screen(
  out: string,
  run: { readonly report: RunReport; readonly ledger: LedgerReport },
  check: CheckResult,
  release: ReleaseResult,
): string {
  const { report, ledger } = run;
  const records = ledger.source.reduce((sum, { rows }) => sum + rows, 0);
  const damaged = report.inputs.reduce((sum, input) => sum + input.damaged, 0);
  const empty = report.tables.filter(({ nilReturn }) => nilReturn !== null);
  const notes = runNotes(report);
  return [
    grid([["domain", "tables", "selected", "delivered", "rejected", "rejects"], ...domains(report)]),
    ...empty.map(({ table, nilReturn }) => `${table} is empty: ${nilReturn}`),
    "",
    `${number(records)} driving records read, ${number(damaged)} damaged (in quarantine); ledger ${ledger.balanced ? "balanced" : "NOT BALANCED"}.`,
    ...notes.slice(0, NOTES),
    ...(notes.length > NOTES ? [`and ${notes.length - NOTES} notes more, in reports/run.json`] : []),
    `Files are in ${out}: load/, rejects/, reports/ (run.json has a line a table), manifest.json, run.duckdb.`,
    "",
    checkSummary(check),
    "",
    releaseSummary(release),
  ].join("\n");
}

function domains({ tables }: RunReport): readonly (readonly (string | number)[])[] {
  const total = (plugin: string | undefined) => {
    const own = tables.filter((table) => plugin === undefined || table.plugin === plugin);
    const sum = (count: (table: (typeof tables)[number]) => number) =>
      own.reduce((all, table) => all + count(table), 0);
    return [
      plugin ?? "all",
      own.length,
      sum(({ selected }) => selected),
      sum(({ delivered }) => delivered),
      sum(({ rejectedRows, closedOut }) => rejectedRows + closedOut),
      sum(({ rejects }) => rejects),
    ];
  };
  const plugins = [...new Set(tables.map(({ plugin }) => plugin))];
  return [...plugins.map(total), total(undefined)];
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
