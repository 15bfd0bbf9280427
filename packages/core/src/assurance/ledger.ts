import type { CompiledTable } from "../contract/model.js";
import { type Connection, identifier, literal } from "../engine/database.js";
import type { RunStorage } from "../engine/storage.js";
import { errors } from "../errors/catalogue.js";
import type { HookExclusion } from "../plugin/row-balance.js";

/** A driving record has nothing for this table (a patient without allergies): no loss, and no fault. */
export const NOTHING_HELD = "NOTHING_HELD";

/** Reasons by which a record is left to another table: nothing for this one, or the other side of the archive's cut-off. */
const ELSEWHERE = [NOTHING_HELD, "LIVE", "ARCHIVED", "NO_CUT_OFF"] as const;

/** What can become of a driving record, in one table or over all. */
export const ledgerClasses = ["loaded", "split", "merged", "excluded", "rejected"] as const;

export type LedgerClass = (typeof ledgerClasses)[number];

export type ClassCounts = Readonly<Record<LedgerClass, number>>;

const INSERT_ROWS = 5000;
/** What takes a hundred megabytes or so to count. */
const STRETCH = 1_000_000;
const REASON = /^[A-Z][A-Z0-9_]{2,39}$/;

/**
 * The account of every driving record. Entries stand in `ledger.<LOAD table>`: one for each row that a record gave, or
 * for its exclusion, merger or rejection. Nothing is counted that cannot be named.
 */
export class Ledger {
  readonly #connection: Connection;
  readonly #storage: RunStorage;
  readonly #stretch: number;

  /** @param stretch source records whose entries are counted at a time; the counts do not depend on it */
  constructor(connection: Connection, storage: RunStorage, stretch = STRETCH) {
    this.#connection = connection;
    this.#storage = storage;
    this.#stretch = stretch;
  }

