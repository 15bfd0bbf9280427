import { constantText, emptyText } from "../columns/index.js";
import type { Derivations } from "./derivation.js";

/** Rules that every contract can use. */
export const coreDerivations: Derivations = {
  /**
   * A setting of the run in every row: `{ rule: core.setting, sources: [], with: { name: systemCode } }`. A declared
   * constant, named in the manifest.
   */
  "core.setting": (_columns, { rows, args, setting }) => {
    const value = setting(String(args.name));
    return value === undefined ? emptyText(rows) : constantText(value, rows);
  },
};
