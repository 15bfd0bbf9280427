import type { CompiledTable } from "../../contract/model.js";
import { type Connection, identifier, literal } from "../../engine/database.js";
import { errors } from "../../errors/catalogue.js";
import { NOTHING_HELD } from "../ledger.js";
import type { ListDefinition } from "./definitions.js";

/** A list's members, both sides of it, as temporary tables of the connection; one list at a time. */
export interface Members {
  readonly key: readonly string[];
  readonly fields: readonly string[];
}

/** Members of one side, numbered in their order: key, fields, `_copy` among those of one key, `_n` over all. */
export const SIDES = { source: "recon_source", target: "recon_target" } as const;
/** Members that are on one side only, or differ: both sides' fields as `s:<field>` and `t:<field>`, with what explains them. */
export const MEMBERS = "recon_members";
/** The lines of the difference file: a member, its side or the field that differs, and what explains it. */
export const DIFFERENCES = "recon_differences";

const LINEAGE = ["_table", "_row"];

/**
 * Puts the two sides of a list into {@link SIDES}. Every value is text, an empty one ''. Members under one key are
 * numbered in the order of their values, so that the pairing of such members depends on nothing else.
 *
 * @throws MigrationError `COMPARISON_COLUMNS_DIFFER` when the two sides do not have the same columns
 */
export async function gatherMembers(connection: Connection, list: ListDefinition): Promise<Members> {
  const source = await columnsOf(connection, list.source.sql);
  const target = await columnsOf(connection, list.target.sql);
  const key = list.key;
  const fields = target.filter((column) => !key.includes(column));
  const expected = [...key, ...fields];
  if (target.slice(0, key.length).join() !== key.join())
    throw errors.comparisonColumnsDiffer(list.target.file, target, `${key.join(", ")} and the fields`);
  if (
    source.filter((column) => !LINEAGE.includes(column)).join() !== expected.join() ||
    !LINEAGE.every((name) => source.includes(name))
  )
    throw errors.comparisonColumnsDiffer(list.source.file, source, [...expected, ...LINEAGE].join(", "));
  const text = expected.map(
    (column) => `coalesce(cast(${identifier(column)} as varchar), '') as ${identifier(column)}`,
  );
  const keys = key.map(identifier).join(", ");
  const all = expected.map(identifier).join(", ");
  for (const [side, sql, lineage] of [
    ["source", list.source.sql, LINEAGE],
    ["target", list.target.sql, []],
  ] as const) {
    const order = [all, ...lineage].join(", ");
    await connection.run(
      `create or replace temp table ${SIDES[side]} as select *, row_number() over (partition by ${keys} order by ${order}) as _copy,` +
        ` row_number() over (order by ${order}) as _n from (select ${[...text, ...lineage].join(", ")} from (${sql}))`,
    );
  }
  return { key, fields };
}

/**
 * Compares the two sides of a list, and looks up in the run's account what explains each difference: for a member of one
 * side, its row's own reject, the class of its driving record, or the refused value of a field that decides who is on
 * the list; for a field that differs, the refused value of that field.
 */
