import { type MigrationPlugin, type PluginClass, type PluginManifest, plugin } from "@pas-migrate/core";
import { readOverlay, readPluginFiles } from "../../dist/catalog/plugin-files.js";
import { type CompileInput, type CompileResult, compileContract } from "../../dist/contract/compile.js";
import { prepare } from "../../dist/engine/prepare.js";
import { type Fault, formatFault, type MigrationError, MigrationFaults } from "../../dist/errors/migration-error.js";
import { openAssets } from "../../dist/plugin/assets.js";
import { coreDerivations } from "../../dist/plugin/core-derivations.js";

/** Files by path; null takes one of the packaged files away. */
export type ChangedFiles = Readonly<Record<string, string | null>>;

/** One field of each mapping class but the feed's, on two tables: wards, and the beds that stand on them. */
export const smallFiles: Readonly<Record<string, string>> = {
  "source/WARD.yaml": `table: WARD
title: Wards
key: [Code]
fields:
  Code: { size: 4 }
  Name: { size: 20 }
  Kind: { size: 1 }
  Opened: { size: 12 }
  Phone: { size: 12 }
`,
  "source/BED.yaml": `table: BED
title: Beds
key: [Code, Bed]
fields:
  Code: { size: 4 }
  Bed: { size: 4 }
  Colour: { size: 9 }
`,
  "target/LOAD_WARD.yaml": `table: LOAD_WARD
title: Wards
order: 1
columns:
  record_number: { type: NUMBER, length: 42 }
  name: { type: VARCHAR2, length: 20 }
  kind: { type: VARCHAR2, length: 2 }
  opened: { type: DATE, format: "DD/MM/YYYY" }
  system_code: { type: VARCHAR2, length: 10 }
  phone: { type: VARCHAR2, length: 12 }
`,
  "target/LOAD_BED.yaml": `table: LOAD_BED
title: Beds
order: 2
columns:
  record_number: { type: NUMBER, length: 42 }
  ward_record_number: { type: NUMBER, length: 42, references: LOAD_WARD }
  bed: { type: VARCHAR2, length: 4 }
`,
  "contract/LOAD_WARD.yaml": `table: LOAD_WARD
rows: { from: [WARD], key: [Code] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  name: { class: DIRECT_SOURCE, source: WARD.Name, confidence: high }
  kind: { class: LOOKUP_TRANSLATION, source: WARD.Kind, crosswalk: kind, onMissing: reject }
  opened: { class: DIRECT_SOURCE, source: WARD.Opened, as: date }
  system_code: { class: DERIVED, rule: core.setting, sources: [], with: { name: systemCode } }
  phone: { class: OUT_OF_SCOPE, reason: "Kept in the switchboard", decision: pending, owner: "Estates", on: 2026-02-25 }
`,
  "contract/LOAD_BED.yaml": `table: LOAD_BED
rows: { from: [BED], key: [Code, Bed] }
fields:
  record_number: { class: SURROGATE_ETL, key: self }
  ward_record_number: { class: SURROGATE_ETL, key: LOAD_WARD, of: [Code], parentMissing: quarantine }
  bed: { class: DIRECT_SOURCE, source: BED.Bed }
`,
  "crosswalks/kind.csv":
    "source_code,source_description,target_code,target_description,valid_from,valid_to,status,owner,approved_on\nA,Acute,AC,Acute,,,draft,,\nC,Community,CO,Community,,,draft,,\n",
};

/** The small plugin's files with some changed, added or taken away. */
export function withFiles(changed: ChangedFiles = {}): Readonly<Record<string, string>> {
  const all = Object.entries({ ...smallFiles, ...changed });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** One file of the small plugin with a text replaced, ready to be given as a change. */
export function edited(path: string, from: string, to: string): Readonly<Record<string, string>> {
  const text = smallFiles[path];
  if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
  return { [path]: text.replace(from, to) };
}

/** A LOAD_WARD contract in which one field's definition is another. */
export function wardField(field: string, definition: string): Readonly<Record<string, string>> {
  const path = "contract/LOAD_WARD.yaml";
  const line = smallFiles[path].split("\n").find((text) => text.startsWith(`  ${field}:`))!;
  return edited(path, line, `  ${field}: ${definition}`);
}

/** Another plugin of a compile, besides the small one. */
export interface OtherPart {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly requires?: readonly string[];
  readonly uses?: readonly string[];
}

export interface SmallCompile extends Partial<Omit<CompileInput, "parts" | "overlays">> {
  readonly others?: readonly OtherPart[];
  /** Files of overlay folders, by path. */
  readonly overlays?: readonly Readonly<Record<string, string>>[];
  readonly uses?: readonly string[];
  readonly rules?: readonly string[];
}

/** Compiles the small plugin's files; faults of reading come with those of compiling. */
export async function compileSmall(
  changed: ChangedFiles = {},
  { others = [], overlays = [], uses = [], rules = [], ...input }: SmallCompile = {},
): Promise<CompileResult> {
  const faults: MigrationError[] = [];
  const parts = [{ id: "small", files: withFiles(changed), uses, requires: [] }, ...others].map((part) => {
    const read = readPluginFiles(part.id, openAssets(part.files));
    faults.push(...read.faults);
    return {
      files: read.files,
      rules: part.id === "small" ? rules : [],
      requires: part.requires ?? [],
      uses: part.uses ?? [],
    };
  });
  const folders = overlays.map((files, i) => {
    const read = readOverlay(`trust-${i + 1}`, openAssets(files));
    faults.push(...read.faults);
    return read.overlay;
  });
  const compiled = await compileContract({
    parts,
    overlays: folders,
    codeSets: {},
    coreRules: Object.keys(coreDerivations),
    reads: [],
    ...input,
  });
  return { contract: compiled.contract, faults: [...faults, ...compiled.faults] };
}

/** Each fault as the command shows it, in one line. */
export function lines(faults: readonly Fault[]): readonly string[] {
  return faults.map(formatFault);
}

/** A plugin class with a manifest of the test's own. */
export function pluginOf(
  manifest: Partial<PluginManifest> & Readonly<Record<string, unknown>>,
  members: MigrationPlugin = {},
): PluginClass {
  class SmallPlugin implements MigrationPlugin {
    readonly derivations = members.derivations;
    readonly codeSets = members.codeSets;
    readonly reasons = members.reasons;
    register(...given: Parameters<NonNullable<MigrationPlugin["register"]>>): void {
      members.register?.(...given);
    }
  }
  plugin({ id: "small", title: "Small", engine: "^1.0.0", assets: {}, ...manifest })(SmallPlugin);
  return SmallPlugin;
}

/** The faults with which a call is refused. */
export function faultsOf(call: () => unknown): readonly MigrationError[] {
  try {
    call();
  } catch (error) {
    return error instanceof MigrationFaults ? error.faults : [error as MigrationError];
  }
  return [];
}

/** The faults with which the preparation of a migration is refused. */
export async function preparationFaults(options: Parameters<typeof prepare>[0]): Promise<readonly MigrationError[]> {
  try {
    await prepare(options);
  } catch (error) {
    return error instanceof MigrationFaults ? error.faults : [error as MigrationError];
  }
  return [];
}
