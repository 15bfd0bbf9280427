import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";

/** Admissions, episodes and ward stays. */
@plugin({
  id: "adt",
  title: "Admissions, episodes and ward stays",
  engine: "^1.0.0",
  requires: ["reference", "pmi"],
  uses: ["iwl"],
  assets: import.meta.url,
})
export class AdtPlugin implements MigrationPlugin {
  readonly reasons: Reasons = {};
  readonly codeSets: CodeSets = {};
  readonly derivations: Derivations = {};
}
