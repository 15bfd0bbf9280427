import type { OverlayFiles } from "../catalog/plugin-files.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import type { FieldDefinition, Override } from "./schema.js";

/** One field as an overlay defines it anew. */
export interface FieldOverride {
  readonly overlay: string;
  readonly definition: FieldDefinition;
  readonly override: Override;
  readonly place: Place;
}

/** The overrides of all overlays, by `TABLE.field`. A later overlay wins over an earlier one. */
export function collectOverrides(overlays: readonly OverlayFiles[]): {
  readonly overrides: ReadonlyMap<string, FieldOverride>;
  readonly faults: readonly MigrationError[];
} {
  const overrides = new Map<string, FieldOverride>();
  const faults: MigrationError[] = [];
  for (const overlay of overlays) {
    for (const file of overlay.fields) {
      const { table, fields } = file.value;
      for (const [field, { set, override }] of Object.entries(fields)) {
        const place = { ...file.at(["fields", field]), table, field };
        for (const duty of ["reason", "owner", "on"] as const) {
          if (override?.[duty] === undefined) faults.push(errors.overrideWithout(`${table}.${field}`, duty, place));
        }
        overrides.set(`${table}.${field}`, { overlay: overlay.name, definition: set, override: override ?? {}, place });
      }
    }
  }
  return { overrides, faults };
}
