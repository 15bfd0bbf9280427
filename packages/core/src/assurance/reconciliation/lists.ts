import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CompiledTable } from "../../contract/model.js";
import { type Connection, identifier } from "../../engine/database.js";
import { CsvWriter } from "../../files/csv-writer.js";
import type { ListDefinition } from "./definitions.js";
import { compareMembers, DIFFERENCES, gatherMembers, MEMBERS, type Members, SIDES } from "./members.js";

/** How a day-one list compares. The counts are null, and `reason` says why, where the list cannot be drawn up. */
export interface ListResult {
  readonly list: string;
  readonly title: string;
  readonly plugin: string;
  readonly source: number | null;
  readonly target: number | null;
  readonly only_source: number | null;
  readonly only_target: number | null;
  /** Members of both sides that differ in a field. */
  readonly different: number | null;
  /** Of the members on one side or different: those of which the run's account explains every difference. */
  readonly explained: number | null;
  readonly unexplained: number | null;
  /** SHA-256 of the two files. */
  readonly source_sha256: string | null;
  readonly target_sha256: string | null;
  readonly reason?: string;
}

/** Rows that are taken out of the database at a time. */
const PAGE = 20_000;

/** The folder of the lists' files. */
export function listFolder(reports: string): string {
  return join(reports, "lists");
}

/** Makes the folder of the lists anew: lists of an earlier check must not stand beside those of this one. */
export function openListFolder(reports: string): void {
  rmSync(listFolder(reports), { recursive: true, force: true });
  mkdirSync(listFolder(reports), { recursive: true, mode: 0o700 });
}

/** Draws up a list on both sides, compares it and writes its three files. Its members stay for the measures that count them. */
export async function compareList(
  connection: Connection,
  list: ListDefinition,
  table: CompiledTable | undefined,
  reports: string,
): Promise<{ readonly result: ListResult; readonly members: Members }> {
  const members = await gatherMembers(connection, list);
  await compareMembers(connection, list, members, table);
  const path = (part: string) => join(listFolder(reports), `${list.name}.${part}.csv`);
  const columns = [...members.key, ...members.fields];
  const source = await writeTable(connection, path("source"), SIDES.source, columns);
  const target = await writeTable(connection, path("target"), SIDES.target, columns);
  await writeTable(connection, path("diff"), DIFFERENCES, [
    ...members.key,
    "side",
    "field",
    "source",
    "target",
    "class",
    "reason",
  ]);
  const keys = members.key.map(identifier).join(", ");
  const [counts] = await connection.rows(
    "select count(*) filter (side = 'source'), count(*) filter (side = 'target'), count(*) filter (side = 'both'), count(*) filter (explained)" +
      ` from (select any_value(side) as side, bool_and(class <> '') as explained from ${DIFFERENCES} group by ${keys}, _copy)`,
  );
  const [only_source, only_target, different, explained] = counts.map(Number);
  return {
    members,
    result: {
      list: list.name,
      title: list.title,
      plugin: list.plugin,
      source: source.rows,
      target: target.rows,
      only_source,
      only_target,
      different,
      explained,
      unexplained: only_source + only_target + different - explained,
      source_sha256: source.sha256,
      target_sha256: target.sha256,
    },
  };
}

/** A list that cannot be drawn up, and why. */
export function listNotDrawn({ name, title, plugin }: ListDefinition, reason: string): ListResult {
  const none = { source: null, target: null, only_source: null, only_target: null, different: null };
  return {
    list: name,
    title,
    plugin,
    ...none,
    explained: null,
    unexplained: null,
    source_sha256: null,
    target_sha256: null,
    reason,
  };
}

/** Forgets the members of the last list. */
export async function dropMembers(connection: Connection): Promise<void> {
  const tables = [...Object.values(SIDES), MEMBERS, DIFFERENCES, "recon_reasons", "recon_records", "recon_values"];
  await connection.run(tables.map((table) => `drop table if exists temp.${table};`).join(" "));
}

async function writeTable(connection: Connection, path: string, table: string, columns: readonly string[]) {
  const file = new CsvWriter(path, columns);
  const rows = Number(await connection.value(`select count(*) from ${table}`));
  for (let at = 0; at < rows; at += PAGE) {
    const page = await connection.rows(
      `select ${columns.map(identifier).join(", ")} from ${table} where _n > ${at} and _n <= ${at + PAGE} order by _n`,
    );
    for (const row of page) file.write(row.map(String));
  }
  return file.finish();
}
