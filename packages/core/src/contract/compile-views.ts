import type { Catalogue } from "../catalog/catalogue.js";
import type { PluginFiles, SqlFile } from "../catalog/plugin-files.js";
import { errors } from "../errors/catalogue.js";
import type { MigrationError } from "../errors/migration-error.js";
import type { CompiledView } from "./model.js";
import type { SqlChecker } from "./sql.js";

/** What the views of some plugins came to. */
interface CompiledViews {
  /** In an order in which they can be made. */
  readonly views: readonly CompiledView[];
  readonly faults: readonly MigrationError[];
}

/** Makes every source table and feed of the catalogue known to the checker. */
export function declareTables({ sources, feeds }: Pick<Catalogue, "sources" | "feeds">, checker: SqlChecker): void {
  for (const { table, fields } of sources.values()) checker.addTable("source", table, Object.keys(fields));
  for (const { feed, columns } of feeds.values()) checker.addTable("feed", feed, Object.keys(columns));
}

/**
 * Makes the plugins' views known to the checker; a view may read those of its own plugin and of plugins before it.
 *
 * @param plugins in dependency order
 */
export async function compileViews(plugins: readonly PluginFiles[], checker: SqlChecker): Promise<CompiledViews> {
  const views: CompiledView[] = [];
  const faults: MigrationError[] = [];
  for (const files of plugins) {
    const compiled = await viewsOf(files, checker);
    views.push(...compiled.views);
    faults.push(...compiled.faults);
  }
  return { views, faults };
}

/** A plugin's views may read each other: those that do not bind yet are tried again once others are there. */
async function viewsOf({ plugin, views }: PluginFiles, checker: SqlChecker): Promise<CompiledViews> {
  const added: CompiledView[] = [];
  const faults: MigrationError[] = [];
  let waiting = views;
  let before: number;
  do {
    before = waiting.length;
    const still: SqlFile[] = [];
    for (const view of waiting) {
      const { name, sql, byPatient } = view;
      if ((await checker.addView(plugin, name, sql)) === undefined) added.push({ plugin, name, sql, byPatient });
      else still.push(view);
    }
    waiting = still;
  } while (waiting.length > 0 && waiting.length < before);
  for (const { name, file, sql } of waiting) {
    const fault = await checker.fault(sql);
    faults.push(errors.viewInvalid(plugin, name, fault ?? "", { file, line: 1, column: 1, plugin }));
  }
  return { views: added, faults };
}
