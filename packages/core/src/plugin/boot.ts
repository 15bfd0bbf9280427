import { readFileSync } from "node:fs";
import { satisfies } from "semver";
import { type PluginFiles, readPluginFiles } from "../catalog/plugin-files.js";
import { inDependencyOrder } from "../contract/load-order.js";
import type { CodeSets } from "../crosswalks/crosswalk.js";
import { errors } from "../errors/catalogue.js";
import { type MigrationError, throwFaults } from "../errors/migration-error.js";
import { schemaKeys } from "../files/schema-keys.js";
import type { Reasons } from "../rejects/reasons.js";
import { openAssets } from "./assets.js";
import { SnapshotClock } from "./clock.js";
import { coreDerivations } from "./core-derivations.js";
import type { Derivation, Derivations } from "./derivation.js";
import {
  type CheckedManifest,
  type MigrationPlugin,
  manifestOf,
  manifestSchema,
  type PluginChoice,
  type PluginClass,
} from "./plugin.js";
import { provideValue, type ServiceProvider, Services } from "./services.js";

/** The version of this package, which plugins name a range of. */
export const CORE_VERSION = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

/** A plugin that has passed all checks and is built. */
export interface BootedPlugin {
  readonly manifest: CheckedManifest;
  readonly version: string;
  readonly options: unknown;
  readonly plugin: MigrationPlugin;
  readonly files: PluginFiles;
}

export interface Boot {
  /** Each after the plugins it requires or uses. */
  readonly plugins: readonly BootedPlugin[];
  readonly services: Services;
  readonly clock: SnapshotClock;
  readonly derivations: Derivations;
  readonly codeSets: CodeSets;
  readonly reasons: Reasons;
}

interface Candidate {
  readonly type: PluginClass;
  readonly manifest: CheckedManifest;
  readonly given: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Checks and builds the plugins of a run, in this order: manifest, engine range, required plugins, cycles, options,
 * services, files. Each check reports all its faults before the next begins.
 *
 * @throws MigrationError or MigrationFaults
 */
export function bootPlugins(
  choices: readonly PluginChoice[],
  clock: SnapshotClock,
  overrides: readonly ServiceProvider[],
): Boot {
  const candidates = checkManifests(choices);
  throwFaults(
    candidates.flatMap(({ manifest: { id, engine } }) =>
      satisfies(CORE_VERSION, engine) ? [] : [errors.engineRange(id, engine, CORE_VERSION)],
    ),
  );
  throwFaults(missingPlugins(candidates));
  const ordered = inOrder(candidates);
  const options = checkOptions(ordered);
  const services = new Services([
    provideValue(SnapshotClock, clock),
    ...ordered.flatMap(({ manifest }) => manifest.provides),
    ...overrides,
  ]);
  throwFaults(ordered.flatMap(({ type, manifest }) => services.missing(type, manifest.id)));
  const faults: MigrationError[] = [];
  const plugins = ordered.map(({ type, manifest }) => {
    const tree = openAssets(manifest.assets);
    const read = readPluginFiles(manifest.id, tree);
    faults.push(...read.faults);
    return {
      manifest,
      version: tree.version,
      options: options.get(manifest.id),
      plugin: services.build(type),
      files: read.files,
    };
  });
  const { derivations, faults: ruleFaults } = collectRules(plugins);
  throwFaults([...faults, ...ruleFaults]);
  return {
    plugins,
    services,
    clock: services.get(SnapshotClock, "core"),
    derivations,
    codeSets: Object.assign({}, ...plugins.map(({ plugin }) => plugin.codeSets ?? {})),
    reasons: Object.assign({}, ...plugins.map(({ plugin }) => plugin.reasons ?? {})),
  };
}

function checkManifests(choices: readonly PluginChoice[]): readonly Candidate[] {
  const faults: MigrationError[] = [];
  const seen = new Set<string>();
  const candidates = choices.flatMap((choice): Candidate[] => {
    const [type, given] = typeof choice === "function" ? [choice, undefined] : choice;
    const manifest = manifestOf(type);
    if (manifest === undefined) {
      faults.push(errors.pluginNotDeclared(type.name));
      return [];
    }
    const checked = manifestSchema.safeParse(manifest);
    if (!checked.success) {
      faults.push(
        ...checked.error.issues.map((issue) => errors.invalidManifest(type.name, issue.path.join("."), issue.message)),
      );
      return [];
    }
    if (seen.has(checked.data.id)) faults.push(errors.pluginTwice(checked.data.id));
    seen.add(checked.data.id);
    return [{ type, manifest: checked.data, given }];
  });
  throwFaults(faults);
  return candidates;
}

function missingPlugins(candidates: readonly Candidate[]): readonly MigrationError[] {
  const present = new Set(candidates.map(({ manifest }) => manifest.id));
  return candidates.flatMap(({ manifest: { id, requires } }) =>
    requires.filter((required) => !present.has(required)).map((required) => errors.requiredPluginMissing(id, required)),
  );
}

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const { ordered, cycle } = inDependencyOrder(
    candidates,
    ({ manifest }) => manifest.id,
    ({ manifest: { requires, uses } }) => [...requires, ...uses],
  );
  if (cycle !== undefined) throw errors.pluginCycle(cycle);
  return ordered;
}

function checkOptions(candidates: readonly Candidate[]): ReadonlyMap<string, unknown> {
  const faults: MigrationError[] = [];
  const options = new Map<string, unknown>();
  for (const { manifest, given } of candidates) {
    const { id, options: schema } = manifest;
    if (schema === undefined) {
      if (given !== undefined && Object.keys(given).length > 0) faults.push(errors.optionsNotTaken(id));
      continue;
    }
    const parsed = schema.safeParse(given ?? {});
    if (parsed.success) {
      options.set(id, parsed.data);
      continue;
    }
    for (const issue of parsed.error.issues) {
      if (issue.code === "unrecognized_keys") {
        const known = schemaKeys(schema, issue.path as (string | number)[]);
        faults.push(...issue.keys.map((key) => errors.unknownOption(id, key, known)));
      } else faults.push(errors.invalidOption(id, issue.path.join("."), issue.message));
    }
  }
  throwFaults(faults);
  return options;
}

function collectRules(plugins: readonly BootedPlugin[]): {
  derivations: Derivations;
  faults: readonly MigrationError[];
} {
  const derivations: Record<string, Derivation> = { ...coreDerivations };
  const owners = new Map(Object.keys(coreDerivations).map((rule) => [rule, "core"]));
  const faults: MigrationError[] = [];
  for (const { manifest, plugin } of plugins) {
    for (const [rule, derivation] of Object.entries(plugin.derivations ?? {})) {
      const other = owners.get(rule);
      if (other !== undefined) faults.push(errors.ruleTwice(rule, other, manifest.id));
      owners.set(rule, manifest.id);
      derivations[rule] = derivation;
    }
  }
  return { derivations, faults };
}
