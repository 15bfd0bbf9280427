import type { CompiledTable } from "../contract/model.js";
import { type Connection, identifier, literal } from "./database.js";
import { parentKeys } from "./row-batch.js";
import { hidesKey, NATURAL_KEY } from "./staged-keys.js";
import type { Closing, Dropped } from "./storage.js";

/**
 * Finds what hangs on rows that are not loaded. A child whose parent is missing goes with it, and its own children
 * after it; where half a chain would be worse than none, a rejected child takes its parent along. Works on keys alone,
 * once all tables are staged, until nothing changes.
 */
export async function closeChains(connection: Connection, tables: readonly CompiledTable[]): Promise<void> {
  let before = -1;
  let now = 0;
  while (now !== before) {
    before = now;
    for (const table of tables) {
      await dropOrphans(connection, table);
      await dropBrokenChain(connection, table);
    }
    now = Number(await connection.value("select count(*) from ledger.dropped"));
  }
}

/** The changes that closing makes to one staged table, by the row's place in it. */
export async function closingOf(connection: Connection, table: CompiledTable): Promise<Closing> {
  const dropped = new Map<number, Dropped>();
  for (const [place, reason, source, row, key] of await connection.rows(
    `select place, d.reason, source_table, source_row, ${hidesKey(table) ? NATURAL_KEY : "null"} from ${keys(table)} k` +
      ` join ledger.dropped d on d.target_table = ${literal(table.table)} and d.record_number = k.record_number` +
      " where k.reason is null order by place",
  )) {
    dropped.set(Number(place), {
      reason: String(reason),
      source: { table: String(source), row: Number(row), key: key === null ? undefined : String(key) },
    });
  }
  const emptied = new Map<string, Uint32Array>();
  for (const { field, parent, policy } of parentKeys(table)) {
    if (policy !== "empty") continue;
    const places = await connection.numbers(
      `select k.place from ${keys(table)} k where k.reason is null and ${orphaned(field, parent)}`,
    );
    if (places.length > 0) emptied.set(field, places.sort());
  }
  return { dropped, emptied };
}

/**
 * A query for the keys that closing emptied, because the optional parent was not migrated: table, field, record number,
 * and whether the parent was refused. Any other parent was excluded by a decision, or is not in the extract.
 * Undefined when the contract has no optional parent.
 */
export function emptiedKeys(tables: readonly CompiledTable[]): string | undefined {
  const queries = tables.flatMap((table) =>
    parentKeys(table)
      .filter(({ policy }) => policy === "empty")
      .map(
        ({ field, parent }) =>
          `select ${literal(table.table)} as target_table, ${literal(field)} as field, record_number,` +
          ` exists (from keys.${identifier(parent)} r where r.record_number = k.${identifier(field)}) as parent_refused from (${loaded(table.table, "*")}) k` +
          ` where ${orphaned(field, parent)}`,
      ),
  );
  return queries.length === 0 ? undefined : queries.join(" union all ");
}

async function dropOrphans(connection: Connection, table: CompiledTable): Promise<void> {
  for (const { field, parent, policy } of parentKeys(table)) {
    if (policy !== "quarantine") continue;
    const column = `k.${identifier(field)}`;
    await connection.run(
      `insert into ledger.dropped select ${literal(table.table)}, k.record_number, 'PARENT_NOT_MIGRATED' from (${loaded(table.table, "*")}) k` +
        ` where ${column} is null or not exists (from (${loaded(parent)}) p where p.record_number = ${column})`,
    );
  }
}

async function dropBrokenChain(connection: Connection, table: CompiledTable): Promise<void> {
  const { closes } = table.rows;
  const link = parentKeys(table).find(({ parent }) => parent === closes);
  if (closes === undefined || link === undefined) return;
  const broken =
    `select k.${identifier(link.field)} as parent from ${keys(table)} k where k.reason is not null` +
    ` union select k.${identifier(link.field)} from ${keys(table)} k join ledger.dropped d on d.target_table = ${literal(table.table)} and d.record_number = k.record_number`;
  await connection.run(
    `insert into ledger.dropped select ${literal(closes)}, p.record_number, 'CHAIN_BROKEN' from (${loaded(closes)}) p where p.record_number in (select parent from (${broken}) where parent is not null)`,
  );
}

/** The condition that a key of row `k` names no loaded row. */
function orphaned(field: string, parent: string): string {
  const key = `k.${identifier(field)}`;
  return `${key} is not null and not exists (from (${loaded(parent)}) p where p.record_number = ${key})`;
}

/** The staged rows of a table that closing has not dropped. */
function loaded(table: string, columns = "k.record_number"): string {
  return (
    `select ${columns} from keys.${identifier(table)} k where k.reason is null and not exists` +
    ` (from ledger.dropped d where d.target_table = ${literal(table)} and d.record_number = k.record_number)`
  );
}

function keys({ table }: CompiledTable): string {
  return `keys.${identifier(table)}`;
}
