import type { Vector } from "apache-arrow";
import type { SnapshotClock } from "./clock.js";

/** What a derivation may ask for besides its columns. */
export interface DerivationContext {
  /** Rows in this batch: the length of every column, and of the result. */
  readonly rows: number;
  /** The field's `with:` block. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly clock: SnapshotClock;
  /** A setting of the run (`systemCode`, `mainCrnType`), or undefined. */
  setting(name: string): string | undefined;
  /**
   * Leaves the row's value empty and records why. The values of the rule's sources go to quarantine.
   *
   * @param reason an upper-case code such as `NHS_NUMBER_INVALID`, never a value
   * @param code the refused code, where the source is a coded field
   */
  reject(row: number, reason: string, code?: string): void;
  /**
   * Records that a value was changed by a rule that people should know of; the value stays.
   *
   * @param reason an upper-case code such as `NHS_NUMBER_STATUS_LOWERED`, never a value
   */
  note(row: number, reason: string): void;
  /** A crosswalk of the run, by name. @throws RangeError when there is none */
  crosswalk(name: string): { target(code: string): string | undefined };
}

/**
 * A named rule for a DERIVED field: columns in, one text column out, of the same length. Pure: the same columns and
 * context give the same result.
 *
 * @param columns the field's `sources`, in their order
 */
export type Derivation = (columns: readonly Vector[], context: DerivationContext) => Vector;

/** Rules by name; the name starts with the plugin's id (`pmi.forename`). */
export type Derivations = Readonly<Record<string, Derivation>>;
