import type { Random } from "./random.js";

/** A file that a domain writes: its name, and its columns in order. */
export interface MockTable<Column extends string = string> {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** A row of such a file. What is left out is empty. */
export type RowOf<T> = T extends MockTable<infer Column> ? { [column in Column]?: string } : never;

/** Any row, as defects see it. */
export type MockRow = Record<string, string | undefined>;

/** Declares a file's columns once, so that the compiler knows what may stand in its rows. */
export function mockTable<const Column extends string>(name: string, columns: readonly Column[]): MockTable<Column> {
  return { name, columns };
}

/** Where a domain puts its rows: what the old system holds, what a right migration gives, what another system feeds in. */
export interface MockRows {
  /** A record of an extract. */
  source<T extends MockTable>(table: T, row: RowOf<T>): void;
  /** A row of the answer key. */
  expect<T extends MockTable>(table: T, row: RowOf<T>): void;
  /** A pair that the trust has decided on, for its overlay: what V83 has no master file for. */
  pair(
    crosswalk: string,
    from: readonly [code: string, description: string],
    to: readonly [code: string, description: string],
  ): void;
  /** A record of a feed. */
  feed<T extends MockTable>(table: T, row: RowOf<T>): void;
}

/** What the hospital has decided about a rule: the parameters that are different here, and who decided that, why and when. */
export interface RuleDecision {
  readonly parameters: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** What a planted fault should come to. */
export type Verdict = "reject" | "gate" | "exclusion" | "quarantine";

/** The truth about a planted fault: a line of `defects.csv`. */
export interface PlantedFault {
  /** The rule that should name it, such as `PMI-01`. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** The table that rule, reject or ledger names: a load table, or the source table of an intake fault. */
  readonly table: string;
  /** The natural key that they name, parts joined by `|`. */
  readonly key: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** All rows of one patient, before they are written; a defect changes them in place. */
export interface PatientRows {
  /** The records of a source table. */
  source(table: string): MockRow[];
  /** The records of a feed. */
  feed(name: string): MockRow[];
  /** The rows that the answer key has for a load table. */
  expected(table: string): MockRow[];
  /** Writes this record as the given line, not as its fields: for damaged CSV. */
  damage(row: MockRow, line: (fields: readonly string[]) => string): void;
}

/** A kind of fault that old systems hold, with the share of eligible patients that have it. */
export interface Defect<Hospital, Life> {
  /** A short name that says what is wrong, such as `nhs-number-wrong-check-digit`. */
  readonly id: string;
  readonly title: string;
  /** Probability per patient, before clustering. */
  readonly rate: number;
  /**
   * Changes the patient's rows, source and answer key together.
   *
   * @returns the truths about it; none when the patient has nothing that could be wrong in this way
   */
  plant(rows: PatientRows, life: Life, hospital: Hospital, random: Random): readonly PlantedFault[];
}

/**
 * How one domain turns the lives of a hospital's patients into its own extracts, and into the rows that a right migration
 * gives. Both are written from the life; the answer key never from the extract.
 */
export interface MockDomain<Hospital = unknown, Life = unknown> {
  /** The plugin's id. */
  readonly id: string;
  /** Every extract that it writes; a table without rows has its header. */
  readonly sources: readonly MockTable[];
  /** Every load table that it owns. */
  readonly loads: readonly MockTable[];
  readonly feeds?: readonly MockTable[];
  /** Names of the crosswalks that it gives pairs for. */
  readonly crosswalks?: readonly string[];
  /** What the hospital has decided about rules, for its overlay. */
  readonly rules?: Readonly<Record<string, RuleDecision>>;
  /** Master files, and the load rows and feeds that come from them: once a hospital. */
  masters(hospital: Hospital, rows: MockRows): void;
  /** The patient's records. */
  source(life: Life, hospital: Hospital, rows: MockRows): void;
  /** The patient's rows of the answer key. */
  expected(life: Life, hospital: Hospital, rows: MockRows): void;
  readonly defects?: readonly Defect<Hospital, Life>[];
}
