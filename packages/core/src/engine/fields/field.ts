import type { Vector } from "apache-arrow";
import type { RejectStage } from "../../rejects/reject.js";
import type { RowBatch } from "../row-batch.js";

/** A value or row refused while a batch is worked on. */
export interface BatchReject {
  readonly row: number;
  /** The field's place in the table, -1 for the whole row. */
  readonly field: number;
  readonly stage: RejectStage;
  readonly reason: string;
  /** The refused code, for coded fields only. */
  readonly code?: string;
  readonly crosswalk?: string;
  /** Columns whose value in this row goes to quarantine, by the name under which it is kept. */
  readonly raw: ReadonlyMap<string, Vector>;
  /** True when the row cannot be loaded without the value. */
  readonly wholeRow?: boolean;
  /** True when the value stays: it was changed by a rule, and people should know. */
  readonly kept?: boolean;
}

/** Computes one target field for one batch: columns in, a text column of the batch's length out. */
export interface FieldComputer {
  compute(batch: RowBatch, reject: (reject: BatchReject) => void): Vector;
}
