import type { Table } from "apache-arrow";
import { textStrings } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";

/** Columns that every row source carries: the driving table and the record's ordinal in its file. */
export const LINEAGE = { table: "_table", row: "_row" } as const;

/** A driving record that a hook left out of a table, and why. */
export interface HookExclusion {
  readonly table: string;
  readonly row: number;
  readonly reason: string;
  readonly plugin: string;
}

const REASON = /^[A-Z][A-Z0-9_]{2,39}$/;

/**
 * Reasons are codes. A sentence could hold a patient's value, and reports are read by many.
 *
 * @throws MigrationError `HOOK_INVALID_REASON`
 */
export function checkReason(reason: string, plugin: string): string {
  if (!REASON.test(reason)) throw errors.invalidReason(plugin);
  return reason;
}

/**
 * Proves, tap by tap, that `beforeTable` loses no row in silence: each driving record that goes in comes out again or
 * is excluded with a reason (never both), none is made up, and none comes out twice unless the contract says
 * `split: true`.
 */
export class RowBalance {
  readonly #target: string;
  readonly #exclusions: HookExclusion[] = [];
  readonly #splits: boolean;

  constructor(target: string, splits: boolean) {
    this.#target = target;
    this.#splits = splits;
  }

  /** All exclusions so far. */
  get exclusions(): readonly HookExclusion[] {
    return this.#exclusions;
  }

  /** Starts the account of one tap. */
  open(
    given: Table,
    plugin: string,
  ): { exclude(rows: Iterable<number>, reason: string): void; close(result: Table): void } {
    const excluded = new Map<number, string>();
    return {
      exclude: (rows, reason) => {
        for (const row of rows) {
          if (!Number.isInteger(row) || row < 0 || row >= given.numRows)
            throw errors.hookRowOutOfRange(plugin, this.#target, given.numRows);
          excluded.set(row, reason);
        }
      },
      close: (result) => {
        if (result === given && excluded.size === 0) return;
        this.#check(given, result, excluded, plugin);
      },
    };
  }

  /** A record that came in as `given` rows, `excluded` of them left out by name, has to come out as the rest. */
  #check(given: Table, result: Table, excluded: ReadonlyMap<number, string>, plugin: string): void {
    const before = lineage(given, this.#target, plugin);
    const expected = tally(before);
    for (const [row, reason] of excluded) {
      expected.set(before[row], expected.get(before[row])! - 1);
      const [table, record] = before[row].split("/");
      this.#exclusions.push({ table, row: Number(record), reason, plugin });
    }
    const came = tally(lineage(result, this.#target, plugin));
    let lost = 0;
    for (const [record, count] of expected) lost += Math.max(0, count - (came.get(record) ?? 0));
    if (lost > 0) throw errors.hookLostRows(plugin, this.#target, lost);
    for (const [record, count] of came) {
      const due = expected.get(record);
      if (due === undefined) throw errors.hookInventedRow(plugin, this.#target);
      if (count > due && (due === 0 || !this.#splits)) throw errors.hookSplitRows(plugin, this.#target);
    }
  }
}

function tally(records: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(record, (counts.get(record) ?? 0) + 1);
  return counts;
}

/** `table/row` of each row. */
function lineage(table: Table, target: string, plugin: string): readonly string[] {
  const tables = table.getChild(LINEAGE.table);
  const rows = table.getChild(LINEAGE.row);
  if (tables === null || rows === null) throw errors.hookLostLineage(plugin, target);
  const names = textStrings(tables);
  return textStrings(rows).map((row, i) => `${names[i]}/${row}`);
}
