import { basename } from "node:path";
import { readOverlay } from "../catalog/plugin-files.js";
import { momentOf } from "../columns/index.js";
import { compileContract } from "../contract/compile.js";
import type { CompiledContract } from "../contract/model.js";
import { errors } from "../errors/catalogue.js";
import { type MigrationError, throwFaults } from "../errors/migration-error.js";
import type { RuleBook } from "../gates/rule.js";
import { collectRules } from "../gates/rule-book.js";
import { openFolder } from "../plugin/assets.js";
import { type Boot, bootPlugins } from "../plugin/boot.js";
import { snapshotClock } from "../plugin/clock.js";
import { HookHost } from "../plugin/host.js";
import type { MigrationOptions, Settings } from "./options.js";

/** A migration that has passed every check that needs no data. */
export interface Prepared {
  readonly boot: Boot;
  readonly contract: CompiledContract;
  readonly rules: RuleBook;
  readonly host: HookHost;
}

/** The owner of hooks that a script registers without a plugin. */
const INLINE = "inline";

/**
 * Boots the plugins, compiles the contract and binds the hooks.
 *
 * @throws MigrationError or MigrationFaults with everything that is wrong
 */
export async function prepare(options: MigrationOptions): Promise<Prepared> {
  checkSettings(options.settings);
  const boot = bootPlugins(options.plugins, snapshotClock(options.snapshotAt), options.services ?? []);
  const host = new HookHost();
  for (const { manifest, plugin, options: own } of boot.plugins) plugin.register?.(host.registrar(manifest.id), own);
  options.hooks?.(host.registrar(INLINE));

  const faults: MigrationError[] = [];
  const overlays = (options.overlays ?? []).map((folder) => {
    const read = readOverlay(basename(folder), openFolder(folder));
    faults.push(...read.faults);
    return read.overlay;
  });
  const {
    book,
    located,
    faults: ruleFaults,
  } = collectRules(
    boot.plugins.map(({ files }) => files),
    overlays,
    host.gates.map(({ plugin, definition: { id } }) => ({ plugin, id })),
  );
  faults.push(...ruleFaults);
  const { contract, faults: contractFaults } = await compileContract({
    parts: boot.plugins.map(({ manifest, plugin, files }) => ({
      files,
      rules: Object.keys(plugin.derivations ?? {}),
      requires: manifest.requires,
      uses: manifest.uses,
    })),
    overlays,
    codeSets: boot.codeSets,
    coreRules: Object.keys(boot.derivations),
    reads: host.gates.flatMap(({ definition }) => definition.reads ?? []),
    judged: { located, book },
  });
  faults.push(...contractFaults);
  throwFaults(faults);
  throwFaults(host.bind(placesOf(contract!), withAbsentUses(boot)));
  return { boot, contract: contract!, rules: book, host };
}

/** @throws MigrationError `SETTING_INVALID` when the cut-off is no day */
function checkSettings({ archiveBefore }: Settings = {}): void {
  if (archiveBefore === undefined) return;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(archiveBefore) || momentOf(archiveBefore) === null)
    throw errors.settingInvalid("archiveBefore", archiveBefore, "a day as YYYY-MM-DD, such as 2016-04-01");
}

function placesOf({ tables }: CompiledContract): ReadonlyMap<string, readonly string[]> {
  return new Map(tables.map(({ table, fields }) => [table, fields.map(({ name }) => name)]));
}

/** Plugins that can do without another one which is not there: their hooks may name tables that are missing. */
function withAbsentUses({ plugins }: Boot): ReadonlySet<string> {
  const present = new Set(plugins.map(({ manifest }) => manifest.id));
  return new Set(
    plugins
      .filter(({ manifest }) => manifest.uses.some((used) => !present.has(used)))
      .map(({ manifest }) => manifest.id),
  );
}
