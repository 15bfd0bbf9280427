import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompiledContract } from "../contract/model.js";
import { buildCrosswalks } from "../crosswalks/build.js";
import { writeCrosswalkFiles } from "../crosswalks/write.js";
import { takeTable } from "../intake/intake-table.js";
import { planIntake } from "../intake/preflight.js";
import type { ExtractSource } from "../intake/source.js";
import { type CrosswalkReport, crosswalkReports } from "../report/run-report.js";
import { type Connection, Database, identifier } from "./database.js";
import { loadAbsent, loadTaken, openSourceSchemas } from "./load-source.js";
import type { Prepared } from "./prepare.js";

/** What the master files of an extract came to. */
export interface CrosswalkDrafts {
  readonly crosswalks: readonly CrosswalkReport[];
  /** Records that could not be read and so are in no draft, by master file. */
  readonly damaged: Readonly<Record<string, number>>;
}

/**
 * Builds every crosswalk that has a master file from the extract's own master files alone, and writes each as
 * `<folder>/<name>.csv`: drafts in the form that an overlay's `crosswalks/` takes, for people to look through and approve.
 *
 * @returns what was built, and what the master files could not say
 * @throws MigrationError or MigrationFaults when a master file cannot be read
 */
export async function draftCrosswalks(
  { contract, boot }: Prepared,
  extracts: ExtractSource,
  folder: string,
): Promise<CrosswalkDrafts> {
  const work = mkdtempSync(join(tmpdir(), "pas-migrate-"));
  const database = await Database.open({});
  try {
    const connection = await database.connect();
    await openSourceSchemas(connection, boot.clock);
    const damaged = await takeMasterFiles(connection, contract, extracts, work);
    for (const { plugin, name, sql } of contract.views) {
      await connection.run(`create schema if not exists ${identifier(plugin)}`);
      await connection.run(`create view ${identifier(plugin)}.${identifier(name)} as ${sql}`);
    }
    const masters = contract.crosswalks.filter(({ master }) => master !== undefined);
    const built = await buildCrosswalks(
      connection,
      masters.map((definition) => ({ ...definition, pairs: [] })),
      boot.codeSets,
    );
    mkdirSync(folder, { recursive: true });
    writeCrosswalkFiles(folder, built);
    return { crosswalks: crosswalkReports(built), damaged };
  } finally {
    database.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Reads the master files that crosswalks are built from. All other tables are there without rows, so that views bind.
 *
 * @returns the damaged records of each file that has any
 */
async function takeMasterFiles(
  connection: Connection,
  contract: CompiledContract,
  extracts: ExtractSource,
  work: string,
): Promise<Readonly<Record<string, number>>> {
  const wanted = masterTables(contract);
  const masters: ExtractSource = {
    file: (table) => (wanted.has(table) ? extracts.file(table) : undefined),
    control: undefined,
  };
  const sources = contract.sources.map((source) => ({ ...source, mandatory: false }));
  const damaged: Record<string, number> = {};
  for (const plan of planIntake(sources, masters, contract.feeds, {})) {
    const { file } = plan;
    if (file === undefined) {
      await loadAbsent(connection, plan);
      continue;
    }
    const taken = await takeTable({ ...plan, file }, work, () => {});
    if (taken.damaged > 0) damaged[plan.table] = taken.damaged;
    await loadTaken(connection, taken, work);
  }
  return damaged;
}

/** The source tables that masters read, through views over views; a table too many costs no more than its reading. */
function masterTables({ crosswalks, views }: CompiledContract): ReadonlySet<string> {
  const sqlOf = new Map(views.map(({ plugin, name, sql }) => [`${plugin}.${name}`, sql]));
  const tables = new Set<string>();
  const seen = new Set<string>();
  const visit = (view: string): void => {
    if (seen.has(view)) return;
    seen.add(view);
    for (const [, schema, name] of sqlOf.get(view)?.matchAll(/\b([a-z][a-z0-9_]*)\."?([A-Za-z][A-Za-z0-9_]*)/g) ?? []) {
      if (schema === "source") tables.add(name);
      else visit(`${schema}.${name}`);
    }
  };
  for (const { master } of crosswalks) {
    if (master?.table !== undefined) tables.add(master.table);
    if (master?.view !== undefined) visit(master.view);
  }
  return tables;
}
