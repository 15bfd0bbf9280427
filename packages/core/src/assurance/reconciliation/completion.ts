import type { CompiledContract, CompiledField, CompiledTable } from "../../contract/model.js";
import { type Connection, identifier } from "../../engine/database.js";
import type { RunReport } from "../../report/run-report.js";

/** How far a load table's column is filled, as the delivered file has it. */
export interface ColumnCompletion {
  readonly plugin: string;
  readonly table: string;
  readonly column: string;
  /** Keys, and fields without which the loader cannot take the row. */
  readonly mandatory: boolean;
  readonly rows: number;
  readonly filled: number;
  /** Empty in a state in which the contract says that empty is right. */
  readonly empty_by_state: number;
  /** Empty because the value was refused, or because nothing says why. */
  readonly empty_otherwise: number;
  readonly state: string | null;
}

/** Counts filled cells of every delivered column; mandatory columns come first. A fill rate is for looking, not for passing. */
export async function measureCompletion(
  connection: Connection,
  { tables }: CompiledContract,
  run: RunReport,
): Promise<readonly ColumnCompletion[]> {
  const columns: ColumnCompletion[] = [];
  for (const table of tables) columns.push(...(await ofTable(connection, table, run)));
  return columns.sort((a, b) => Number(b.mandatory) - Number(a.mandatory));
}

async function ofTable(
  connection: Connection,
  table: CompiledTable,
  run: RunReport,
): Promise<readonly ColumnCompletion[]> {
  const counts = table.fields.map(({ name }) => `count(nullif(${identifier(name)}, ''))`);
  const [[rows, ...filled]] = await connection.rows(
    `select ${["count(*)", ...counts].join(", ")} from target.${identifier(table.table)}`,
  );
  const reports = run.tables.find((report) => report.table === table.table)?.fields ?? [];
  return table.fields.map((field, i) => {
    const report = reports.find((candidate) => candidate.field === field.name);
    const empty = Number(rows) - Number(filled[i]);
    const state = report?.state ?? null;
    // Refused values are counted among staged rows, of which some may not have been delivered.
    const refused = Math.min(report?.refused ?? 0, empty);
    return {
      plugin: table.plugin,
      table: table.table,
      column: field.name,
      mandatory: isMandatory(field),
      rows: Number(rows),
      filled: Number(filled[i]),
      empty_by_state: state === null ? 0 : empty - refused,
      empty_otherwise: state === null ? empty : refused,
      state,
    };
  });
}

function isMandatory({ definition }: CompiledField): boolean {
  if (definition.required === true) return true;
  return (
    definition.class === "SURROGATE_ETL" && (definition.parentMissing === "quarantine" || isOwnKey(definition.key))
  );
}

function isOwnKey(key: string): boolean {
  return key === "self" || key === "external";
}
