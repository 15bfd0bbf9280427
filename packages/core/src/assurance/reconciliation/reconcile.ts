import { join } from "node:path";
import type { CompiledContract } from "../../contract/model.js";
import { crosswalkColumns } from "../../crosswalks/read.js";
import { type Connection, identifier, literal } from "../../engine/database.js";
import { writeJson } from "../../files/json-file.js";
import type { Manifest } from "../../report/manifest.js";
import type { RunReport } from "../../report/run-report.js";
import type { LedgerReport } from "../balance.js";
import { type ChainHop, followChains } from "./chains.js";
import { balanceCodes, type CodeBalance } from "./codes.js";
import { type ColumnCompletion, measureCompletion } from "./completion.js";
import type { ComparisonSide, Comparisons } from "./definitions.js";
import { compareList, dropMembers, type ListResult, listNotDrawn, openListFolder } from "./lists.js";
import { countMembers, type MeasureCell, takeMeasure } from "./measures.js";
import { type RowBalances, rowBalances } from "./rows.js";
import { writeSample } from "./sample.js";

const CROSSWALKS = "crosswalk";

/** `reports/reconciliation.json`: the source and the delivered files, each counted on its own, side by side. */
export interface Reconciliation {
  readonly rows: RowBalances;
  readonly completion: readonly ColumnCompletion[];
  readonly chains: readonly ChainHop[];
  readonly codes: readonly CodeBalance[];
  readonly measures: readonly MeasureCell[];
  readonly lists: readonly ListResult[];
}

/** A finished run, as the check has it: its database attached, the delivered files read back into `target.*`, T set. */
export interface FinishedRun {
  readonly connection: Connection;
  readonly contract: CompiledContract;
  readonly manifest: Manifest;
  readonly run: RunReport;
  readonly ledger: LedgerReport;
  /** The folder of the run's reports. */
  readonly reports: string;
}

/**
 * Reconciles a run: writes `reports/reconciliation.json`, the day-one lists under `reports/lists/`, and the comparison of
 * sampled patients under `reports/restricted/sample/`.
 *
 * @param seed chooses the sampled patients; the contract's hash unless said otherwise
 */
export async function reconcile(
  finished: FinishedRun,
  comparisons: Comparisons,
  seed?: string,
): Promise<Reconciliation> {
  const { connection, contract, run, ledger, reports } = finished;
  await openCrosswalks(finished);
  const measures: MeasureCell[] = [];
  const lists: ListResult[] = [];
  openListFolder(reports);
  for (const list of comparisons.lists) {
    const counted = comparisons.measures.filter((measure) => "list" in measure && measure.list === list.name);
    const reason = cannotTake([list.source, list.target], finished);
    if (reason !== undefined) {
      lists.push(listNotDrawn(list, reason));
      measures.push(...counted.map(({ name }) => ({ measure: name, cell: null, source: null, target: null, reason })));
      continue;
    }
    const table = contract.tables.find((candidate) => candidate.table === list.loadTable);
    const { result, members } = await compareList(connection, list, table, reports);
    lists.push(result);
    for (const measure of counted)
      if ("list" in measure) measures.push(...(await countMembers(connection, measure, members)));
    await dropMembers(connection);
  }
  for (const measure of comparisons.measures) {
    if (!("source" in measure)) continue;
    const reason = cannotTake([measure.source, measure.target], finished);
    if (reason === undefined) measures.push(...(await takeMeasure(connection, measure)));
    else measures.push({ measure: measure.name, cell: null, source: null, target: null, reason });
  }
  const reconciliation: Reconciliation = {
    rows: rowBalances(ledger, contract),
    completion: await measureCompletion(connection, contract, run),
    chains: await followChains(connection, contract, comparisons.chains),
    codes: await balanceCodes(connection, contract),
    measures: measures.sort((a, b) => (a.measure < b.measure ? -1 : a.measure > b.measure ? 1 : 0)),
    lists,
  };
  writeJson(join(reports, "reconciliation.json"), reconciliation);
  const samples = comparisons.samples.filter(({ source }) => cannotTake([source], finished) === undefined);
  await writeSample(finished, samples, seed ?? contract.hash);
  await connection.run(`detach ${CROSSWALKS}`);
  return reconciliation;
}

/** Why queries cannot be put to this run; undefined when they can. */
function cannotTake(sides: readonly ComparisonSide[], { contract, manifest }: FinishedRun): string | undefined {
  const known = new Set([
    ...contract.sources.map(({ definition }) => definition.table),
    ...contract.feeds.map(({ name }) => `feed:${name}`),
    ...contract.tables.map(({ table }) => table),
  ]);
  const missing = sides.flatMap(({ tables }) => tables).find((table) => !known.has(table));
  if (missing !== undefined) return `${missing} is of no plugin of the run`;
  if (manifest.snapshotAt === null && sides.some(({ sql }) => sql.includes("getvariable('snapshot')")))
    return "the run was given no snapshot instant";
  return undefined;
}

/** Makes `crosswalk.<name>(source_code, target_code)` of the pairs that the run used. */
async function openCrosswalks({ connection, contract, reports }: FinishedRun): Promise<void> {
  await connection.run(`attach ':memory:' as ${CROSSWALKS}`);
  for (const { name } of contract.crosswalks) {
    const file = literal(join(reports, "crosswalks", `${name}.csv`));
    const columns = crosswalkColumns.map((column) => `${literal(column)}: 'VARCHAR'`).join(", ");
    await connection.run(
      `create table ${CROSSWALKS}.${identifier(name)} as select source_code, target_code from read_csv(${file}, auto_detect = false,` +
        ` header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', columns = {${columns}}) where status <> 'retired'`,
    );
  }
}
