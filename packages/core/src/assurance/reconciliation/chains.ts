import type { CompiledContract, CompiledTable } from "../../contract/model.js";
import { type Connection, identifier, literal } from "../../engine/database.js";
import type { ChainDefinition } from "./definitions.js";

/** One hop of a chain: of the child rows that should hang on a parent, those that do. */
export interface ChainHop {
  /** The key column, `LOAD_CHILD.column`, or the name of a chain of several hops. */
  readonly chain: string;
  /** `CHILD -> PARENT`. */
  readonly hop: string;
  readonly complete: number;
  readonly total: number;
  /** Rows whose key the run emptied because the parent was excluded by a decision, or is not in the extract: not in `total`. */
  readonly left_out: number;
}

interface Link {
  readonly child: CompiledTable;
  readonly field: string;
  readonly parent: CompiledTable;
  /** The contract lets no row go without this parent. */
  readonly always: boolean;
}

/**
 * Follows every key to a parent, then the plugins' chains hop by hop. A row should have a parent when its key is filled,
 * when the contract lets none go without, or when the run emptied its key because the parent was refused; it has one when the parent is delivered and of the
 * same patient. Along a chain a row counts as complete only when its parent is complete there too.
 */
export async function followChains(
  connection: Connection,
  { tables }: CompiledContract,
  chains: readonly ChainDefinition[],
): Promise<readonly ChainHop[]> {
  const links = linksOf(tables);
  const hops: ChainHop[] = [];
  for (const link of links) hops.push(await follow(connection, `${link.child.table}.${link.field}`, link, []));
  for (const { name, hops: named } of chains) {
    const broken: [table: string, rows: string][] = [];
    for (const [i, place] of named.entries()) {
      const link = links.find(({ child, field }) => `${child.table}.${field}` === place);
      if (link === undefined) continue;
      const rows = `recon_broken_${i}`;
      const above = broken.filter(([table]) => table === link.parent.table).map(([, brokenRows]) => brokenRows);
      hops.push(await follow(connection, name, link, above, rows));
      broken.push([link.child.table, rows]);
    }
    await connection.run(broken.map(([, rows]) => `drop table temp.${rows};`).join(" ") || "select 1");
  }
  return hops;
}

/**
 * @param above tables with parents that are not complete themselves
 * @param keep the table in which children that are not complete are kept
 */
async function follow(
  connection: Connection,
  chain: string,
  { child, field, parent, always }: Link,
  above: readonly string[],
  keep?: string,
): Promise<ChainHop> {
  const key = identifier(field);
  const samePatient =
    has(child, "main_crn") && has(parent, "main_crn") ? "and p.main_crn is not distinct from c.main_crn" : "";
  const number = has(child, "record_number") ? "c.record_number" : "null::varchar";
  const whole = above
    .map((rows) => `and not exists (from ${rows} b where b.record_number = p.record_number)`)
    .join(" ");
  const emptied =
    `exists (from ledger.emptied_keys e where e.target_table = ${literal(child.table)} and e.field = ${literal(field)}` +
    ` and e.parent_refused and cast(e.record_number as varchar) = ${number})`;
  const judged =
    `select ${number} as record_number, exists (from target.${identifier(parent.table)} p where p.record_number = c.${key} ${samePatient} ${whole}) as complete` +
    ` from target.${identifier(child.table)} c${always ? "" : ` where c.${key} is not null or ${emptied}`}`;
  if (keep !== undefined)
    await connection.run(
      `create or replace temp table ${keep} as select record_number from (${judged}) where not complete`,
    );
  const [[complete, total]] = await connection.rows(`select count(*) filter (complete), count(*) from (${judged})`);
  const leftOut = await connection.value(
    `select count(*) from ledger.emptied_keys where target_table = ${literal(child.table)} and field = ${literal(field)} and not parent_refused`,
  );
  const hop = `${child.table} -> ${parent.table}`;
  return { chain, hop, complete: Number(complete), total: Number(total), left_out: Number(leftOut) };
}

function linksOf(tables: readonly CompiledTable[]): readonly Link[] {
  return tables.flatMap((child) =>
    child.fields.flatMap(({ name, definition }) => {
      const parent =
        definition.class === "SURROGATE_ETL" ? tables.find(({ table }) => table === definition.key) : undefined;
      if (parent === undefined || definition.class !== "SURROGATE_ETL") return [];
      return [{ child, field: name, parent, always: definition.parentMissing === "quarantine" }];
    }),
  );
}

function has({ fields }: CompiledTable, name: string): boolean {
  return fields.some((field) => field.name === name);
}
