import type { CompiledContract } from "../contract/model.js";
import type { InputResult, TableResult } from "../report/run-report.js";
import { type ClassCounts, type Ledger, ledgerClasses } from "./ledger.js";

/** The account of one source table: every record of its file has exactly one class. */
export interface SourceBalance extends ClassCounts {
  readonly table: string;
  /** Data records in the file, damaged ones included. */
  readonly rows: number;
  /** Of the merged: records that are identical in every field to an earlier one. */
  readonly duplicates: number;
  /** Of the rejected: records that are damaged, in quarantine. */
  readonly damaged: number;
  readonly balanced: boolean;
}

/** Where the rows of one load table came from. */
export interface TargetBalance {
  readonly table: string;
  readonly rows: number;
  readonly from_source: number;
  readonly from_split: number;
  readonly from_feed: number;
}

/** The account of one source table within one load table. */
export interface DetailBalance extends ClassCounts {
  readonly source: string;
  readonly target: string;
  readonly reasons: readonly { readonly class: string; readonly reason: string; readonly records: number }[];
}

/** `reports/ledger.json`. */
export interface LedgerReport {
  readonly source: readonly SourceBalance[];
  readonly target: readonly TargetBalance[];
  /** Tables that are only looked things up in: counted as read. */
  readonly lookups: readonly { readonly table: string; readonly rows: number; readonly damaged: number }[];
  readonly detail: readonly DetailBalance[];
  readonly balanced: boolean;
}

/** Draws up the account of a run. The classes come from the ledger's entries, the totals from what intake counted. */
export async function drawBalance(
  ledger: Ledger,
  contract: CompiledContract,
  inputs: readonly InputResult[],
  results: ReadonlyMap<string, TableResult>,
): Promise<LedgerReport> {
  const source: SourceBalance[] = [];
  const driven = (plan: InputResult["plan"]) =>
    contract.tables.filter(({ rows: { feed, from } }) =>
      plan.schema === "feed" ? feed === plan.table : from.includes(plan.table),
    );
  // A feed may be there for look-ups alone.
  const isDriving = ({ plan }: InputResult) => driven(plan).length > 0;
  for (const { name, taken, duplicates, plan } of inputs.filter(isDriving)) {
    const counts = (await ledger.sourceCounts(driven(plan), name)).get(name);
    const damaged = taken?.damaged ?? 0;
    const classes: ClassCounts = {
      loaded: counts?.loaded ?? 0,
      split: counts?.split ?? 0,
      merged: (counts?.merged ?? 0) + duplicates,
      excluded: counts?.excluded ?? 0,
      rejected: (counts?.rejected ?? 0) + damaged,
    };
    const rows = (taken?.records ?? 0) + damaged;
    const accounted = ledgerClasses.reduce((sum, cls) => sum + classes[cls], 0);
    source.push({ table: name, rows, ...classes, duplicates, damaged, balanced: accounted === rows });
  }
  const detail: DetailBalance[] = [];
  const target: TargetBalance[] = [];
  for (const table of contract.tables) {
    const reasons = await ledger.reasons(table);
    for (const [name, counts] of [...(await ledger.targetCounts(table))].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const own = reasons.filter((reason) => reason.source === name).map(({ source: _, ...rest }) => rest);
      detail.push({ source: name, target: table.table, ...counts, reasons: own });
    }
    const { source: from_source, split: from_split, feed: from_feed } = await ledger.origins(table);
    target.push({
      table: table.table,
      rows: results.get(table.table)!.delivered.rows,
      from_source,
      from_split,
      from_feed,
    });
  }
  const lookups = inputs
    .filter((input) => !isDriving(input))
    .map(({ name, taken }) => ({
      table: name,
      rows: (taken?.records ?? 0) + (taken?.damaged ?? 0),
      damaged: taken?.damaged ?? 0,
    }));
  const balanced =
    source.every((table) => table.balanced) &&
    target.every((table) => table.rows === table.from_source + table.from_split + table.from_feed);
  return { source, target, lookups, detail, balanced };
}
