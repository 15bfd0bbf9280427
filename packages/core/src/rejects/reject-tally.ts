import type { Reject } from "./reject.js";

/** Rejects of one kind: how many there are. */
export interface RejectCount {
  readonly table: string;
  readonly field: string;
  readonly stage: string;
  readonly reason: string;
  readonly crosswalk: string;
  readonly severity: string;
  readonly count: number;
}

/** Counts rejects by kind, in a memory that does not grow with their number. */
export class RejectTally {
  readonly #counts = new Map<string, RejectCount>();

  add({ table, field, stage, reasonCode, crosswalk, severity }: Reject): void {
    const key = [table, stage, field, reasonCode].join("\x1f");
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { table, field, stage, reason: reasonCode, crosswalk, severity, count });
  }

  /** In order of table, stage, field and reason. */
  counts(): readonly RejectCount[] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  }

  of(table: string): number {
    return this.counts().reduce((sum, count) => (count.table === table ? sum + count.count : sum), 0);
  }
}
