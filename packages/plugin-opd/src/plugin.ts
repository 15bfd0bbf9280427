import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";

/** Outpatients and community. */
@plugin({
  id: "opd",
  title: "Outpatients and community",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "rtt"],
  assets: import.meta.url,
})
export class OpdPlugin implements MigrationPlugin {
  readonly reasons: Reasons = {};
  readonly codeSets: CodeSets = {};
  readonly derivations: Derivations = {};
}