  /** Makes the schemas and the tables that closing and hooks write to. */
  async open(): Promise<void> {
    await this.#connection.run(
      "create schema if not exists rows; create schema if not exists keys; create schema if not exists lefts; create schema if not exists ledger;" +
        "create table ledger.hook_exclusions (target_table varchar, source_table varchar, source_row bigint, reason varchar, plugin varchar);" +
        "create table ledger.dropped (target_table varchar, record_number bigint, reason varchar)",
    );
  }

  /**
   * Takes a staged table into the account and proves that no driving record is missing, made up, or multiplied.
   *
   * @param left the query for rows that the row SQL left out or merged
   */
  async enter(table: CompiledTable, left: string | undefined, exclusions: readonly HookExclusion[]): Promise<void> {
    const name = table.table;
    const empty =
      "select null::varchar as source_table, null::bigint as source_row, null::varchar as class, null::varchar as reason where false";
    await this.#storage.keep(this.#connection, "lefts", name, left ?? empty);
    await this.#checkReasons(name);
    for (let at = 0; at < exclusions.length; at += INSERT_ROWS) {
      const rows = exclusions
        .slice(at, at + INSERT_ROWS)
        .map(
          ({ table: source, row, reason, plugin }) =>
            `(${[literal(name), literal(source), row, literal(reason), literal(plugin)].join(", ")})`,
        );
      await this.#connection.run(`insert into ledger.hook_exclusions values ${rows.join(", ")}`);
    }
    await this.#checkUnique(table);
    await this.#checkComplete(table);
  }

  /** Fixes the entries of a table once closing is done. */
  async settle(table: CompiledTable): Promise<void> {
    const name = literal(table.table);
    await this.#storage.keep(
      this.#connection,
      "ledger",
      table.table,
      `select k.source_table, k.source_row, k.record_number, case when coalesce(k.reason, d.reason) is null then 'loaded' else 'rejected' end as class, coalesce(k.reason, d.reason) as reason` +
        ` from ${keys(table)} k left join ledger.dropped d on d.target_table = ${name} and d.record_number = k.record_number and k.reason is null` +
        ` union all select source_table, source_row, null, class, reason from ${lefts(table)}` +
        ` union all select source_table, source_row, null, 'excluded', reason from ledger.hook_exclusions where target_table = ${name}`,
    );
  }

  /** How many driving records of each source table had each class in this table. */
  async targetCounts(table: CompiledTable): Promise<ReadonlyMap<string, ClassCounts>> {
    return this.#classCounts([table]);
  }

  /**
   * Each driving record once, with the worst class it had in any of these tables.
   *
   * @param source the source table to count alone
   */
  async sourceCounts(tables: readonly CompiledTable[], source?: string): Promise<ReadonlyMap<string, ClassCounts>> {
    return tables.length === 0 ? new Map() : this.#classCounts(tables, source);
  }

  /** Excluded and merged records of a table by reason. */
  async reasons(
    table: CompiledTable,
  ): Promise<readonly { source: string; class: string; reason: string; records: number }[]> {
    const counted = await this.#summed(
      [table],
      (within) =>
        `select source_table, class, reason, count(distinct source_row) from (${entriesOf(table, within)}) where class <> 'loaded' group by all`,
    );
    return counted.map(({ names: [source, cls, reason], count }) => ({ source, class: cls, reason, records: count }));
  }

  /** How many rows of a table are from records that gave one row, from records that gave several, and from feeds. */
  async origins(table: CompiledTable): Promise<Readonly<Record<"source" | "split" | "feed", number>>> {
    const counted = await this.#summed(
      [table],
      (within) =>
        "select case when starts_with(source_table, 'feed:') then 'feed' when gave > 1 then 'split' else 'source' end, sum(gave)" +
        ` from (select source_table, count(*) as gave from (${entriesOf(table, within)}) where class = 'loaded' group by source_table, source_row) group by 1`,
    );
    return {
      source: 0,
      split: 0,
      feed: 0,
      ...Object.fromEntries(counted.map(({ names: [kind], count }) => [kind, count])),
    };
  }

  async #classCounts(tables: readonly CompiledTable[], source?: string): Promise<ReadonlyMap<string, ClassCounts>> {
    const counts = new Map<string, Record<LedgerClass, number>>();
    const counted = await this.#summed(tables, (within) => {
      const chosen = source === undefined ? within : `${within} and source_table = ${literal(source)}`;
      return `select source_table, class, count(*) from (${recordClasses(tables, chosen)}) group by all`;
    });
    for (const { names, count } of counted) {
      const [name, cls] = names;
      const of = counts.get(name) ?? { loaded: 0, split: 0, merged: 0, excluded: 0, rejected: 0 };
      of[cls as LedgerClass] = count;
      counts.set(name, of);
    }
    return counts;
  }

  /**
   * Adds up what a query counts in each stretch of the source records, so that it needs the memory of a stretch and not of
   * the hospital. All entries of a record are in one stretch.
   *
   * @param counting a query over the entries within a stretch: names, then their count
   * @returns names and counts, in the order of the names
   */
  async #summed(
    tables: readonly CompiledTable[],
    counting: (within: string) => string,
  ): Promise<readonly { readonly names: readonly string[]; readonly count: number }[]> {
    const all = tables.map((table) => entriesOf(table, "true")).join(" union all ");
    const last = Number(await this.#connection.value(`select coalesce(max(source_row), -1) from (${all})`));
    const sums = new Map<string, { names: readonly string[]; count: number }>();
    for (let from = 0; from <= last; from += this.#stretch) {
      const rows = await this.#connection.rows(
        counting(`source_row >= ${from} and source_row < ${from + this.#stretch}`),
      );
      for (const row of rows) {
        const names = row.slice(0, -1).map(String);
        const key = names.join("\u0000");
        sums.set(key, { names, count: (sums.get(key)?.count ?? 0) + Number(row.at(-1)) });
      }
      await this.#connection.release();
    }
    return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  }

  /** A reason from row SQL could be a column of patients' values by mistake: it has to look like a code. */
  async #checkReasons(table: string): Promise<void> {
    const rows = await this.#connection.rows(`select distinct reason from lefts.${identifier(table)} limit 1000`);
    if (rows.some(([reason]) => !REASON.test(String(reason)))) throw errors.rowSqlInvalidReason(table);
  }

  async #checkUnique(table: CompiledTable): Promise<void> {
    const collisions = await this.#connection.value(
      `select count(*) from (select record_number from ${keys(table)} where reason is null group by record_number having count(*) > 1)`,
    );
    if (Number(collisions) > 0) throw errors.keyCollision(table.table, Number(collisions));
  }

  async #checkComplete(table: CompiledTable): Promise<void> {
    const entries =
      `select source_table, source_row from ${keys(table)} union all select source_table, source_row from ${lefts(table)}` +
      ` union all select source_table, source_row from ledger.hook_exclusions where target_table = ${literal(table.table)}`;
    for (const { name, rows } of drivingRows(table)) {
      const own = `select source_row from (${entries}) where source_table = ${literal(name)}`;
      const lost = await this.#connection.value(
        `select count(*) from ${rows} s where not exists (from (${own}) e where e.source_row = s._row)`,
      );
      if (Number(lost) > 0) throw errors.rowsVanished(table.table, name, Number(lost));
      const strange = await this.#connection.value(
        `select count(*) from (${own}) e where not exists (from ${rows} s where s._row = e.source_row)`,
      );
      if (Number(strange) > 0) throw errors.rowsInvented(table.table, name, Number(strange));
      if (table.rows.split) continue;
      const multiplied = await this.#connection.value(
        `select count(*) from (select source_row from (${own}) group by source_row having count(*) > 1)`,
      );
      if (Number(multiplied) > 0) throw errors.rowsMultiplied(table.table, name, Number(multiplied));
    }
    const names = drivingRows(table).map(({ name }) => literal(name));
    const foreign = await this.#connection.value(
      `select count(*) from (${entries}) where source_table is null or source_table not in (${names.join(", ")})`,
    );
    if (Number(foreign) > 0) throw errors.rowsInvented(table.table, "a table that does not drive it", Number(foreign));
  }
}

