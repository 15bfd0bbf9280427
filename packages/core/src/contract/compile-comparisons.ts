import { type Comparisons, sourceQueries } from "../assurance/reconciliation/definitions.js";
import type { Catalogue } from "../catalog/catalogue.js";
import { identifier } from "../engine/database.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";
import type { SqlChecker } from "./sql.js";

/**
 * Binds the queries that the reconciliation puts to the source, so that the run keeps the columns they read. A query over a
 * table whose plugin is not installed is left out: the reconciliation says so.
 */
export async function checkComparisons(
  parts: readonly Comparisons[],
  { sources, feeds }: Catalogue,
  crosswalks: readonly string[],
  checker: SqlChecker,
): Promise<{ readonly queries: readonly string[]; readonly faults: readonly MigrationError[] }> {
  checker.declare("create schema crosswalk");
  for (const name of crosswalks)
    checker.declare(`create table crosswalk.${identifier(name)} (source_code varchar, target_code varchar)`);
  const queries: string[] = [];
  const faults: MigrationError[] = [];
  for (const { file, sql, tables } of parts.flatMap(sourceQueries)) {
    const isThere = (table: string) => (table.startsWith("feed:") ? feeds.has(table.slice(5)) : sources.has(table));
    if (!tables.every(isThere)) continue;
    const fault = await checker.fault(sql);
    if (fault === undefined) queries.push(sql);
    else faults.push(errors.comparisonSqlInvalid(file, fault));
  }
  return { queries, faults };
}
