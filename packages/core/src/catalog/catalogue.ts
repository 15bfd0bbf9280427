import { errors } from "../errors/catalogue.js";
import type { MigrationError, Place } from "../errors/migration-error.js";
import type { Feed } from "./feed.js";
import type { PluginFiles } from "./plugin-files.js";
import type { SourceTable } from "./source-table.js";
import type { TargetTable } from "./target-table.js";

/** What tables there are, over all plugins. Each is owned by exactly one of them. */
export interface Catalogue {
  readonly sources: ReadonlyMap<string, SourceTable>;
  readonly targets: ReadonlyMap<string, TargetTable>;
  readonly feeds: ReadonlyMap<string, Feed>;
  readonly faults: readonly MigrationError[];
}

/** Puts the plugins' catalogues together. */
export function collectCatalogue(plugins: readonly PluginFiles[]): Catalogue {
  const faults: MigrationError[] = [];
  const owners = new Map<string, string>();
  const own = (kind: string, name: string, plugin: string, where: Place): boolean => {
    const other = owners.get(`${kind} ${name}`);
    if (other !== undefined) faults.push(errors.ownedTwice(kind, name, other, plugin, where));
    else owners.set(`${kind} ${name}`, plugin);
    return other === undefined;
  };
  const sources = new Map<string, SourceTable>();
  const targets = new Map<string, TargetTable>();
  const feeds = new Map<string, Feed>();
  for (const { plugin, sourceTables, targetTables, feeds: feedFiles } of plugins) {
    for (const { value, at } of sourceTables) {
      if (!own("source table", value.table, plugin, at(["table"]))) continue;
      sources.set(value.table, value);
      const known = Object.keys(value.fields);
      for (const column of value.key.filter((name) => !known.includes(name))) {
        faults.push(errors.unknownCatalogueKey(value.table, column, known, at(["key"])));
      }
    }
    for (const { value, at } of targetTables) {
      if (own("load table", value.table, plugin, at(["table"]))) targets.set(value.table, value);
    }
    for (const { value, at } of feedFiles) {
      if (own("feed", value.feed, plugin, at(["feed"]))) feeds.set(value.feed, value);
    }
  }
  return { sources, targets, feeds, faults };
}
