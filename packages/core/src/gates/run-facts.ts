import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerReport } from "../assurance/balance.js";
import type { CompiledContract } from "../contract/model.js";
import { ruleOf, sourceOf } from "../contract/reports.js";
import { readCrosswalkCsv } from "../crosswalks/read.js";
import { type Connection, identifier, literal } from "../engine/database.js";
import type { Manifest } from "../report/manifest.js";
import type { RunReport } from "../report/run-report.js";
import { runTables } from "./run-tables.js";

/** A delivered file as a check found it; null where it could not be read. */
export interface FoundFile {
  readonly table: string;
  readonly rows: number | null;
  readonly sha256: string | null;
}

/** What a check knows of a run besides its data. */
export interface RunFacts {
  readonly manifest: Manifest;
  readonly contract: CompiledContract;
  readonly run: RunReport;
  readonly ledger: LedgerReport;
  readonly found: readonly FoundFile[];
  /** Folder with the run's crosswalks as CSV files. */
  readonly crosswalks: string;
  /** The manifest of another run to compare with. */
  readonly compared?: Manifest;
  /** The manifest of the signed rehearsal. */
  readonly rehearsal?: Manifest;
}

type Row = readonly (string | number | null | undefined)[];

/** Makes an empty table of {@link runTables}. */
export function runTableSql(schema: string, name: string): string {
  const columns = Object.entries(runTables[name].columns).map(([column, type]) => `${identifier(column)} ${type}`);
  return `create or replace table ${schema}.${identifier(name)} (${columns.join(", ")})`;
}

/**
 * Makes the tables of schema `run`, in a schema that is there.
 *
 * @param schema where, as `memory.run`
 * @returns the names of the tables that are there now
 */
export async function makeRunTables(
  connection: Connection,
  schema: string,
  facts: RunFacts,
): Promise<ReadonlySet<string>> {
  const rows = new Map<string, readonly Row[] | undefined>([
    ["inputs", inputRows(facts)],
    ["files", fileRows(facts)],
    ["ledger_source", ledgerRows(facts)],
    ["ledger_target", await targetRows(connection, facts)],
    ["fields", fieldRows(facts)],
    ["imputed", facts.run.imputed > 0 ? [["", "", facts.run.imputed]] : []],
    ["codes", codeRows(facts)],
    ["compared", facts.compared && comparedRows(facts.manifest, facts.compared)],
    ["rehearsal", facts.rehearsal && rehearsalRows(facts.manifest, facts.rehearsal)],
  ]);
  const made = new Set<string>();
  for (const [name, values] of rows) {
    if (values === undefined) continue;
    await connection.run(runTableSql(schema, name));
    await insertRows(connection, `${schema}.${identifier(name)}`, values);
    made.add(name);
  }
  return made;
}

async function insertRows(connection: Connection, place: string, rows: readonly Row[]): Promise<void> {
  const text = (value: Row[number]) => (value === null || value === undefined ? "null" : literal(String(value)));
  for (let from = 0; from < rows.length; from += 500) {
    const values = rows.slice(from, from + 500).map((row) => `(${row.map(text).join(", ")})`);
    await connection.run(`insert into ${place} values ${values.join(", ")}`);
  }
}

function inputRows({ manifest }: RunFacts): readonly Row[] {
  return manifest.inputs.map(({ table, file, encoding, rows, damaged, bytes, sha256, extracted_at }) => [
    table,
    file,
    encoding,
    rows,
    damaged,
    bytes,
    sha256,
    extracted_at,
  ]);
}

function fileRows({ manifest, found }: RunFacts): readonly Row[] {
  return found.map(({ table, rows, sha256 }) => {
    const file = `load/${table}.csv`;
    const written = manifest.load.find((entry) => entry.file === file);
    return [file, written?.rows, written?.sha256, rows, sha256];
  });
}

