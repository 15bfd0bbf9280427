import type { PluginFiles } from "../catalog/plugin-files.js";
import { type SourceField, type SourceFieldType, sourceFieldTypes } from "../catalog/source-table.js";
import { type Rule, type RuleEach, type RuleParts, rulePartNames, selectsOf } from "./rule.js";

/** A source table as far as a rule that is put to many asks. */
export interface EachTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, SourceField>>;
}

/** What stands for a table in the SQL of a rule, by the name that it has there in braces. */
interface Words {
  readonly table: string;
  readonly key?: string;
  readonly fields?: string;
}

/** The forms of `each`, as a message shows them. */
export const EACH_FORMS =
  '"source table with A, B", "source table with key A, B", "source table with fields of date-int, datetime-int" or "source table with pairs of date, datetime and date-int, datetime-int"';

const NAMES = "\\w[\\w-]*(?:\\s*,\\s*\\w[\\w-]*)*";
const FIELDS_OF = new RegExp(`^source table with fields of (${NAMES})$`);
const PAIRS_OF = new RegExp(`^source table with pairs of (${NAMES}) and (${NAMES})$`);
const NAMED = /^source table with (key )?(\w+(?:\s*,\s*\w+)*)$/;

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
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

/** Reads which tables a rule is put to; undefined for what has none of the {@link EACH_FORMS}. */
export function readEach(text: string): RuleEach | undefined {
  const [, first, second] = FIELDS_OF.exec(text) ?? PAIRS_OF.exec(text) ?? [];
  if (first !== undefined) {
    const types = typesOf(first);
    const pairTypes = second === undefined ? undefined : typesOf(second);
    const isKnown = [...types, ...(pairTypes ?? [])].every((type) => sourceFieldTypes.includes(type));
    return isKnown ? { types, ...(pairTypes === undefined ? {} : { pairTypes }) } : undefined;
  }
  const [, isKey, names] = NAMED.exec(text) ?? [];
  return names === undefined ? undefined : { isKey: isKey !== undefined, fields: names.split(/\s*,\s*/) };
}

/** The names in braces that stand for a table in the SQL. */
export function eachWords(each: RuleEach): readonly string[] {
  return "types" in each ? ["table", "key", "fields"] : ["table"];
}

/** Puts a rule to every table that is meant: a list of SELECTs, in which what stands in braces is the table's own. */
export function spread(rule: Rule, tables: readonly EachTable[]): Rule {
  const { each, parts, optional } = rule;
  if (each === undefined) return rule;
  const meant = tables.map((table) => wordsOf(each, table)).filter((words) => words !== undefined);
  const written = rulePartNames
    .filter((name) => name in parts)
    .map((name) => [name, selectsOf(parts, name).flatMap((sql) => meant.map((words) => put(sql, words)))]);
  return {
    ...rule,
    ...(meant.length === 0 ? { nothing: "no source table of the run is one that it is put to" } : {}),
    parts: Object.fromEntries(written) as RuleParts,
    optional: [...optional, ...meant.map(({ table }) => `source.${table}`)],
  };
}

/** What stands for a table in the SQL; undefined for one that is not meant. */
function wordsOf(each: RuleEach, { table, key, fields }: EachTable): Words | undefined {
  if (!("types" in each)) {
    const isMeant = each.isKey ? key.join() === each.fields.join() : each.fields.every((field) => field in fields);
    return isMeant ? { table } : undefined;
  }
  const held = Object.entries(fields).filter(
    ([, { type, pair }]) =>
      each.types.includes(type) && (each.pairTypes === undefined || each.pairTypes.includes(fields[pair ?? ""]?.type)),
  );
  if (held.length === 0) return undefined;
  const structs = held.map(([field, { type, pair }]) => {
    const other = each.pairTypes === undefined ? "" : `, 'pair': ${pair}`;
    return `{'field': '${field}', 'type': '${type}', 'value': ${field}${other}}`;
  });
  const shown = key.filter((field) => fields[field]?.personal !== true);
  return { table, key: shown.join(", "), fields: `[${structs.join(", ")}]` };
}

function put(sql: string, words: Words): string {
  return Object.entries(words).reduce((text, [name, word]) => text.replaceAll(`{${name}}`, () => word), sql);
}

function typesOf(names: string): readonly SourceFieldType[] {
  return names.split(/\s*,\s*/) as SourceFieldType[];
}
