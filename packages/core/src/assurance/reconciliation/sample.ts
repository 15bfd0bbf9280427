import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Connection, literal } from "../../engine/database.js";
import { CsvWriter } from "../../files/csv-writer.js";
import type { SampleDefinition } from "./definitions.js";
import type { FinishedRun } from "./reconcile.js";
import { comparedRows, sampledSource } from "./side-by-side.js";

/** Patients that are compared field by field. */
const SAMPLED = 50;
/** The kind that stands for every patient. */
const EVERYBODY = "patient";

/** A sampled patient, and why. */
interface Sampled {
  readonly patient: string;
  readonly kinds: readonly string[];
}

/** The folder of the sample. It holds patients' values: it is for their eyes alone who sign the comparison. */
export function sampleFolder(reports: string): string {
  return join(reports, "restricted", "sample");
}

/**
 * Writes the field-by-field comparison of sampled patients: one CSV a patient, and `index.csv` with why each was taken.
 * The choice is the order of hashes of seed and patient number, so it is the same in every run and nobody's taste. The
 * first of each kind is in it, if there is any; the rest is filled up from everybody.
 */
export async function writeSample(
  finished: FinishedRun,
  definitions: readonly SampleDefinition[],
  seed: string,
): Promise<void> {
  const folder = sampleFolder(finished.reports);
  rmSync(join(finished.reports, "restricted"), { recursive: true, force: true });
  const everybody = definitions.find(({ name }) => name === EVERYBODY);
  if (everybody?.patientColumn === undefined) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { connection } = finished;
  const sampled = await choose(connection, definitions, seed);
  const source = await sampledSource(finished, everybody.patientColumn);
  const index = new CsvWriter(join(folder, "index.csv"), ["patient", "kinds"]);
  const rows = await comparedRows(finished, source);
  for (const { patient, kinds } of sampled) {
    index.write([patient, kinds.join("; ")]);
    const file = new CsvWriter(join(folder, `${encodeURIComponent(patient)}.csv`), [
      "table",
      "key",
      "field",
      "source",
      "target",
    ]);
    for (const row of rows.get(patient) ?? []) file.write(row);
    file.finish();
  }
  index.finish();
  await connection.run("drop table temp.recon_kinds; drop table temp.recon_sample");
}

/** Chooses the patients, and leaves their numbers, merged ones too, in `recon_sample(patient, number)`. */
async function choose(
  connection: Connection,
  definitions: readonly SampleDefinition[],
  seed: string,
): Promise<readonly Sampled[]> {
  const kinds: string[] = [];
  for (const { name, source } of definitions) {
    const columns = (await connection.rows(`describe ${source.sql}`)).map(([column]) => column);
    const number = columns.includes("number") ? "number" : "patient";
    kinds.push(
      `select ${literal(name)} as kind, patient, ${number} as number from (${source.sql}) where patient <> ''`,
    );
  }
  await connection.run(`create or replace temp table recon_kinds as ${kinds.join(" union ")}`);
  const ranked =
    `select kind, patient, row_number() over (partition by kind order by md5(${literal(seed)} || patient), patient) as place` +
    " from (select distinct kind, patient from recon_kinds)";
  // The first of every kind, then everybody, until there are enough.
  await connection.run(
    `create or replace temp table recon_sample as with ranked as (${ranked}), wanted as (select patient, min(case when kind <> ${literal(EVERYBODY)} and place = 1 then 0 else 1 end) as turn,` +
      ` min(case when kind = ${literal(EVERYBODY)} then place end) as place from ranked where place = 1 or kind = ${literal(EVERYBODY)} group by patient),` +
      ` chosen as (select patient from wanted order by turn, place nulls last, patient limit ${SAMPLED})` +
      " select patient, patient as number from chosen union select patient, number from recon_kinds join chosen using (patient)",
  );
  const rows = await connection.rows(
    "select patient, string_agg(distinct kind, ';' order by kind) from recon_kinds where patient in (select patient from recon_sample) group by patient order by patient",
  );
  return rows.map(([patient, all]) => ({ patient: String(patient), kinds: String(all).split(";") }));
}
