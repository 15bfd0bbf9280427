import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";
import { archiveComments } from "./derivations/archive.js";
import { clockAction } from "./derivations/clocks.js";
import { newOrFollowUp, outcome, walkIn } from "./derivations/outcomes.js";
import { clinicalCode, ubrn } from "./derivations/references.js";
import { trackedTime } from "./derivations/tracking.js";
import { targetDate } from "./derivations/waiting-list.js";
import { reasons } from "./reasons.js";

/** Outpatients and community: who waits, who is booked, who came, what was coded, and what goes to the archive. */
@plugin({
  id: "opd",
  title: "Outpatients and community",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "rtt"],
  assets: import.meta.url,
})
export class OpdPlugin implements MigrationPlugin {
  readonly reasons: Reasons = reasons;
  readonly codeSets: CodeSets = {
    "attended-or-did-not-attend": nationalCodeSet("attended-or-did-not-attend"),
  };
  readonly derivations: Derivations = {
    "opd.archiveComments": archiveComments,
    "opd.clinicalCode": clinicalCode,
    "opd.clockAction": clockAction,
    "opd.newOrFollowUp": newOrFollowUp,
    "opd.outcome": outcome,
    "opd.targetDate": targetDate,
    "opd.trackedTime": trackedTime,
    "opd.ubrn": ubrn,
    "opd.walkIn": walkIn,
  };
}
