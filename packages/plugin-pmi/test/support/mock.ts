import { readdirSync, readFileSync } from "node:fs";
import { CollectedRows, type MockDomain, type MockRow, type MockTable } from "@pas-migrate/core/mock";
import type { LiteralTable, LiteralTables } from "@pas-migrate/core/testing";
import { buildHospital, type Hospital, type Life, lifeOf } from "@pas-migrate/lives";
import { parse } from "yaml";
import type { Row } from "./migrate.js";

export type Rows = Readonly<Record<string, readonly MockRow[]>>;

/** What was made for some patients: rows by table. */
export interface Made {
  readonly source: Rows;
  readonly expected: Rows;
}

export const hospital: Hospital = buildHospital({ seed: 20 });

/** Lives of the first patients, and of those among the next ones that were registered twice. */
export function livesOf(first: number, searched: number): readonly Life[] {
  const lives = Array.from({ length: searched }, (_, index) => lifeOf(hospital, index));
  return lives.filter(({ index, numbers }) => index < first || numbers.length > 1);
}

/** What domains write of some lives. `change` may spoil a patient's rows. */
export function make(
  domains: readonly MockDomain<Hospital, Life>[],
  lives: readonly Life[],
  change: (rows: CollectedRows, life: Life) => void = () => {},
): Made {
  const master = new CollectedRows();
  for (const domain of domains) domain.masters(hospital, master);
  const all = [
    master,
    ...lives.map((life) => {
      const rows = new CollectedRows();
      for (const domain of domains) {
        domain.source(life, hospital, rows);
        domain.expected(life, hospital, rows);
      }
      change(rows, life);
      return rows;
    }),
  ];
  const gather = (tables: readonly MockTable[], of: (rows: CollectedRows, name: string) => readonly MockRow[]): Rows =>
    Object.fromEntries(tables.map(({ name }) => [name, all.flatMap((rows) => of(rows, name))]));
  return {
    source: gather(
      domains.flatMap(({ sources }) => sources),
      (rows, name) => rows.source(name),
    ),
    expected: gather(
      domains.flatMap(({ loads }) => loads),
      (rows, name) => rows.expected(name),
    ),
  };
}

/** Source rows as literal tables. */
export function literal(domains: readonly MockDomain<Hospital, Life>[], { source }: Made): LiteralTables {
  return Object.fromEntries(
    domains.flatMap(({ sources }) =>
      sources.map(({ name, columns }): [string, LiteralTable] => [
        name,
        Object.fromEntries(columns.map((column) => [column, source[name].map((row) => row[column] || null)])),
      ]),
    ),
  );
}

/** Rows of the answer key with the cells that a load table has, in order of their record numbers. */
export function answers(rows: readonly MockRow[], columns: readonly string[]): readonly Row[] {
  return rows
    .map((row) => Object.fromEntries(columns.map((column) => [column, row[column] || null])))
    .sort(byRecordNumber);
}

export function byRecordNumber(a: Row, b: Row): number {
  return a.record_number! < b.record_number! ? -1 : 1;
}

interface Catalogued {
  readonly table: string;
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, { readonly size?: number }>>;
}

/** The source catalogue of the plugin in a folder. */
export function catalogue(folder: URL): ReadonlyMap<string, Catalogued> {
  const files = readdirSync(folder).map((file) => parse(readFileSync(new URL(file, folder), "utf8")) as Catalogued);
  return new Map(files.map((file) => [file.table, file]));
}
