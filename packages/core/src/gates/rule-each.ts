import type { PluginFiles } from "../catalog/plugin-files.js";
import { type Rule, type RuleEach, type RuleParts, rulePartNames, selectsOf } from "./rule.js";

/** A source table as far as a rule that is put to many asks. */
export interface EachTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly fields: readonly string[];
}

/** The source tables whose rows some load table accounts for, in order of their names. */
export function drivingTables(
  plugins: readonly Pick<PluginFiles, "sourceTables" | "contracts">[],
): readonly EachTable[] {
  const driving = new Set(
    plugins.flatMap(({ contracts }) =>
      contracts.flatMap(({ value: { rows } }) => [...(rows.from ?? []), ...(rows.optional ?? [])]),
    ),
  );
  return plugins
    .flatMap(({ sourceTables }) => sourceTables.map(({ value }) => value))
    .filter(({ table }) => driving.has(table))
    .map(({ table, key, fields }) => ({ table, key, fields: Object.keys(fields) }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** Reads `source table with A, B` (has these fields) or `source table with key A, B` (exactly this key). */
export function readEach(text: string): RuleEach | undefined {
  const [, isKey, names] = /^source table with (key )?(\w+(?:\s*,\s*\w+)*)$/.exec(text) ?? [];
  return names === undefined ? undefined : { isKey: isKey !== undefined, fields: names.split(/\s*,\s*/) };
}

/** Puts a rule to every table that it names by its fields: a list of SELECTs, in which `{table}` is the table. */
export function spread(rule: Rule, tables: readonly EachTable[]): Rule {
  const { each, parts, optional } = rule;
  if (each === undefined) return rule;
  const meant = tables.filter(({ key, fields }) =>
    each.isKey ? key.join() === each.fields.join() : each.fields.every((field) => fields.includes(field)),
  );
  const written = rulePartNames
    .filter((name) => name in parts)
    .map((name) => [
      name,
      selectsOf(parts, name).flatMap((sql) => meant.map(({ table }) => sql.replaceAll("{table}", table))),
    ]);
  return {
    ...rule,
    ...(meant.length === 0 ? { nothing: "no source table of the run is one that it is put to" } : {}),
    parts: Object.fromEntries(written) as RuleParts,
    optional: [...optional, ...meant.map(({ table }) => `source.${table}`)],
  };
}
