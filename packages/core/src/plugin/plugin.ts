import "reflect-metadata";
import { injectable } from "tsyringe";
import { z } from "zod";
import type { CodeSets } from "../crosswalks/crosswalk.js";
import type { Reasons } from "../rejects/reasons.js";
import type { Derivations } from "./derivation.js";
import type { MigrationHooks } from "./hooks.js";
import type { ServiceClass, ServiceProvider } from "./services.js";

/**
 * Where a plugin's `source/`, `target/`, `contract/`, `views/`, `crosswalks/`, `gates/` and `overlay/` folders are:
 * `import.meta.url` of a module in its package, the URL of a folder (ending in `/`), or the files themselves by path.
 */
export type PluginAssets = string | URL | Readonly<Record<string, string>>;

/** What a plugin says of itself. */
export interface PluginManifest {
  /** Short, in lower case: `adt`. */
  readonly id: string;
  readonly title: string;
  /** The range of `@pas-migrate/core` versions it works with. */
  readonly engine: string;
  /** Plugins that must be there. */
  readonly requires?: readonly string[];
  /** Plugins it can do without; keys to their tables then stay empty and the report says so. */
  readonly uses?: readonly string[];
  /** A strict zod object; unknown options are refused with a suggestion. */
  readonly options?: z.ZodType;
  readonly assets: PluginAssets;
  /** Services it brings along; a run can override each. */
  readonly provides?: readonly ServiceProvider[];
}

/** What a plugin class offers. Services come in through the constructor, options as the second argument. */
export interface MigrationPlugin<Options = unknown> {
  /** Named rules for fields of class DERIVED. */
  readonly derivations?: Derivations;
  /** National code sets that its crosswalks name. */
  readonly codeSets?: CodeSets;
  /** What its own reject reasons mean. */
  readonly reasons?: Reasons;
  register?(hooks: MigrationHooks, options: Options): void;
}

export type PluginClass = ServiceClass<MigrationPlugin>;

/** A plugin, or a plugin with its options. */
export type PluginChoice = PluginClass | readonly [PluginClass, Readonly<Record<string, unknown>>];

const MANIFEST = Symbol.for("pas-migrate:manifest");

/** Declares a class as a plugin. The manifest is checked when a migration starts, not here. */
export function plugin(manifest: PluginManifest): (target: ServiceClass<MigrationPlugin<never>>) => void {
  return (target) => {
    injectable()(target);
    Reflect.defineMetadata(MANIFEST, manifest, target);
  };
}

/** The manifest a class was declared with, unchecked, or undefined. */
export function manifestOf(type: PluginClass): PluginManifest | undefined {
  return Reflect.getOwnMetadata(MANIFEST, type);
}

/** True for a class that was declared with {@link plugin}. */
export function isPlugin(value: unknown): value is PluginClass {
  return typeof value === "function" && manifestOf(value as PluginClass) !== undefined;
}

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, "an id is in lower case and starts with a letter");

export const manifestSchema = z.strictObject({
  id,
  title: z.string().min(1),
  engine: z.string().min(1),
  requires: z.array(id).default([]),
  uses: z.array(id).default([]),
  options: z.custom<z.ZodType>((value) => value instanceof z.ZodType, "options must be a zod schema").optional(),
  assets: z.custom<PluginAssets>((value) => value !== undefined, "assets must say where the plugin's files are"),
  provides: z.array(z.custom<ServiceProvider>()).default([]),
});

export type CheckedManifest = z.output<typeof manifestSchema>;
