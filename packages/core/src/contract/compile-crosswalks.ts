import type { LocatedCrosswalk } from "../catalog/plugin-files.js";
import type { SourceTable } from "../catalog/source-table.js";
import { type CodeSets, type CrosswalkDefinition, layerPairs } from "../crosswalks/crosswalk.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";

/**
 * Puts crosswalks of one name together, the later over the earlier, and checks their code sets and master files.
 *
 * @param declared those of the plugins in dependency order, then those of the overlays
 */
export function compileCrosswalks(
  declared: readonly LocatedCrosswalk[],
  codeSets: CodeSets,
  sources: ReadonlyMap<string, SourceTable>,
): { readonly crosswalks: readonly CrosswalkDefinition[]; readonly faults: readonly MigrationError[] } {
  const merged = new Map<string, CrosswalkDefinition>();
  const faults: MigrationError[] = [];
  for (const { definition, place } of declared) {
    const before = merged.get(definition.name);
    const { name, master = before?.master, codeSet = before?.codeSet } = definition;
    const whole = { name, master, codeSet, pairs: layerPairs(before?.pairs ?? [], definition.pairs) };
    merged.set(name, whole);
    faults.push(...checkTargets(whole, codeSets, place), ...checkMaster(definition, sources, place));
  }
  const crosswalks = [...merged.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { crosswalks, faults };
}

function checkTargets(
  { name, codeSet, pairs }: CrosswalkDefinition,
  codeSets: CodeSets,
  place: Place,
): readonly MigrationError[] {
  if (codeSet === undefined) return [];
  if (!(codeSet in codeSets)) return [errors.unknownCodeSet(name, codeSet, Object.keys(codeSets), place)];
  return pairs
    .filter(({ targetCode }) => codeSets[codeSet].meaning(targetCode) === undefined)
    .map(({ sourceCode, targetCode }) =>
      errors.crosswalkTargetNotInCodeSet(name, sourceCode, targetCode, codeSet, place),
    );
}

function checkMaster(
  { name, master }: CrosswalkDefinition,
  sources: ReadonlyMap<string, SourceTable>,
  place: Place,
): readonly MigrationError[] {
  if (master?.table === undefined) return [];
  const { table, code, description, target, targetDescription } = master;
  const fields = sources.get(table)?.fields;
  if (fields === undefined) return [errors.unknownMasterTable(name, table, [...sources.keys()], place)];
  return [code, description, target, targetDescription]
    .filter((column) => column !== undefined && !(column in fields))
    .map((column) => errors.unknownMasterColumn(name, `${table}.${column}`, Object.keys(fields), place));
}
