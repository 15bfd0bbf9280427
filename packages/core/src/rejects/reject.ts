import { createHash } from "node:crypto";

/** Where a record or value was refused. */
export type RejectStage = "intake" | "rows" | "fields" | "hooks";

export type RejectSeverity = "blocker" | "error" | "warn";

/** One line of `rejects/<TABLE>.csv`. Holds codes and internal numbers, never a name, a number of a person, or free text. */
export interface Reject {
  readonly severity: RejectSeverity;
  readonly stage: RejectStage;
  /** The load table; for stage `intake` the source table. */
  readonly table: string;
  /** The field whose value was refused; empty when it was the whole row. */
  readonly field: string;
  readonly recordNumber: string;
  readonly externalSystemId: string;
  readonly sourceTable: string;
  /** The record's ordinal in its file; for stage `intake` the physical line of its first byte. */
  readonly sourceRow: number;
  readonly reasonCode: string;
  /** The refused code, for coded fields only. */
  readonly sourceCode: string;
  readonly crosswalk: string;
  readonly message: string;
  /** What makes the reject the same one in every run: the whole natural key, or the raw record's hash. */
  readonly identity: string;
}

/** The columns of `rejects/<TABLE>.csv`, in order. */
export const rejectColumns = [
  "reject_id",
  "severity",
  "stage",
  "table",
  "field",
  "record_number",
  "external_system_id",
  "source_table",
  "source_row",
  "reason_code",
  "source_code",
  "crosswalk",
  "message",
] as const;

/**
 * The id of a reject: the same fault has the same id in every run. It depends on stage, table, field, identity, reason
 * and code, never on where the row stands.
 */
export function rejectId({ stage, table, field, identity, reasonCode, sourceCode }: Reject): string {
  const text = [stage, table, field, identity, reasonCode, sourceCode].join("\x1f");
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 20);
}

/** A reject as a row of its file. */
export function rejectRow(reject: Reject, id = rejectId(reject)): readonly string[] {
  return [
    id,
    reject.severity,
    reject.stage,
    reject.table,
    reject.field,
    reject.recordNumber,
    reject.externalSystemId,
    reject.sourceTable,
    String(reject.sourceRow),
    reject.reasonCode,
    reject.sourceCode,
    reject.crosswalk,
    reject.message,
  ];
}
