import { type Comparisons, readComparisons } from "../assurance/reconciliation/definitions.js";
import { type ContractFile, contractSchema, type OverlayFile, overlaySchema } from "../contract/schema.js";
import type { CrosswalkDefinition } from "../crosswalks/crosswalk.js";
import { readCrosswalkCsv, readCrosswalkSidecar } from "../crosswalks/read.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import { type FaultWording, type LocatedYaml, readLocatedYaml } from "../files/located-yaml.js";
import { schemaKeys } from "../files/schema-keys.js";
import { ADJUSTMENTS, type Adjustments, adjustmentsSchema } from "../gates/adjustments.js";
import { type LocatedRule, readRuleFile } from "../gates/rule-file.js";
import type { AssetFile, AssetTree } from "../plugin/assets.js";
import { type Feed, feedSchema } from "./feed.js";
import { type SourceTable, sourceTableSchema } from "./source-table.js";
import { type TargetTable, targetTableSchema } from "./target-table.js";

/** A crosswalk with the place of its declaration. */
export interface LocatedCrosswalk {
  readonly definition: CrosswalkDefinition;
  readonly place: Place;
}

/** An SQL file: the rows of a target table, or a view that a plugin offers. */
export interface SqlFile {
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  /** The file starts with `-- by: patient`: what it gives for one patient does not hang on the records of others. */
  readonly byPatient: boolean;
}

/** All that a plugin's folders hold, parsed. */
export interface PluginFiles {
  readonly plugin: string;
  readonly sourceTables: readonly LocatedYaml<SourceTable>[];
  readonly targetTables: readonly LocatedYaml<TargetTable>[];
  readonly contracts: readonly LocatedYaml<ContractFile>[];
  readonly rowSql: readonly SqlFile[];
  readonly views: readonly SqlFile[];
  readonly crosswalks: readonly LocatedCrosswalk[];
  readonly feeds: readonly LocatedYaml<Feed>[];
  readonly rules: readonly LocatedRule[];
  readonly overlay: OverlayFiles;
  readonly comparisons: Comparisons;
}

/** The files of one overlay folder. */
export interface OverlayFiles {
  readonly name: string;
  readonly fields: readonly LocatedYaml<OverlayFile>[];
  readonly crosswalks: readonly LocatedCrosswalk[];
  /** Rules that it adds, or puts in a packaged one's place. */
  readonly rules: readonly LocatedRule[];
  readonly adjustments: readonly LocatedYaml<Adjustments>[];
}

/** Files at the top of an overlay folder that define no fields. */
const OTHER_FILES: readonly string[] = [ADJUSTMENTS, "waivers.yaml"];

/** Collects faults while files are read, so that all are reported at once. */
class Reading {
  readonly faults: MigrationError[] = [];

  yaml<T>(
    files: readonly AssetFile[],
    schema: Parameters<typeof readLocatedYaml<T>>[2],
    wording?: FaultWording,
  ): LocatedYaml<T>[] {
    return files.flatMap((file) => {
      const { yaml, faults } = readLocatedYaml(file.text, file.shownAs, schema, wording);
      this.faults.push(...faults);
      return yaml === undefined ? [] : [yaml];
    });
  }

  rules(tree: AssetTree, owner: string): LocatedRule[] {
    return tree.list("gates", ".sql").flatMap((file) => {
      const { located, faults } = readRuleFile(file, owner);
      this.faults.push(...faults);
      return located === undefined ? [] : [located];
    });
  }

  /** A crosswalk may have a CSV file, a YAML file (master, code set), or both, under one name. */
  crosswalks(tree: AssetTree): LocatedCrosswalk[] {
    const found = new Map<string, LocatedCrosswalk>();
    for (const file of tree.list("crosswalks", ".csv")) {
      const { pairs, faults } = readCrosswalkCsv(file);
      this.faults.push(...faults);
      const name = baseName(file.path, ".csv");
      found.set(name, { definition: { name, pairs }, place: { file: file.shownAs, line: 1 } });
    }
    for (const file of tree.list("crosswalks", ".yaml")) {
      const { definition, place, faults } = readCrosswalkSidecar(file);
      this.faults.push(...faults);
      if (definition === undefined) continue;
      const pairs = found.get(definition.name)?.definition.pairs ?? [];
      found.set(definition.name, { definition: { ...definition, pairs }, place: place ?? { file: file.shownAs } });
    }
    return [...found.values()];
  }
}

/** Reads everything a plugin's folders hold. */
export function readPluginFiles(
  plugin: string,
  tree: AssetTree,
): { files: PluginFiles; faults: readonly MigrationError[] } {
  const reading = new Reading();
  const { comparisons, faults } = readComparisons(plugin, tree);
  const files: PluginFiles = {
    plugin,
    sourceTables: reading.yaml(tree.list("source", ".yaml"), sourceTableSchema),
    targetTables: reading.yaml(tree.list("target", ".yaml"), targetTableSchema),
    contracts: reading.yaml(tree.list("contract", ".yaml"), contractSchema, classifiedTwice),
    rowSql: tree.list("contract", ".sql").map(toSql),
    views: tree.list("views", ".sql").map(toSql),
    crosswalks: reading.crosswalks(tree),
    feeds: reading.yaml(tree.list("feeds", ".yaml"), feedSchema),
    rules: reading.rules(tree, plugin),
    overlay: {
      name: plugin,
      fields: reading.yaml(tree.list("overlay", ".yaml"), overlaySchema, classifiedTwice),
      crosswalks: [],
      rules: [],
      adjustments: [],
    },
    comparisons,
  };
  return { files, faults: [...reading.faults, ...faults] };
}

/** Reads an overlay folder: `*.yaml`, `crosswalks/`, `gates/` and `gates.yaml`. */
export function readOverlay(
  name: string,
  tree: AssetTree,
): { overlay: OverlayFiles; faults: readonly MigrationError[] } {
  const reading = new Reading();
  const overlay: OverlayFiles = {
    name,
    fields: reading.yaml(
      tree.list(".", ".yaml").filter(({ path }) => !OTHER_FILES.includes(baseName(path, ""))),
      overlaySchema,
      classifiedTwice,
    ),
    crosswalks: reading.crosswalks(tree),
    rules: reading.rules(tree, name),
    adjustments: reading.yaml([tree.read(ADJUSTMENTS) ?? []].flat(), adjustmentsSchema),
  };
  return { overlay, faults: reading.faults };
}

/** Words of contract and overlay files; a repeated one is bad YAML, any other repeated key is a field classified twice. */
const definitionWords = new Set([
  ...[[], ["rows"], ["rows", "parents", 0], ["fields", "*"]].flatMap((path) => schemaKeys(contractSchema, path)),
  ...[
    ["fields", "*"],
    ["fields", "*", "override"],
  ].flatMap((path) => schemaKeys(overlaySchema, path)),
]);

const classifiedTwice: FaultWording = (_kind, key, where) =>
  definitionWords.has(key) ? undefined : errors.fieldClassifiedTwice(key, where);

function toSql({ path, shownAs, text }: AssetFile): SqlFile {
  const sql = text.trim().replace(/;$/, "");
  return { name: baseName(path, ".sql"), file: shownAs, sql, byPatient: /^--\s*by:\s*patient\s*(\n|$)/.test(sql) };
}

function baseName(path: string, ending: string): string {
  return path.slice(path.lastIndexOf("/") + 1, path.length - ending.length);
}
