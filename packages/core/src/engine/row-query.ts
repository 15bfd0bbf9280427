import type { PackedBatch, PackedLayout } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { LINEAGE } from "../plugin/row-balance.js";
import { identifier } from "./database.js";
import { sqlExternalId, sqlPart, sqlRecordNumber } from "./keys.js";
import { EXTERNAL_KEY, parentKeys, RowBatch, SELF_KEY } from "./row-batch.js";

/** The column in which row SQL says why a row must not be loaded; the row is rejected with that reason. */
export const ROW_REJECT = "_reject";

/** The queries that give a table's rows, and how to read what they give. */
export interface RowQuery {
  /**
   * What is kept as `rows.<TABLE>`, for the other two to read, so that joining and sorting need no memory at the same time
   * and nothing is worked out twice; undefined where the rows can be read as they are.
   */
  readonly kept: string | undefined;
  /** One text column: every field followed by NUL; sorted by natural key. */
  readonly packed: string;
  /** Driving records that the row SQL left out or merged, with `class` and `reason`; undefined when it never does. */
  readonly left: string | undefined;
  readonly layout: PackedLayout;
  /** Makes a batch of what the packed rows held. */
  batch(packed: PackedBatch): RowBatch;
}

/**
 * Wraps a table's row SQL: keys are computed where the rows are, only the columns that are needed cross, and each row
 * crosses as one value.
 *
 * @param columns row source columns that cross
 */
export function rowQuery(
  table: CompiledTable,
  columns: readonly string[],
  batchRows: number,
  salts: Readonly<Record<string, string>>,
): RowQuery {
  const { key, group, excludes, merges, rejects, byPatient } = table.rows;
  const isKept = excludes || merges || byPatient;
  const from = isKept ? `rows.${identifier(table.table)}` : `(${table.rows.sql})`;
  const parents = parentKeys(table);
  const keyNames = [SELF_KEY, EXTERNAL_KEY, ...parents.map(({ field }) => field)];
  const crossing = [...new Set([...key.map(({ column }) => column), ...(rejects ? [ROW_REJECT] : []), ...columns])];
  const values = [
    identifier(LINEAGE.table),
    identifier(LINEAGE.row),
    sqlRecordNumber(table.table, key, salts[table.table]),
    sqlExternalId(key),
    ...parents.map(({ parent, of }) => sqlRecordNumber(parent, of, salts[parent])),
    ...crossing.map(identifier),
  ];
  const kept = [excludes ? "_exclude is null" : "", merges ? "_merge is null" : ""].filter(
    (condition) => condition !== "",
  );
  const where = kept.length === 0 ? "" : ` where ${kept.join(" and ")}`;
  const order = key.map((_, i) => `_o${i}`);
  const ordering = key.map(({ column }, i) => `${sqlPart(column)} as _o${i}`);
  const packing = `concat_ws(chr(0), ${values.map((value) => `coalesce(cast(${value} as varchar), '')`).join(", ")}) || chr(0)`;
  const firstColumn = 2 + keyNames.length;
  return {
    kept: isKept ? keptRows(table, crossing) : undefined,
    packed:
      `select _packed from (select ${[...ordering, `${packing} as _packed`, "_table", "_row"].join(", ")} from ${from}${where})` +
      ` order by ${[...order, "_table", "_row"].join(", ")}`,
    left: excludes || merges ? leftRows(table) : undefined,
    layout: {
      fields: values.length,
      group: group.map((column) => firstColumn + crossing.indexOf(column)),
      batchRows,
    },
    batch({ columns: vectors }) {
      const names = [LINEAGE.table, LINEAGE.row, ...crossing];
      const sources = [vectors[0], vectors[1], ...vectors.slice(firstColumn)];
      return new RowBatch(
        new Map(names.map((name, i) => [name, sources[i]])),
        new Map(keyNames.map((name, i) => [name, vectors[2 + i]])),
      );
    },
  };
}

/** Everything crosses as text in the end; kept as text, numbers stay as the SQL gave them, whatever their type. */
function keptRows(table: CompiledTable, crossing: readonly string[]): string {
  const { sql, group, excludes, merges } = table.rows;
  const columns = new Set([
    ...crossing,
    ...group,
    ...parentKeys(table).flatMap(({ of }) => of.map(({ column }) => column)),
    ...(excludes ? ["_exclude"] : []),
    ...(merges ? ["_merge"] : []),
  ]);
  const texts = [...columns].map((column) => `cast(${identifier(column)} as varchar) as ${identifier(column)}`);
  return `select _table, _row, ${texts.join(", ")} from (${sql})`;
}

function leftRows({ table, rows: { excludes, merges } }: CompiledTable): string {
  const merge = merges ? "_merge" : "null";
  const exclude = excludes ? "_exclude" : "null";
  return (
    `select _table as source_table, _row as source_row, case when ${exclude} is null then 'merged' else 'excluded' end as class,` +
    ` coalesce(${exclude}, ${merge}) as reason from rows.${identifier(table)} where ${exclude} is not null or ${merge} is not null`
  );
}

/** The row source columns that a table's fields read. */
export function fieldColumns({ fields }: CompiledTable): readonly string[] {
  const columns = fields.flatMap(({ definition }) => {
    if (definition.class === "DERIVED") return definition.columns;
    return "column" in definition && definition.column !== undefined ? [definition.column] : [];
  });
  return [...new Set(columns)];
}
