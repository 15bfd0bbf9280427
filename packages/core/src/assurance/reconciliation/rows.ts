import type { CompiledContract } from "../../contract/model.js";
import type { LedgerReport, SourceBalance, TargetBalance } from "../balance.js";

/** The account of a run by domain: the plugin that owns the table stands beside each. */
export interface RowBalances {
  readonly source: readonly ({ readonly plugin: string } & Omit<
    SourceBalance,
    "duplicates" | "damaged" | "balanced"
  >)[];
  readonly target: readonly ({ readonly plugin: string } & TargetBalance)[];
}

/** Orders the account of `ledger.json` by domain and table. */
export function rowBalances(ledger: LedgerReport, { sources, tables, feeds }: CompiledContract): RowBalances {
  const owners = new Map([
    ...sources.map(({ definition, plugin }) => [definition.table, plugin] as const),
    ...feeds.map(({ name, plugin }) => [`feed:${name}`, plugin] as const),
    ...tables.map(({ table, plugin }) => [table, plugin] as const),
  ]);
  const owned = <T extends { readonly table: string }>(rows: readonly T[]) =>
    rows
      .map((row) => ({ plugin: owners.get(row.table) ?? "", ...row }))
      .sort((a, b) => (a.plugin + a.table < b.plugin + b.table ? -1 : 1));
  return {
    source: owned(ledger.source.map(({ duplicates: _, damaged: __, balanced: ___, ...counts }) => counts)),
    target: owned(ledger.target),
  };
}