function ledgerRows({ ledger }: RunFacts): readonly Row[] {
  return ledger.source.map(({ table, rows, loaded, split, merged, excluded, rejected }) => [
    table,
    rows,
    loaded,
    split,
    merged,
    excluded,
    rejected,
  ]);
}

async function targetRows(connection: Connection, { ledger }: RunFacts): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { table, rows: written, from_source, from_split, from_feed } of ledger.target) {
    const [[entries, delivered]] = await connection.rows(
      `select (select count(*) from ledger.entries where target_table = ${literal(table)} and class = 'loaded'), (select count(*) from target.${identifier(table)})`,
    );
    rows.push([table, written, from_source, from_split, from_feed, String(entries), String(delivered)]);
  }
  return rows;
}

function fieldRows({ contract, run }: RunFacts): readonly Row[] {
  const filled = new Map(
    run.tables.flatMap(({ table, fields }) =>
      fields.map(({ field, filled }) => [`${table}.${field}`, filled] as const),
    ),
  );
  return contract.tables.flatMap(({ table, fields }) =>
    fields.map(({ name, definition }) => [
      table,
      name,
      definition.class,
      ruleOf(definition),
      definition.class === "LOOKUP_TRANSLATION" ? definition.crosswalk : null,
      definition.decision,
      sourceOf(definition) === "" ? 0 : sourceOf(definition).split("; ").length,
      filled.get(`${table}.${name}`) ?? 0,
    ]),
  );
}

function codeRows({ contract, crosswalks }: RunFacts): readonly Row[] {
  return contract.crosswalks.flatMap(({ name }) => {
    const path = join(crosswalks, `${name}.csv`);
    if (!existsSync(path)) return [];
    const file = { path: `${name}.csv`, shownAs: `${name}.csv`, text: readFileSync(path, "utf8") };
    return readCrosswalkCsv(file).pairs.map((pair) => [
      name,
      pair.sourceCode,
      pair.targetCode,
      pair.status,
      pair.sourceDescription.trim() || null,
      pair.targetDescription.trim() || null,
      pair.validFrom || null,
      pair.validTo || null,
      pair.owner.trim() || null,
      pair.approvedOn || null,
    ]);
  });
}

/** Everything of a manifest that decides what a run does. */
function versionsOf({ engine, contract, rules, plugins, settings, salts }: Manifest): ReadonlyMap<string, string> {
  return new Map([
    ["engine", engine],
    ["contract", contract],
    ["rules", rules],
    ...plugins.map(({ id, version, options }) => [`plugin:${id}`, `${version} ${JSON.stringify(options)}`] as const),
    ...Object.entries(settings).map(([name, value]) => [`setting:${name}`, value] as const),
    ...Object.entries(salts).map(([table, salt]) => [`salt:${table}`, salt] as const),
  ]);
}

function rehearsalRows(own: Manifest, rehearsal: Manifest): readonly Row[] {
  return beside(versionsOf(own), versionsOf(rehearsal));
}

function comparedRows(own: Manifest, other: Manifest): readonly Row[] {
  const files = (entries: Manifest["load"]) => new Map(entries.map(({ file, sha256 }) => [file, sha256]));
  const options = (manifest: Manifest) =>
    new Map([...versionsOf(manifest), ["snapshotAt", manifest.snapshotAt ?? ""] as const]);
  const part = (name: string, one: ReadonlyMap<string, string>, two: ReadonlyMap<string, string>) =>
    beside(one, two).map((row) => [name, ...row]);
  return [
    ...part("input", files(own.inputs), files(other.inputs)),
    ...part("option", options(own), options(other)),
    ...part("load", files(own.load), files(other.load)),
    ...part("rejects", files(own.rejects), files(other.rejects)),
  ];
}

/** Name, value here, value there, for every name that either has. */
function beside(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly Row[] {
  return [...new Set([...one.keys(), ...other.keys()])].map((name) => [name, one.get(name), other.get(name)]);
}
