import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { canonicalSql, meaningHash } from "./canonical.js";
import type { CompiledContract, ResolvedField } from "./model.js";

/** The hash of a field's definition, with what it leans on. An approval of the field binds to it. */
export function fieldHash(definition: ResolvedField, crosswalk: CrosswalkDefinition | undefined): string {
  return meaningHash({ definition: meaningOf(definition), crosswalk });
}

/** The hash of a whole contract: what its tables, rows, fields, views, feeds and crosswalks mean. */
export function contractHash({ tables, sources, views, feeds, crosswalks }: Omit<CompiledContract, "hash">): string {
  return meaningHash({
    tables: tables.map(({ table, order, rows, fields }) => ({
      table,
      order,
      // How much of the SQL is run at a time changes no row.
      rows: { ...rows, sql: canonicalSql(rows.sql), byPatient: undefined },
      fields: fields.map(({ name, target, hash }) => ({ name, target, hash })),
    })),
    sources: sources
      .map(({ definition: { table, key }, used, judged, driving }) => {
        return { table, key, used: used.filter((column) => !judged.includes(column)), driving };
      })
      .filter(({ used, driving }) => used.length > 0 || driving),
    views: views.map(({ plugin, name, sql }) => ({ plugin, name, sql: canonicalSql(sql) })),
    feeds,
    crosswalks,
  });
}

/** A definition without what people noted beside it: who decided, how sure they were, and remarks. */
function meaningOf({
  notes: _,
  confidence: __,
  decision: ___,
  owner: ____,
  on: _____,
  ...meaning
}: ResolvedField): object {
  return meaning;
}
