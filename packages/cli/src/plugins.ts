import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { didYouMean, isPlugin, MigrationError, type PluginChoice, type PluginClass } from "@pas-migrate/core";
import { AdtPlugin } from "@pas-migrate/plugin-adt";
import { IwlPlugin } from "@pas-migrate/plugin-iwl";
import { MhPlugin } from "@pas-migrate/plugin-mh";
import { OpdPlugin } from "@pas-migrate/plugin-opd";
import { PmiPlugin } from "@pas-migrate/plugin-pmi";
import { ReferencePlugin } from "@pas-migrate/plugin-reference";
import { RttPlugin } from "@pas-migrate/plugin-rtt";
import type { Config } from "./config.js";

/** The plugins that come with the command, by id. */
export const packagedPlugins: Readonly<Record<string, PluginClass>> = {
  reference: ReferencePlugin,
  pmi: PmiPlugin,
  rtt: RttPlugin,
  opd: OpdPlugin,
  iwl: IwlPlugin,
  adt: AdtPlugin,
  mh: MhPlugin,
};

/**
 * The plugins of a run: those named on the command line, else those of the configuration, else all that come along.
 *
 * @param named ids, parted by commas
 */
export async function choosePlugins(named: string | undefined, config: Config): Promise<readonly PluginChoice[]> {
  if (named !== undefined) return named.split(",").map((id) => packaged(id.trim()));
  if (config.plugins === undefined) return Object.values(packagedPlugins);
  const chosen = await Promise.all(
    config.plugins.map(async (entry): Promise<readonly PluginChoice[]> => {
      const { plugin, options } = typeof entry === "string" ? { plugin: entry, options: undefined } : entry;
      const classes = /[./\\]/.test(plugin) ? await loadModule(plugin, config.folder) : [packaged(plugin)];
      return classes.map((type) => (options === undefined ? type : ([type, options] as const)));
    }),
  );
  return chosen.flat();
}

function packaged(id: string): PluginClass {
  const found = packagedPlugins[id];
  if (found !== undefined) return found;
  throw new MigrationError(
    {
      code: "PLUGIN_UNKNOWN",
      message: `There is no plugin "${id}".`,
      fix: `Name one of ${Object.keys(packagedPlugins).join(", ")}, or a module's path in the configuration.${didYouMean(id, Object.keys(packagedPlugins))}`,
      where: { plugin: id },
    },
    2,
  );
}

async function loadModule(path: string, folder: string): Promise<readonly PluginClass[]> {
  const exported = await importModule(path, folder);
  const classes = Object.values(exported).filter(isPlugin);
  if (classes.length > 0) return classes;
  throw new MigrationError(
    {
      code: "PLUGIN_MODULE_EMPTY",
      message: `The module ${path} exports no plugin class.`,
      fix: "Export a class declared with @plugin({...}).",
      where: { file: path },
    },
    2,
  );
}

async function importModule(path: string, folder: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(folder, path)).href);
  } catch (cause) {
    throw new MigrationError(
      {
        code: "PLUGIN_MODULE_FAILED",
        message: `The module ${path} cannot be loaded: ${(cause as Error).message}.`,
        fix: "Mend the path in the configuration, or build the module.",
        where: { file: path },
      },
      2,
      { cause },
    );
  }
}
