import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { filledRows, textAt } from "../columns/index.js";
import type { CompiledTable } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import { type HookExclusion, LINEAGE } from "../plugin/row-balance.js";
import { type Reasons, reasonOf } from "../rejects/reasons.js";
import type { Reject } from "../rejects/reject.js";
import type { Connection } from "./database.js";
import type { BatchReject } from "./fields/index.js";
import { EXTERNAL_KEY, SELF_KEY } from "./row-batch.js";
import { fieldColumns, rowQuery } from "./row-query.js";
import type { RunStorage } from "./storage.js";
import { type FinishedBatch, shownKey, type TablePipeline } from "./table-pipeline.js";

/** What happened to the rows of one table on their way to being staged. */
export interface TableOutcome {
  readonly selected: number;
  readonly staged: number;
  readonly rejectedRows: number;
  readonly exclusions: readonly HookExclusion[];
  /** Staged rows with a value, by field. */
  readonly filled: ReadonlyMap<string, number>;
  /** Staged rows whose value was refused, by field. */
  readonly refused: ReadonlyMap<string, number>;
  readonly milliseconds: { readonly rows: number; readonly fields: number };
}

export interface RunTableOptions {
  readonly connection: Connection;
  readonly storage: RunStorage;
  readonly pipeline: TablePipeline;
  readonly batchRows: number;
  /** Into how many slices the patients are cut. */
  readonly slices: number;
  readonly salts: Readonly<Record<string, string>>;
  readonly reasons: Reasons;
  /** True when a hook may ask for any column of the row source. */
  readonly allColumns: boolean;
  readonly onRows?: (rows: number, of: number) => void;
}

/**
 * Takes one table from its row source to its staged file; the rows that were kept on the way stay for the ledger. The
 * hops prove their counts: rows selected = rows received, and rows received = rows staged + rejected + excluded (+ what
 * hooks split).
 *
 * @throws MigrationError `HOP_LOST_ROWS` naming the hop
 */
export async function runTable(table: CompiledTable, options: RunTableOptions): Promise<TableOutcome> {
  const { connection, storage, pipeline, salts, slices } = options;
  const columns = options.allColumns ? table.rows.columns : fieldColumns(table);
  const query = rowQuery(table, columns, options.batchRows, salts);
  const started = performance.now();
  if (query.kept !== undefined)
    await storage.keep(connection, "rows", table.table, query.kept, table.rows.byPatient ? slices : 1);
  const { count, batches } = await storage.rows(connection, table.table, query);
  const selected = performance.now();
  const sink = await storage.sink(connection, table);
  const tally = new Tally(table);
  let received = 0;
  for await (const packed of batches) {
    received += packed.rows;
    const finished = await pipeline.run(query.batch(packed));
    tally.add(finished);
    for (const reject of finished.rejects) {
      const raw = reject.kept ? [] : rawValues(reject);
      storage.refuse({ reject: describe(table, finished, reject, options.reasons), raw });
    }
    await sink.append(finished);
    options.onRows?.(received, count);
    await setImmediate();
  }
  if (received !== count) throw errors.hopLostRows(table.table, "rows to Arrow", count, received);
  const staged = await sink.finish();
  if (staged !== tally.staged) throw errors.hopLostRows(table.table, "Arrow to staged file", tally.staged, staged);
  return {
    selected: count,
    staged,
    rejectedRows: tally.rejected,
    exclusions: tally.exclusions,
    filled: tally.filled,
    refused: tally.refused,
    milliseconds: { rows: selected - started, fields: performance.now() - selected },
  };
}

class Tally {
  staged = 0;
  rejected = 0;
  readonly exclusions: HookExclusion[] = [];
  readonly filled = new Map<string, number>();
  readonly refused = new Map<string, number>();
  readonly #fields: readonly string[];

  constructor(table: CompiledTable) {
    this.#fields = table.fields.map(({ name }) => name);
    for (const name of this.#fields) this.filled.set(name, 0);
  }

  add({ batch, target, rejectedRows, rejects, exclusions }: FinishedBatch): void {
    this.rejected += rejectedRows.size;
    this.staged += batch.length - rejectedRows.size;
    this.exclusions.push(...exclusions);
    for (const [name, filled] of this.filled) {
      const column = target.get(name)!;
      let count = filled + filledRows(column);
      for (const row of rejectedRows.keys()) if (textAt(column, row) !== null) count--;
      this.filled.set(name, count);
    }
    for (const { row, field, kept } of rejects) {
      if (field < 0 || kept || rejectedRows.has(row)) continue;
      const name = this.#fields[field];
      this.refused.set(name, (this.refused.get(name) ?? 0) + 1);
    }
  }
}

function describe(table: CompiledTable, { batch }: FinishedBatch, reject: BatchReject, reasons: Reasons): Reject {
  const { severity, message } = reasonOf(reject.reason, reasons);
  const { row } = reject;
  const key = textAt(batch.keys.get(EXTERNAL_KEY)!, row) ?? "";
  return {
    severity,
    stage: reject.stage,
    table: table.table,
    field: reject.field < 0 ? "" : table.fields[reject.field].name,
    recordNumber: textAt(batch.keys.get(SELF_KEY)!, row) ?? "",
    externalSystemId: shownKey(batch, table, row),
    sourceTable: textAt(batch.column(LINEAGE.table), row) ?? "",
    sourceRow: batch.sourceRow(row),
    reasonCode: reject.reason,
    sourceCode: showableCode(reject.code),
    crosswalk: reject.crosswalk ?? "",
    message,
    identity: reject.reason === "DUPLICATE_KEY" ? `${key}#${contentHash(reject)}` : key,
  };
}

/** Tells rows with one natural key apart by what they hold, and not by where they stand. */
function contentHash(reject: BatchReject): string {
  const values = rawValues(reject).filter(([column]) => column !== LINEAGE.row);
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}

/** Somebody may have typed a name or a number into a coded field: only what looks like a code is shown. */
function showableCode(code: string | undefined): string {
  return code !== undefined && /^[\x21-\x7e]{1,16}$/.test(code) ? code : "";
}

function rawValues({ raw, row }: BatchReject): readonly (readonly [string, string])[] {
  return [...raw].map(([name, column]) => [name, textAt(column, row) ?? ""] as const);
}
