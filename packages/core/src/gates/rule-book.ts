import { fileURLToPath } from "node:url";
import type { OverlayFiles, PluginFiles } from "../catalog/plugin-files.js";
import type { SqlChecker, TableRead } from "../contract/sql.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";
import { openFolder } from "../plugin/assets.js";
import { contractRuleIds } from "./contract-rules.js";
import { type Rule, type RuleAdjustment, type RuleBook, rulePartNames, selectsOf } from "./rule.js";
import { drivingTables, spread } from "./rule-each.js";
import { type LocatedRule, readRuleFile } from "./rule-file.js";
import { bindParameters, tablesOf, wholeRule } from "./rule-sql.js";
import { runTables } from "./run-tables.js";

/** Rules whose result other parts of the verdict lean on: nobody adjusts them. */
const FIXED_RULES = ["GEN-04", "INT-01"];

/** Reads the general rules of this package. */
export function coreRules(): readonly LocatedRule[] {
  const tree = openFolder(fileURLToPath(new URL("../../", import.meta.url)));
  return tree.list("gates", ".sql").map((file) => {
    const { located, faults } = readRuleFile(file, "core");
    if (located === undefined) throw faults[0];
    return located;
  });
}

/**
 * Brings the rules of the framework, the plugins and the overlays together. A rule belongs to one plugin; an overlay
 * may put its own in a rule's place, or adjust any rule, saying why.
 *
 * @param hookRules ids of the rules that plugins judge in code
 */
export function collectRules(
  plugins: readonly Pick<PluginFiles, "plugin" | "rules" | "sourceTables" | "contracts">[],
  overlays: readonly OverlayFiles[],
  hookRules: readonly { readonly id: string; readonly plugin: string }[],
): { readonly book: RuleBook; readonly located: readonly LocatedRule[]; readonly faults: readonly MigrationError[] } {
  const faults: MigrationError[] = [];
  const rules = new Map<string, LocatedRule>();
  const owners = new Map<string, string>(contractRuleIds.map((id) => [id, "core"]));
  const own = [...coreRules(), ...plugins.flatMap((files) => files.rules)];
  for (const located of own) {
    const { id, plugin } = located.rule;
    const other = owners.get(id);
    if (other === undefined) rules.set(id, located);
    else faults.push(errors.gateDefinedTwice(id, other, plugin));
    owners.set(id, plugin);
  }
  for (const { id, plugin } of hookRules) {
    const other = owners.get(id);
    if (other !== undefined) faults.push(errors.gateDefinedTwice(id, other, plugin));
    owners.set(id, plugin);
  }
  const adjustments: Record<string, RuleAdjustment> = {};
  for (const overlay of overlays) {
    const domains = new Set([...owners.keys(), ...overlay.rules.map(({ rule }) => rule.id)].map(domainOf));
    for (const located of overlay.rules) {
      const { rule } = located;
      if (owners.has(rule.id)) faults.push(...replacementFaults(located, rules));
      owners.set(rule.id, overlay.name);
      rules.set(rule.id, { ...located, rule: { ...rule, overlay: { ...rule.overlay, overlay: overlay.name } } });
    }
    for (const file of overlay.adjustments) {
      for (const [id, { parameters, severity, off, reason, owner, on }] of Object.entries(file.value.rules)) {
        const where = file.at(["rules", id]);
        // A trust's decisions stand for all its domains; a run of some of them has no rules of the others.
        if (!domains.has(domainOf(id))) continue;
        if (!owners.has(id)) faults.push(errors.gateUnknown(id, [...owners.keys()], where));
        else if (FIXED_RULES.includes(id)) faults.push(errors.gateFixed(id, where));
        const known = rules.get(id)?.rule.parameters ?? {};
        for (const [name, value] of Object.entries(parameters ?? {})) {
          const at = file.at(["rules", id, "parameters", name]);
          if (!(name in known)) faults.push(errors.gateUnknownParameter(id, name, Object.keys(known), at));
          else if (kindOf(known[name]) !== kindOf(value))
            faults.push(errors.gateParameterKind(id, name, kindOf(known[name]), at));
        }
        const decided = { overlay: overlay.name, reason, owner, on };
        adjustments[id] = { ...adjustments[id], ...given({ parameters, severity, off }), ...decided };
      }
    }
  }
  const driving = drivingTables(plugins);
  const located = [...rules.values()]
    .map((one) => ({ ...one, rule: spread(one.rule, driving) }))
    .sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  return { book: { rules: located.map(({ rule }) => rule), adjustments }, located, faults };
}

