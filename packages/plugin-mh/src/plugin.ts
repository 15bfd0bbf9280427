import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";

/** Mental Health Act and care programmes. */
@plugin({
  id: "mh",
  title: "Mental Health Act and care programmes",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "adt"],
  assets: import.meta.url,
})
export class MhPlugin implements MigrationPlugin {
  readonly reasons: Reasons = {};
  readonly codeSets: CodeSets = {};
  readonly derivations: Derivations = {};
}
