import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PATIENT_NUMBER } from "../catalog/source-table.js";
import type { CompiledContract, CompiledSource } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import { type Connection, identifier, literal } from "./database.js";

/** Source records of one slice, about: what the widest row SQL joins in a few hundred megabytes. */
const RECORDS = 2_000_000;

/** Rows of a row group: a slice is to be worked on by several threads. */
const ROW_GROUP = 20_480;

/** How slices are kept. Small dictionaries, since each column of each row group that is being written has one. */
const KEPT = `format parquet, row_group_size ${ROW_GROUP}, string_dictionary_page_size_limit 65536`;

/** The column in which files say their slice, as the name of a folder. */
const SLICE = "_slice";

/** What queries see: the slice that is worked on, or everything. */
const SEEN = `getvariable('slice') is null or ${SLICE} = getvariable('slice')`;

/** How many slices an extract is cut into unless the run says so. */
export function slicesFor(records: number): number {
  return Math.max(1, Math.ceil(records / RECORDS));
}

/**
 * Cuts every source table that names patients into slices, so that SQL which takes patient by patient needs no more
 * memory for many of them than for some. All numbers of one patient are in one slice. Tables without patients, such as
 * master files, stay whole. From now on the variable `slice` says what queries see of the cut tables; null means all.
 *
 * @param work the folder in which the cut tables are kept
 * @throws MigrationError `HOP_LOST_ROWS` when the slices of a table are not all of it
 */
export async function cutSources(
  connection: Connection,
  { sources }: Pick<CompiledContract, "sources">,
  work: string,
  slices: number,
): Promise<void> {
  await connection.run("create or replace table extract.same_patient (number varchar, patient varchar)");
  await connection.append("extract", "same_patient", await samePatients(connection, sources));
  for (const source of sources) {
    const number = numberOf(source);
    if (number === undefined) continue;
    const { table } = source.definition;
    const folder = join(work, `source.${table}.slices`);
    const whole = Number(await connection.value(`select count(*) from source.${identifier(table)}`));
    // A folder without files cannot be read.
    if (whole === 0) continue;
    const trimmed = `coalesce(trim(s.${identifier(number)}, ' '), '')`;
    const rows = await connection.count(
      `copy (select s.* exclude (_table), cast(hash(coalesce(p.patient, ${trimmed})) % ${slices} as integer) as ${SLICE} from source.${identifier(table)} s` +
        ` left join extract.same_patient p on p.number = ${trimmed}) to ${literal(folder)} (${KEPT}, partition_by (${SLICE}))`,
    );
    await connection.run(
      `create or replace view source.${identifier(table)} as select ${literal(table)} as _table, ${["_row", ...source.used].map(identifier).join(", ")} from ${slicesIn(folder)} where ${SEEN}`,
    );
    const seen = Number(await connection.value(`select count(*) from source.${identifier(table)}`));
    if (rows !== whole || seen !== whole)
      throw errors.hopLostRows(table, "whole table to slices", whole, Math.min(rows, seen));
    rmSync(join(work, `source.${table}.parquet`), { force: true });
    await connection.release();
  }
}

/**
 * Keeps what a query gives slice by slice as `schema.name`, of which queries then see the slice that is worked on.
 *
 * @returns the rows of all slices
 */
export async function keepSlices(
  connection: Connection,
  place: string,
  folder: string,
  select: string,
  slices: number,
): Promise<number> {
  const columns = (await connection.rows(`describe ${select}`)).map(([name]) => identifier(String(name)));
  let rows = 0;
  for (let slice = 0; slice < slices; slice++) {
    const part = join(folder, `${SLICE}=${slice}`);
    mkdirSync(part, { recursive: true, mode: 0o700 });
    await connection.run(`set variable slice = ${slice}`);
    rows += await connection.count(`copy (${select}) to ${literal(join(part, "rows.parquet"))} (${KEPT})`);
    await connection.release();
  }
  await connection.run("set variable slice = null::integer");
  await connection.run(
    `create or replace view ${place} as select ${columns.join(", ")} from ${slicesIn(folder)} where ${SEEN}`,
  );
  return rows;
}

function slicesIn(folder: string): string {
  return `read_parquet(${literal(join(folder, "*/*.parquet"))}, hive_partitioning = true, hive_types = {'${SLICE}': integer})`;
}

/** The loaded field that says whose a row is. */
function numberOf({ definition: { fields, samePatient }, used }: CompiledSource): string | undefined {
  const number = PATIENT_NUMBER in fields ? PATIENT_NUMBER : samePatient?.[0];
  return number !== undefined && used.includes(number) ? number : undefined;
}

/** Every number that is one of several of a patient, with the one that stands for all of them. */
async function samePatients(
  connection: Connection,
  sources: readonly CompiledSource[],
): Promise<readonly (readonly [string, string])[]> {
  const parents = new Map<string, string>();
  const patientOf = (number: string): string => {
    let top = number;
    for (let next = parents.get(top); next !== undefined; next = parents.get(top)) top = next;
    for (let at = number; at !== top; ) {
      const next = parents.get(at)!;
      parents.set(at, top);
      at = next;
    }
    return top;
  };
  for (const { definition, used } of sources) {
    const columns = (definition.samePatient ?? []).filter((column) => used.includes(column));
    if (columns.length === 0) continue;
    const numbers = columns.map((column) => `coalesce(trim(${identifier(column)}, ' '), '')`);
    const rows = await connection.rows(
      `select distinct ${numbers.join(", ")} from source.${identifier(definition.table)}`,
    );
    for (const row of rows) {
      const [first, ...others] = row.map(String).filter((number) => number !== "");
      for (const other of others) {
        const [a, b] = [patientOf(first), patientOf(other)].sort();
        if (a !== b) parents.set(b, a);
      }
    }
  }
  return [...parents.keys()].sort().map((number) => [number, patientOf(number)] as const);
}
