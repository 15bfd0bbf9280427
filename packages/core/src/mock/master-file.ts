import type { MockRows, MockTable, RowOf } from "./domain.js";

/** What is peculiar to one master file, and how its codes were kept. */
export interface MasterFile<Row> {
  /** The column of the code. */
  readonly code: keyof Row & string;
  /**
   * The column that says whether a record is in use, where the file has one: 0 unless the record itself says otherwise, or 1
   * for one that is logically deleted: there is room for one character.
   */
  readonly status?: keyof Row & string;
  /**
   * What an older, logically deleted record of the same code says otherwise, such as a ward's former name; undefined where a
   * code has no such record. An answer key has to know of it as well, so let it come from the hospital.
   */
  readonly former?: (record: Row, at: number) => Partial<Row> | undefined;
  /** False for a file in which a record without a code would be rejected or loaded. */
  readonly blank?: boolean;
}

/**
 * Writes a master file as real ones are. Besides the codes in use it holds older records of some codes, logically deleted
 * (before the one in use for every other code, after it for the rest), and one record of which the code is blank: a copy of
 * the first one.
 */
export function masterFile<T extends MockTable>(
  rows: MockRows,
  table: T,
  { code, status, former, blank = true }: MasterFile<RowOf<T>>,
  records: readonly RowOf<T>[],
): void {
  const write = (record: RowOf<T>, isOlder: boolean): void => {
    if (status === undefined) rows.source(table, record);
    else rows.source(table, isOlder ? { ...record, [status]: DELETED } : { [status]: IN_USE, ...record });
  };
  records.forEach((record, at) => {
    const changes = former?.(record, at);
    const older = changes === undefined ? undefined : { ...record, ...changes };
    if (older !== undefined && at % 2 === 0) write(older, true);
    write(record, false);
    if (older !== undefined && at % 2 === 1) write(older, true);
  });
  const [first] = records;
  if (blank && first !== undefined) write({ ...first, [code]: " " }, false);
}

const IN_USE = "0";
const DELETED = "1";
