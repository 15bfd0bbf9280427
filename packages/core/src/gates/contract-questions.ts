import type { CompiledField, CompiledSource, CompiledTable } from "../contract/model.js";
import { identifier, literal } from "../engine/database.js";
import type { KeyColumn } from "../engine/keys.js";
import { parentKeys } from "../engine/row-batch.js";

/** A rule's question put to one table or key: how many values it looks at, and the keys of those that break it. */
export interface Question {
  readonly population: string;
  readonly violations: string;
}

/** Looks for what a text has when it was decoded as something it is not. The records are counted elsewhere. */
export function undecoded({ definition: { table }, used }: CompiledSource): Question {
  const columns = used.map((column) => `t.${identifier(column)}`);
  return {
    population: "select 0",
    violations: `select ${literal(`${table}|`)} || cast(t._row as varchar) as key
from source.${identifier(table)} as t
where regexp_matches(concat_ws('', ${columns.join(", ")}), '[\\x{0000}\\x{0080}-\\x{009F}\\x{FFFD}]')`,
  };
}

/** Looks at all values of some columns in one pass over their table. */
export function valueQuestion(
  table: CompiledTable,
  fields: readonly CompiledField[],
  breaks: (column: string, field: CompiledField) => string,
): Question {
  const found = fields.map((field) => {
    const column = `t.${identifier(field.name)}`;
    return `case when ${column} is not null and (${breaks(column, field)}) then ${literal(field.name)} end`;
  });
  return {
    population: `select ${fields.map(({ name }) => `count(${identifier(name)})`).join(" + ")} from ${target(table)}`,
    violations: `select key || '|' || field as key
from (
  select ${key(table)} as key, unnest([
    ${found.join(",\n    ")}
  ]) as field
  from ${target(table)} as t
)
where field is not null`,
  };
}

/** A key column of a load table, the table it names a row of, and the row source columns that make the parent's key. */
interface ParentLink {
  readonly child: CompiledTable;
  readonly field: string;
  readonly parent: CompiledTable;
  readonly of: readonly KeyColumn[];
}

/** Conditions by which the parent `p` of a row `t` is somebody else's, as far as the two tables let it be seen. */
export function strangersOf({ child, parent, of }: ParentLink): readonly string[] {
  const both = (name: string) => hasColumn(name)(child) && hasColumn(name)(parent);
  const breaks = both("main_crn") ? ["p.main_crn is distinct from t.main_crn"] : [];
  const own = child.rows.key;
  const shared = of.findIndex(({ column }, i) => column !== own[i]?.column);
  const parts = shared < 0 ? of.length : shared;
  if (parts > 0 && both("external_system_id")) {
    const leading = (row: string) => `string_split(${row}.external_system_id, '|')[:${parts}]`;
    breaks.push(`${leading("p")} is distinct from ${leading("t")}`);
  }
  return breaks;
}

/** Every key column that the contract fills and whose parent table is in the run. */
export function parentLinks(tables: readonly CompiledTable[]): readonly ParentLink[] {
  const byName = new Map(tables.map((table) => [table.table, table]));
  return tables.flatMap((child) =>
    parentKeys(child).flatMap(({ field, parent, of, written }) => {
      const found = byName.get(parent);
      return found === undefined || !written ? [] : [{ child, field, parent: found, of }];
    }),
  );
}

/** The tables that have columns of a kind, with these. */
export function columnsOf(
  tables: readonly CompiledTable[],
  wanted: (field: CompiledField) => boolean,
): readonly { table: CompiledTable; fields: readonly CompiledField[] }[] {
  return tables
    .map((table) => ({ table, fields: table.fields.filter(wanted) }))
    .filter(({ fields }) => fields.length > 0);
}

/** A test for tables with a column of this name. */
export function hasColumn(name: string): (table: CompiledTable) => boolean {
  return (table) => table.fields.some((field) => field.name === name);
}

/** Where a load table's delivered rows are, in SQL. */
export function target({ table }: CompiledTable): string {
  return `target.${identifier(table)}`;
}

/** What names a breaking row in reports: table, record number and field. */
export function key(table: CompiledTable, field?: string): string {
  const number = hasColumn("record_number")(table) ? "coalesce(t.record_number, '')" : "''";
  return `${literal(`${table.table}|`)} || ${number}${field === undefined ? "" : ` || ${literal(`|${field}`)}`}`;
}
