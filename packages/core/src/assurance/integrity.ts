import type { CompiledField, CompiledTable } from "../contract/model.js";
import { type Connection, identifier, literal } from "../engine/database.js";
import { parentKeys } from "../engine/row-batch.js";
import type { BuiltInGate } from "./gates.js";

/** A SELECT of the keys of rows that break a rule, and of how many rows it looks at. */
interface Check {
  readonly population: string;
  readonly violations: string;
}

/** A rule that is the same question put to many tables or columns. */
function overAll(
  gate: Pick<BuiltInGate, "id" | "severity" | "title">,
  checks: (tables: readonly CompiledTable[]) => readonly Check[],
): BuiltInGate {
  return {
    ...gate,
    stage: "target",
    async judge(connection: Connection, tables) {
      let denominator = 0;
      const keys: string[] = [];
      for (const check of checks(tables)) {
        denominator += Number(await connection.value(check.population));
        for (const [key] of await connection.rows(check.violations)) keys.push(String(key));
      }
      return { denominator, keys };
    },
  };
}

const DATE_PATTERNS: Readonly<Record<string, string>> = {
  "DD/MM/YYYY": "^[0-3][0-9]/[01][0-9]/[0-9]{4}$",
  "DD/MM/YYYY HH24:MI": "^[0-3][0-9]/[01][0-9]/[0-9]{4} [0-2][0-9]:[0-5][0-9]$",
  "DD/MM/YYYY HH24:MI:SS": "^[0-3][0-9]/[01][0-9]/[0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9]$",
  "HH24:MI": "^[0-2][0-9]:[0-5][0-9]$",
};

const STRPTIME: Readonly<Record<string, string>> = {
  "DD/MM/YYYY": "%d/%m/%Y",
  "DD/MM/YYYY HH24:MI": "%d/%m/%Y %H:%M",
  "DD/MM/YYYY HH24:MI:SS": "%d/%m/%Y %H:%M:%S",
  "HH24:MI": "%H:%M",
};

/** Rules GEN-01 to GEN-07 of the rules reference, and that values which have to stand in another table do. */
export const integrityGates: readonly BuiltInGate[] = [
  overAll(
    { id: "GEN-01", severity: "blocker", title: "Record numbers are there, whole, positive and unique in their table" },
    (tables) =>
      tables.filter(hasColumn("record_number")).map((table) => ({
        population: `select count(*) from ${target(table)}`,
        violations:
          `select ${key(table)} from (select *, count(*) over (partition by record_number) as copies from ${target(table)}) t` +
          " where record_number is null or copies > 1 or not regexp_full_match(record_number, '[1-9][0-9]{0,18}')",
      })),
  ),
  overAll(
    { id: "GEN-02", severity: "blocker", title: "Every key to a parent names a row of the delivered parent table" },
    (tables) =>
      parentLinks(tables).map(({ child, field, parent }) => ({
        population: `select count(${identifier(field)}) from ${target(child)}`,
        violations:
          `select ${key(child, field)} from ${target(child)} t where ${identifier(field)} is not null` +
          ` and not exists (from ${target(parent)} p where p.record_number = t.${identifier(field)})`,
      })),
  ),
  overAll({ id: "GEN-03", severity: "blocker", title: "A row and its parent are of the same patient" }, (tables) =>
    parentLinks(tables)
      .filter(({ child, parent }) => hasColumn("main_crn")(child) && hasColumn("main_crn")(parent))
      .map(({ child, field, parent }) => ({
        population: `select count(${identifier(field)}) from ${target(child)}`,
        violations:
          `select ${key(child, field)} from ${target(child)} t join ${target(parent)} p on p.record_number = t.${identifier(field)}` +
          " where p.main_crn is distinct from t.main_crn",
      })),
  ),
  overAll(
    {
      id: "GEN-05",
      severity: "blocker",
      title: "System code and external id are there and name one row of their table",
    },
    (tables) =>
      tables.filter(hasColumn("external_system_id")).map((table) => {
        const parts = ["system_code", "external_system_id"].filter((name) => hasColumn(name)(table));
        return {
          population: `select count(*) from ${target(table)}`,
          violations:
            `select ${key(table)} from (select *, count(*) over (partition by ${parts.join(", ")}) as copies from ${target(table)}) t` +
            ` where ${parts.map((name) => `${name} is null`).join(" or ")} or copies > 1`,
        };
      }),
  ),
  overAll({ id: "GEN-06", severity: "error", title: "No value is longer than its column" }, (tables) =>
    columnsOf(tables, ({ target: { type, length } }) => type === "VARCHAR2" && length !== undefined).map(
      ({ table, field }) => ({
        population: `select count(${identifier(field.name)}) from ${target(table)}`,
        violations: `select ${key(table, field.name)} from ${target(table)} t where length(${identifier(field.name)}) > ${field.target.length}`,
      }),
    ),
  ),
  overAll(
    { id: "GEN-07", severity: "error", title: "Dates and times are real and in the layout that their column asks for" },
    (tables) =>
      columnsOf(tables, ({ target: { format } }) => format !== undefined).map(({ table, field }) => {
        const column = identifier(field.name);
        const format = field.target.format!;
        return {
          population: `select count(${column}) from ${target(table)}`,
          violations:
            `select ${key(table, field.name)} from ${target(table)} t where ${column} is not null and` +
            ` (not regexp_full_match(${column}, ${literal(DATE_PATTERNS[format])}) or try_strptime(${column}, ${literal(STRPTIME[format])}) is null)`,
        };
      }),
  ),
  overAll({ id: "INT-02", severity: "blocker", title: "Values that have to stand in another table do" }, (tables) =>
    columnsOf(tables, ({ target: { matches } }) => matches !== undefined).flatMap(({ table, field }) => {
      const [other, column] = field.target.matches!.split(".");
      const parent = tables.find((candidate) => candidate.table === other);
      if (parent === undefined) return [];
      return [
        {
          population: `select count(${identifier(field.name)}) from ${target(table)}`,
          violations:
            `select ${key(table, field.name)} from ${target(table)} t where ${identifier(field.name)} is not null` +
            ` and not exists (from ${target(parent)} p where p.${identifier(column)} = t.${identifier(field.name)})`,
        },
      ];
    }),
  ),
];

function parentLinks(
  tables: readonly CompiledTable[],
): readonly { child: CompiledTable; field: string; parent: CompiledTable }[] {
  const byName = new Map(tables.map((table) => [table.table, table]));
  return tables.flatMap((child) =>
    parentKeys(child).flatMap(({ field, parent, written }) => {
      const found = byName.get(parent);
      return found === undefined || !written ? [] : [{ child, field, parent: found }];
    }),
  );
}

function columnsOf(
  tables: readonly CompiledTable[],
  wanted: (field: CompiledField) => boolean,
): readonly { table: CompiledTable; field: CompiledField }[] {
  return tables.flatMap((table) => table.fields.filter(wanted).map((field) => ({ table, field })));
}

function hasColumn(name: string): (table: CompiledTable) => boolean {
  return (table) => table.fields.some((field) => field.name === name);
}

function target({ table }: CompiledTable): string {
  return `target.${identifier(table)}`;
}

/** What names a breaking row in reports: table, record number and field. */
function key(table: CompiledTable, field?: string): string {
  const number = hasColumn("record_number")(table) ? "coalesce(t.record_number, '')" : "''";
  return `${literal(`${table.table}|`)} || ${number}${field === undefined ? "" : ` || ${literal(`|${field}`)}`}`;
}
