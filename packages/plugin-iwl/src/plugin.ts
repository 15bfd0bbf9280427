import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";

/** Inpatient waiting list. */
@plugin({
  id: "iwl",
  title: "Inpatient waiting list",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "rtt"],
  assets: import.meta.url,
})
export class IwlPlugin implements MigrationPlugin {
  readonly reasons: Reasons = {};
  readonly codeSets: CodeSets = {};
  readonly derivations: Derivations = {};
}
