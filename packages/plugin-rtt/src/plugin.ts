import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";
import { eventAction } from "./derivations/events.js";
import { judged } from "./derivations/judged.js";
import { pathwayEnd, pathwayId, pathwayType } from "./derivations/pathways.js";
import { encounterType, referralStartsClock } from "./derivations/referrals.js";
import { reasons } from "./reasons.js";

/** Referrals, and the pathways, clock periods and events by which waits are counted. */
@plugin({
  id: "rtt",
  title: "Referrals and referral-to-treatment pathways",
  engine: "^1.0.0",
  requires: ["reference", "pmi"],
  assets: import.meta.url,
})
export class RttPlugin implements MigrationPlugin {
  readonly reasons: Reasons = reasons;

  readonly codeSets: CodeSets = {
    "rtt-period-status": nationalCodeSet("rtt-period-status"),
    "source-of-referral-out-patients": nationalCodeSet("source-of-referral-out-patients"),
    "priority-type": nationalCodeSet("priority-type"),
  };

  readonly derivations: Derivations = {
    "rtt.encounterType": encounterType,
    "rtt.eventAction": eventAction,
    "rtt.judged": judged,
    "rtt.pathwayEnd": pathwayEnd,
    "rtt.pathwayId": pathwayId,
    "rtt.pathwayType": pathwayType,
    "rtt.referralStartsClock": referralStartsClock,
  };
}
