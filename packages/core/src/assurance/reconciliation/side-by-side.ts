import type { CompiledTable, ResolvedField, SourceReference } from "../../contract/model.js";
import { type Connection, identifier, literal } from "../../engine/database.js";
import { NOTHING_HELD } from "../ledger.js";
import type { FinishedRun } from "./reconcile.js";

/** Records of the sampled patients by source table: patient number, ordinal, and texts by field. */
export type SourceRows = ReadonlyMap<string, readonly SourceRecord[]>;

interface SourceRecord {
  readonly row: number;
  /** What the record hangs on: the patient, and the episode or the like where there is one. */
  readonly parent: readonly string[];
  readonly number: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Table, key, field, source texts, target text. */
type ComparedField = readonly [string, string, string, string, string];

/** Texts of related records that are shown for one field at most. */
const SHOWN = 5;
/** Leading parts of a source table's key by which records of two tables are taken to be related: patient and episode. */
const PARENT_PARTS = 2;

/** Takes the sampled patients' records out of every source table that has the patient's number. */
export async function sampledSource({ connection, contract }: FinishedRun, patient: string): Promise<SourceRows> {
  const found = new Map<string, readonly SourceRecord[]>();
  for (const { definition, used } of contract.sources) {
    if (!used.includes(patient)) continue;
    const number = `trim(${identifier(patient)}, ' ')`;
    const rows = await connection.rows(
      `select _row, ${number}, ${used.map(identifier).join(", ")} from source.${identifier(definition.table)}` +
        ` where ${number} in (select number from recon_sample) order by _row`,
    );
    const records = rows.map(([row, own, ...texts]) => ({
      row: Number(row),
      parent: definition.key.slice(0, PARENT_PARTS),
      number: String(own),
      texts: Object.fromEntries(used.map((field, i) => [field, texts[i] === null ? "" : String(texts[i])])),
    }));
    found.set(definition.table, records);
  }
  return found;
}

/**
 * Every field of every delivered row of the sampled patients, beside the source texts that the contract names for it; then
 * the patients' records that gave no row, with the reason. Lines by patient, in the order of tables, keys and fields.
 */
export async function comparedRows(
  finished: FinishedRun,
  source: SourceRows,
): Promise<ReadonlyMap<string, readonly ComparedField[]>> {
  const byPatient = new Map<string, ComparedField[]>();
  const add = (patient: string, line: ComparedField) => {
    const lines = byPatient.get(patient);
    if (lines === undefined) byPatient.set(patient, [line]);
    else lines.push(line);
  };
  await keepRecords(finished.connection, source);
  for (const table of finished.contract.tables) {
    if (!table.rows.from.some((name) => source.has(name))) continue;
    if (isNamedInFile(table)) {
      for (const [patient, key, sourceTable, sourceRow, ...texts] of await deliveredRows(finished.connection, table)) {
        const record = source.get(sourceTable)?.find(({ row }) => String(row) === sourceRow);
        for (const [i, { name, definition }] of table.fields.entries()) {
          const shown = sourceTexts(definition, sourceTable, record, source);
          add(patient, [table.table, key, name, shown, texts[i]]);
        }
      }
    }
    for (const [patient, key, why] of await leftOut(finished.connection, table)) {
      add(patient, [table.table, key, "", "", why]);
    }
  }
  await finished.connection.run("drop table temp.recon_records");
  return byPatient;
}

/** Archive rows carry no number in their file, so nothing leads from one back to its record. */
function isNamedInFile({ fields }: CompiledTable): boolean {
  return ["record_number", "external_system_id"].every((name) => fields.some((field) => field.name === name));
}

async function deliveredRows(
  connection: Connection,
  { table, fields }: CompiledTable,
): Promise<readonly (readonly string[])[]> {
  const columns = fields.map(({ name }) => `coalesce(t.${identifier(name)}, '')`);
  const rows = await connection.rows(
    `select p.patient, t.external_system_id, e.source_table, e.source_row, ${columns.join(", ")} from target.${identifier(table)} t` +
      " join recon_sample p on p.number = split_part(t.external_system_id, '|', 1)" +
      ` join ledger.entries e on e.target_table = ${literal(table)} and e.class = 'loaded' and cast(e.record_number as varchar) = t.record_number` +
      " order by p.patient, t.external_system_id, e.source_table, e.source_row",
  );
  return rows.map((row) => row.map(String));
}

/** Puts down which records are the sampled patients', for every table to look up. */
async function keepRecords(connection: Connection, source: SourceRows): Promise<void> {
  const records = [...source].flatMap(([name, rows]) =>
    rows.map(({ row, number }) => `(${literal(name)}, ${row}, ${literal(number)})`),
  );
  await connection.run(
    `create or replace temp table recon_records (source_table varchar, source_row bigint, number varchar);${
      records.length === 0 ? "" : `insert into temp.recon_records values ${records.join(", ")}`
    }`,
  );
}

async function leftOut(
  connection: Connection,
  { table }: CompiledTable,
): Promise<readonly (readonly [string, string, string])[]> {
  const rows = await connection.rows(
    "select p.patient, e.source_table || ' record ' || e.source_row, e.class || ': ' || coalesce(e.reason, '')" +
      " from temp.recon_records r join ledger.entries e using (source_table, source_row)" +
      ` join recon_sample p using (number) where e.target_table = ${literal(table)} and e.class <> 'loaded' and e.reason <> ${literal(NOTHING_HELD)} order by all`,
  );
  return rows.map(([patient, key, why]) => [String(patient), String(key), String(why)]);
}

/** The texts of a field's sources: the driving record's own, and those of the patient's records in the other tables. */
function sourceTexts(
  definition: ResolvedField,
  drivingTable: string,
  record: SourceRecord | undefined,
  source: SourceRows,
): string {
  return referencesOf(definition)
    .flatMap((reference) => {
      const at = reference.indexOf(".");
      const [table, field] = [reference.slice(0, at), reference.slice(at + 1)];
      if (table === drivingTable) return [`${reference}=${record?.texts[field] ?? ""}`];
      const others = source.get(table);
      if (others === undefined || record === undefined) return [`${reference} (looked up)`];
      const related = others.filter((other) => isRelated(record, other));
      const texts = [...new Set(related.map(({ texts: own }) => own[field] ?? ""))].filter((text) => text !== "");
      return texts.slice(0, SHOWN).map((text) => `${reference}=${text}`);
    })
    .join("; ");
}

/** Of one patient, and of one episode where both records are of one. */
function isRelated(record: SourceRecord, other: SourceRecord): boolean {
  if (record.number !== other.number) return false;
  const shared = record.parent.filter((field) => other.parent.includes(field));
  return shared.every((field) => record.texts[field].trim() === other.texts[field].trim());
}

function referencesOf(definition: ResolvedField): readonly SourceReference[] {
  switch (definition.class) {
    case "DIRECT_SOURCE":
    case "LOOKUP_TRANSLATION":
      return definition.source;
    case "DERIVED":
      return definition.sources;
    default:
      return [];
  }
}
