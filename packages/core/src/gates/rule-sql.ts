import { canonicalSql, meaningHash } from "../contract/canonical.js";
import { literal } from "../engine/database.js";
import { type ParameterValue, type Rule, type RuleBook, type RuleParts, rulePartNames, selectsOf } from "./rule.js";

/** Schemas whose tables a rule reads; a plugin's views come on top, under its id. */
export const ruleSchemas = ["source", "target", "feed", "ledger", "rejects", "run"] as const;

/** A table with its schema; one whose name has a hyphen, as a feed's may, stands in double quotes. */
const TABLE = /\b([a-z_][a-z0-9_]*)\s*\.\s*(?:"([^"]+)"|([A-Za-z_][A-Za-z0-9_]*))/g;

/** A name in braces stands for a parameter: `{max_days}`. */
const PARAMETER = /\{([a-z][a-z0-9_]*)\}/g;

/** SQL without comments and without what stands in single quotes. */
function bare(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (match) => (match.startsWith("'") ? "''" : " "));
}

/** Parameters that SQL names and that are not there. */
export function unknownParameters(sql: string, parameters: Rule["parameters"]): readonly string[] {
  const named = [...sql.matchAll(PARAMETER)].map(([, name]) => name);
  return [...new Set(named)].filter((name) => !(name in parameters));
}

/** SQL with its parameters written out as literals. A list is written `('A', 'B')`, to stand behind IN. */
export function bindParameters(sql: string, parameters: Rule["parameters"]): string {
  return sql.replace(PARAMETER, (_, name: string) => sqlLiteral(parameters[name]));
}

function sqlLiteral(value: ParameterValue): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return literal(value);
  return value.length === 0 ? "(select '' where false)" : `(${value.map(literal).join(", ")})`;
}

/**
 * The tables that a rule reads, as `schema.table`, in order of their names.
 *
 * @param views names of the plugins' views, as `pmi.patient`
 */
export function tablesOf(parts: RuleParts, views: Iterable<string>): readonly string[] {
  const known = new Set(views);
  const found = new Set<string>();
  for (const sql of allSelects(parts)) {
    for (const [, schema, quoted, plain] of bare(sql).matchAll(TABLE)) {
      const name = `${schema}.${quoted ?? plain}`;
      if (ruleSchemas.some((own) => own === schema) || known.has(name)) found.add(name);
    }
  }
  return [...found].sort();
}

/** True when SQL asks for the instant of the extract. */
export function needsSnapshot(parts: RuleParts): boolean {
  return allSelects(parts).some((sql) => /getvariable\('snapshot'\)|\bpas_now\(/.test(sql));
}

/** One SELECT that needs every column that any part of a rule needs. */
export function wholeRule(parts: RuleParts, parameters: Rule["parameters"]): string {
  const terms = rulePartNames.flatMap((name) =>
    selectsOf(parts, name).map((sql) => {
      const bound = bindParameters(sql, parameters);
      return name.startsWith("population") ? `(${bound}\n)` : `(select list(key) from (${bound}\n))`;
    }),
  );
  return `select ${["null", ...terms].join(", ")}`;
}

function allSelects(parts: RuleParts): readonly string[] {
  return rulePartNames.flatMap((name) => selectsOf(parts, name));
}

/** SHA-256 over the meaning of rules and of what overlays change about them; the layout of their SQL does not count. */
export function rulesHash({ rules, adjustments }: RuleBook): string {
  const meant = rules.map(({ parts, ...rule }) => ({
    ...rule,
    parts: Object.fromEntries(rulePartNames.map((name) => [name, selectsOf(parts, name).map(canonicalSql)])),
  }));
  return meaningHash({ rules: meant, adjustments });
}
