import { type Connection, identifier, literal } from "../../engine/database.js";
import { errors } from "../../errors/catalogue.js";
import type { ComparisonSide, MeasureDefinition } from "./definitions.js";
import { DIFFERENCES, MEMBERS, type Members, SIDES } from "./members.js";

/** One cell of a measure. */
export interface MeasureCell {
  readonly measure: string;
  /** Null for a measure that cannot be taken; `reason` says why. */
  readonly cell: string | null;
  readonly source: number | null;
  readonly target: number | null;
  /** Members of the list that are in this cell in the source only; null where the measure counts no list. */
  readonly missing?: number;
  /** Members of the list that are in this cell in the target only. */
  readonly added?: number;
  /** Of the missing and added: those that the run's account explains. */
  readonly explained?: number;
  readonly reason?: string;
}

/** Counts a list's members by some of its columns; the list is the one that was compared last. */
export async function countMembers(
  connection: Connection,
  { name, by }: Extract<MeasureDefinition, { readonly list: string }>,
  { key, fields }: Members,
): Promise<readonly MeasureCell[]> {
  const unknown = by.filter((column) => !key.includes(column) && !fields.includes(column));
  if (unknown.length > 0)
    throw errors.comparisonColumnsDiffer(`measures/${name}.yaml`, by, [...key, ...fields].join(", "));
  const cell = (prefix: string) =>
    `concat_ws(' | ', ${by.map((column) => identifier(fields.includes(column) ? `${prefix}${column}` : column)).join(", ")})`;
  const keys = key.map(identifier).join(", ");
  const moved = by.filter((column) => fields.includes(column)).map(literal);
  // A member that moved from cell to cell is explained when each of the columns that moved it is.
  const rows = await connection.rows(
    `with unexplained as (select distinct ${keys}, _copy from ${DIFFERENCES} where class = '' and (side <> 'both' or field in (${moved.join(", ") || "null"}))),` +
      ` marked as (select m.*, u._copy is null as is_explained from ${MEMBERS} m left join unexplained u using (${keys}, _copy)),` +
      ` left_cell as (select ${cell("s:")} as cell, is_explained from marked where side = 'source' or (side = 'both' and ${cell("s:")} <> ${cell("t:")})),` +
      ` came as (select ${cell("t:")} as cell, is_explained from marked where side = 'target' or (side = 'both' and ${cell("s:")} <> ${cell("t:")})),` +
      ` counted as (select ${cell("")} as cell, 1 as source, 0 as target, 0 as missing, 0 as added, 0 as explained from ${SIDES.source}` +
      ` union all select ${cell("")}, 0, 1, 0, 0, 0 from ${SIDES.target}` +
      " union all select cell, 0, 0, 1, 0, is_explained::integer from left_cell union all select cell, 0, 0, 0, 1, is_explained::integer from came)" +
      " select cell, sum(source), sum(target), sum(missing), sum(added), sum(explained) from counted group by cell order by cell",
  );
  return rows.map(([text, ...counts]) => {
    const [source, target, missing, added, explained] = counts.map(Number);
    return { measure: name, cell: String(text), source, target, missing, added, explained };
  });
}

/** Takes a measure by its own two queries. @throws MigrationError `COMPARISON_COLUMNS_DIFFER` unless they give cell and n */
export async function takeMeasure(
  connection: Connection,
  { name, source, target }: Extract<MeasureDefinition, { readonly source: ComparisonSide }>,
): Promise<readonly MeasureCell[]> {
  for (const { sql, file } of [source, target]) {
    const columns = (await connection.rows(`describe ${sql}`)).map(([column]) => String(column));
    if (columns.join() !== "cell,n") throw errors.comparisonColumnsDiffer(file, columns, "cell, n");
  }
  const rows = await connection.rows(
    `select cell, sum(s), sum(t) from (select coalesce(cast(cell as varchar), '') as cell, n as s, 0 as t from (${source.sql})` +
      ` union all select coalesce(cast(cell as varchar), ''), 0, n from (${target.sql})) group by cell order by cell`,
  );
  return rows.map(([cell, s, t]) => ({ measure: name, cell: String(cell), source: Number(s), target: Number(t) }));
}
