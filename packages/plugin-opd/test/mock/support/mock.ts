import { readFileSync } from "node:fs";
import { CollectedRows, type MockRow } from "@pas-migrate/core/mock";
import { buildHospital, type Life, lifeOf } from "@pas-migrate/lives";
import { opdMock } from "@pas-migrate/plugin-opd/mock";
import { parse } from "yaml";

interface SourceTable {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, { readonly size?: number; readonly type?: string }>>;
}

interface TargetTable {
  readonly columns: Readonly<
    Record<string, { readonly type: string; readonly length?: number; readonly format?: string }>
  >;
}

const packages = new URL("../../../../", import.meta.url);
/** Extracts that referrals read as well, so that their plugin has the catalogue. */
const ownedByRtt = ["OPA", "HWSAPP", "HWSAPPIS", "CPPTCONTACT"];

/** An extract as the catalogue describes it. */
export function sourceTable(table: string): SourceTable {
  return parse(
    readFileSync(
      new URL(`${ownedByRtt.includes(table) ? "plugin-rtt" : "plugin-opd"}/source/${table}.yaml`, packages),
      "utf8",
    ),
  );
}

/** The columns of a load table, in their order. */
export function targetColumns(table: string): TargetTable["columns"] {
  const { columns }: TargetTable = parse(readFileSync(new URL(`plugin-opd/target/${table}.yaml`, packages), "utf8"));
  return columns;
}

/** What this domain writes for the first patients of a hospital, and its master files. */
export function rowsOf(
  seed: number,
  patients: number,
): { readonly rows: CollectedRows; readonly lives: readonly Life[] } {
  const hospital = buildHospital({ seed });
  const rows = new CollectedRows();
  opdMock.masters(hospital, rows);
  const lives = Array.from({ length: patients }, (_, index) => lifeOf(hospital, index));
  for (const life of lives) {
    opdMock.source(life, hospital, rows);
    opdMock.expected(life, hospital, rows);
  }
  return { rows, lives };
}

/** The values of a column, the empty ones left out. */
export function valuesOf(rows: readonly MockRow[], column: string): readonly string[] {
  return rows.map((row) => row[column] ?? "").filter((value) => value !== "");
}

/** The keys of rows, parts joined by `|`. */
export function keysOf(rows: readonly MockRow[], columns: readonly string[]): readonly string[] {
  return rows.map((row) => columns.map((column) => row[column] ?? "").join("|"));
}

const DAY = "(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])";
const TIME = "([01]\\d|2[0-3])";

/** How V83 writes the types of its catalogue. */
export const formats: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}/\\d{4}$`),
  "date-short": new RegExp(`^${DAY}/\\d\\d$`),
  datetime: new RegExp(`^${DAY}/\\d{4} ${TIME}:[0-5]\\d$`),
  "datetime-short": new RegExp(`^${DAY}/\\d\\d ${TIME}:[0-5]\\d$`),
  "date-int": /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  "datetime-int": new RegExp(`^\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])${TIME}[0-5]\\d$`),
  "datetime-reversed": /^79\d{10}$/,
  month: /^(0[1-9]|1[0-2])\/\d{4}$/,
  "month-int": /^\d{4}(0[1-9]|1[0-2])$/,
  time: new RegExp(`^${TIME}:[0-5]\\d$`),
  number: /^\d+$/,
};
