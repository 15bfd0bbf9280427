import {
  type CodeSets,
  type Derivations,
  type MigrationHooks,
  type MigrationPlugin,
  plugin,
  type Reasons,
} from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";
import { detainedFrom } from "./derivations/detained-from.js";
import { meaning, statusNotes } from "./derivations/meanings.js";
import { reasons } from "./reasons.js";
import { statusHeld } from "./status-held.js";

const legalStatus = nationalCodeSet("mha-legal-status");
const mentalCategory = nationalCodeSet("mha-mental-category");

/** The code set that each crosswalk translates to. */
const meanings: CodeSets = { legal_status: legalStatus, mental_category: mentalCategory };

/** Detentions under the Mental Health Act with their changes of legal status, care programmes, and archives of both. */
@plugin({
  id: "mh",
  title: "Mental Health Act and care programmes",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "adt"],
  assets: import.meta.url,
})
export class MhPlugin implements MigrationPlugin {
  readonly reasons: Reasons = reasons;
  readonly codeSets: CodeSets = { "mha-legal-status": legalStatus, "mha-mental-category": mentalCategory };
  readonly derivations: Derivations = {
    "mh.detainedFrom": detainedFrom,
    "mh.meaning": meaning(meanings),
    "mh.statusNotes": statusNotes(meanings),
  };

  register(hooks: MigrationHooks): void {
    hooks.transformField("LOAD_MH_DETENTION_TRANSFERS.legal_status", statusHeld);
  }
}