/**
 * Binds every rule whose tables are all there, and finds the source columns that rules read. A rule that reads a table
 * of a plugin that is not installed is left alone: it will not be applicable.
 *
 * @param checker knows the source tables, feeds and views
 * @param tables the load tables with their columns
 * @param known names of the source tables, feeds and views, as `source.PATDATA`, `pmi.patient`
 */
export async function bindRules(
  located: readonly LocatedRule[],
  { adjustments }: RuleBook,
  checker: SqlChecker,
  tables: ReadonlyMap<string, readonly string[]>,
  known: readonly string[],
): Promise<{ readonly reads: readonly TableRead[]; readonly faults: readonly MigrationError[] }> {
  declareResults(checker, tables);
  const there = new Set([
    ...known,
    ...[...tables.keys()].map((table) => `target.${table}`),
    ...resultTables.map(([schema, table]) => `${schema}.${table}`),
    ...Object.keys(runTables).map((table) => `run.${table}`),
  ]);
  const reads: TableRead[] = [];
  const faults: MigrationError[] = [];
  for (const { rule, at } of located) {
    if (tablesOf(rule.parts, known).some((table) => !there.has(table))) continue;
    const parameters = { ...rule.parameters, ...adjustments[rule.id]?.parameters };
    const whole = wholeRule(rule.parts, parameters);
    if ((await checker.fault(whole)) === undefined) reads.push(...(await checker.reads(whole)));
    else faults.push(...(await partFaults(rule, parameters, checker, at)));
  }
  return { reads, faults };
}

async function partFaults(
  rule: Rule,
  parameters: Rule["parameters"],
  checker: SqlChecker,
  at: LocatedRule["at"],
): Promise<readonly MigrationError[]> {
  const faults: MigrationError[] = [];
  for (const name of rulePartNames) {
    for (const sql of selectsOf(rule.parts, name)) {
      const bound = bindParameters(sql, parameters);
      const fault = await checker.fault(
        name.startsWith("population") ? `select (${bound}\n)` : `select key from (${bound}\n)`,
      );
      if (fault !== undefined) faults.push(errors.gateSqlInvalid(rule.id, name, fault, at(name)));
    }
  }
  return faults.length > 0 ? faults : [errors.gateSqlInvalid(rule.id, "rule", "its parts do not go together", at())];
}

/** Tables that every run's database has, besides sources and targets. */
const resultTables = [
  [
    "ledger",
    "entries",
    "target_table varchar, source_table varchar, source_row bigint, record_number bigint, class varchar, reason varchar",
  ],
  ["ledger", "duplicates", "source_table varchar, source_row bigint"],
  [
    "rejects",
    "entries",
    'reject_id varchar, severity varchar, stage varchar, "table" varchar, field varchar, record_number bigint, external_system_id varchar,' +
      " source_table varchar, source_row bigint, reason_code varchar, source_code varchar, crosswalk varchar, message varchar",
  ],
] as const;

/** Makes what a run leaves behind known to a checker: load tables, ledger, rejects, and the run itself. */
export function declareResults(checker: SqlChecker, tables: ReadonlyMap<string, readonly string[]>): void {
  checker.declare("create schema target; create schema ledger; create schema rejects; create schema run");
  for (const [table, columns] of tables)
    checker.declare(`create table target."${table}" (${columns.map((column) => `"${column}" varchar`).join(", ")})`);
  for (const [schema, table, columns] of resultTables) checker.declare(`create table ${schema}.${table} (${columns})`);
  for (const [table, { columns }] of Object.entries(runTables)) {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
    checker.declare(`create table run.${table} (${typed.join(", ")})`);
  }
}

function replacementFaults(
  { rule, at }: LocatedRule,
  rules: ReadonlyMap<string, LocatedRule>,
): readonly MigrationError[] {
  if (FIXED_RULES.includes(rule.id) || !rules.has(rule.id)) return [errors.gateFixed(rule.id, at())];
  return (["reason", "owner", "on"] as const)
    .filter((duty) => rule.overlay?.[duty] === undefined)
    .map((duty) => errors.gateReplacementWithout(rule.id, duty, at()));
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "list" : typeof value === "number" ? "number" : "text";
}

function given<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** What the ids of a domain's rules begin with: `ADT` of `ADT-04`. */
function domainOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf("-")));
}
