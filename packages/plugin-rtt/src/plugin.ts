import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";

/** Referrals and referral-to-treatment pathways. */
@plugin({
  id: "rtt",
  title: "Referrals and referral-to-treatment pathways",
  engine: "^1.0.0",
  requires: ["reference", "pmi"],
  assets: import.meta.url,
})
export class RttPlugin implements MigrationPlugin {
  readonly reasons: Reasons = {};
  readonly codeSets: CodeSets = {};
  readonly derivations: Derivations = {};
}
