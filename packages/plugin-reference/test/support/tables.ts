import type { LiteralTable } from "@pas-migrate/core/testing";

export type Row = Readonly<Record<string, string | null>>;

/** A literal table, a row at a time; cells that are left out are empty. */
export function table(...rows: readonly Row[]): LiteralTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column] ?? null)]));
}

/** The filled cells of a row, its record number left out. */
export function filled(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && name !== "record_number"));
}