/** The driving tables of a load table, by the name that the ledger uses, and where their rows are. */
function drivingRows({ rows: { from, feed } }: CompiledTable): readonly { name: string; rows: string }[] {
  if (feed !== undefined) return [{ name: `feed:${feed}`, rows: `feed.${identifier(feed)}` }];
  return from.map((name) => ({ name, rows: `source.${identifier(name)}` }));
}

/**
 * One row a driving record: its worst class. That it is not this table's business ranks below loaded, so that a patient
 * without an allergy is not "excluded" on that account, nor an appointment because it is not archived; records that gave several rows are split.
 */
function recordClasses(tables: readonly CompiledTable[], within: string): string {
  const entries = tables.map((table) => entriesOf(table, within));
  return (
    "select source_table, source_row, case max(rank) when 5 then 'rejected' when 4 then 'excluded' when 3 then 'merged' when 2 then 'split' when 1 then 'loaded' else 'excluded' end as class from (" +
    "select source_table, source_row, max(case class when 'rejected' then 5 when 'excluded' then " +
    `case when reason in (${ELSEWHERE.map(literal).join(", ")}) then 0 else 4 end when 'merged' then 3 else 1 end) as worst, ` +
    "count(*) filter (class = 'loaded') as gave, case when worst = 1 and gave > 1 then 2 else worst end as rank " +
    `from (${entries.join(" union all ")}) group by target_table, source_table, source_row` +
    ") group by source_table, source_row"
  );
}

/** Entries of a table that meet a condition. */
function entriesOf({ table }: CompiledTable, condition: string): string {
  return `select ${literal(table)} as target_table, source_table, source_row, class, reason from ledger.${identifier(table)} where ${condition}`;
}

function keys({ table }: CompiledTable): string {
  return `keys.${identifier(table)}`;
}

function lefts({ table }: CompiledTable): string {
  return `lefts.${identifier(table)}`;
}