export async function compareMembers(
  connection: Connection,
  list: ListDefinition,
  { key, fields }: Members,
  table: CompiledTable | undefined,
): Promise<void> {
  await gatherReasons(connection, list, table);
  const pick = (column: string, side: "s" | "t") => `${side}.${identifier(column)}`;
  const paired = [...key, "_copy"].map((column) => `${pick(column, "s")} = ${pick(column, "t")}`).join(" and ");
  const member = key.map((column) => `coalesce(${pick(column, "s")}, ${pick(column, "t")}) as ${identifier(column)}`);
  const both = fields.flatMap((field) => [
    `${pick(field, "s")} as ${identifier(`s:${field}`)}`,
    `${pick(field, "t")} as ${identifier(`t:${field}`)}`,
  ]);
  const differs = fields.map((field) => `${pick(field, "s")} is distinct from ${pick(field, "t")}`);
  const decided = list.decidedBy.map(literal).join(", ");
  await connection.run(
    `create or replace temp table ${MEMBERS} as with compared as (select ${[...member, "coalesce(s._copy, t._copy) as _copy", ...both].join(", ")},` +
      " s._table, s._row, case when t._copy is null then 'source' when s._copy is null then 'target' else 'both' end as side" +
      ` from ${SIDES.source} s full join ${SIDES.target} t on ${paired}` +
      ` where ${["s._copy is null", "t._copy is null", ...differs].join(" or ")}),` +
      ` named as (select *, ${memberKey(key, table)} as _key from compared),` +
      ` deciding as (select _key, min(reason) as reason from (${valueReasons("compared", key, table)}) where field in (${decided || "null"}) group by _key)` +
      " select named.*, case when side = 'both' then null when own.reason is not null then 'rejected' when side = 'source' and record.class is not null then record.class" +
      " when deciding.reason is not null then 'value' end as class," +
      " case when side = 'both' then null else coalesce(own.reason, case when side = 'source' then record.reason end, deciding.reason) end as reason" +
      " from named left join recon_reasons own on own._key = named._key and own.field = '' and side = 'source'" +
      " left join recon_records record on record.source_table = named._table and record.source_row = named._row" +
      " left join deciding on deciding._key = named._key",
  );
  await connection.run(`create or replace temp table recon_values as ${valueReasons(MEMBERS, key, table)}`);
  const keys = key.map(identifier).join(", ");
  const lines = [
    `select ${keys}, _copy, side, '' as field, '' as source, '' as target, coalesce(class, '') as class, coalesce(reason, '') as reason from ${MEMBERS} where side <> 'both'`,
    ...fields.map((field) => {
      const [source, target] = [identifier(`s:${field}`), identifier(`t:${field}`)];
      return (
        `select ${key.map((column) => `m.${identifier(column)}`).join(", ")}, _copy, 'both', ${literal(field)}, ${source}, ${target},` +
        " case when r.reason is null then '' else 'value' end, coalesce(r.reason, '')" +
        ` from ${MEMBERS} m left join recon_values r on r._key = m._key and r.field = ${literal(field)} where side = 'both' and ${source} <> ${target}`
      );
    }),
  ];
  await connection.run(
    `create or replace temp table ${DIFFERENCES} as select *, row_number() over (order by ${keys}, _copy, side, field) as _n from (${lines.join(" union all ")})`,
  );
}

/** What the run has to say: by member and field, the reason of a reject; by driving record, its class where it gave no row. */
async function gatherReasons(
  connection: Connection,
  list: ListDefinition,
  table: CompiledTable | undefined,
): Promise<void> {
  const parts = list.key.length;
  // Optional parts that are empty are left out of a key, so its parts cannot be counted.
  const isWhole = table?.rows.key.some(({ optional }) => optional) === true;
  const key = isWhole
    ? "external_system_id"
    : `array_to_string(list_slice(string_split(external_system_id, '|'), 1, ${parts}), '|')`;
  await connection.run(
    "create or replace temp table recon_reasons as select _key, field, min(reason_code) as reason" +
      ` from (select ${key} as _key, coalesce(field, '') as field, reason_code from rejects.entries` +
      ` where "table" in (${list.target.tables.map(literal).join(", ")}) and (field is not null or "table" = ${literal(list.loadTable)})) group by all;` +
      "create or replace temp table recon_records as select source_table, source_row, split_part(min(class || ':' || coalesce(reason, '')), ':', 1) as class," +
      " split_part(min(class || ':' || coalesce(reason, '')), ':', 2) as reason" +
      ` from ledger.entries where target_table = ${literal(list.loadTable)} group by all having count(*) filter (class = 'loaded' or reason = ${literal(NOTHING_HELD)}) = 0`,
  );
}

/** Refused values of a member's rows, those of the rows included that it hangs on: a clock's specialty is its pathway's. */
function valueReasons(members: string, key: readonly string[], table: CompiledTable | undefined): string {
  const leading = key.map((_, i) => memberKey(key.slice(0, i + 1), table));
  return (
    "select m._key, r.field, min(r.reason) as reason" +
    ` from (select distinct ${memberKey(key, table)} as _key, unnest([${leading.join(", ")}]) as _part from ${members}) m` +
    " join recon_reasons r on r._key = m._part where r.field <> '' group by all"
  );
}

/** The member's key as it stands in `external_system_id`, where optional parts that are empty are left out. */
function memberKey(key: readonly string[], table: CompiledTable | undefined): string {
  const own = table?.rows.key ?? [];
  const parts = key.map((column, i) => {
    const separated = i === 0 ? identifier(column) : `'|' || ${identifier(column)}`;
    return own[i]?.optional === true ? `case when ${identifier(column)} = '' then '' else ${separated} end` : separated;
  });
  return parts.join(" || ");
}

async function columnsOf(connection: Connection, sql: string): Promise<readonly string[]> {
  return (await connection.rows(`describe ${sql}`)).map(([name]) => String(name));
}
