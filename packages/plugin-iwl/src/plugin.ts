import { type CodeSets, type Derivations, type MigrationPlugin, plugin, type Reasons } from "@pas-migrate/core";
import { nationalCodeSet } from "@pas-migrate/nhs";
import { clockAction } from "./derivations/clock.js";
import { deferralEnd, waitingDate } from "./derivations/dates.js";
import { hoursOfDays } from "./derivations/durations.js";
import { judged } from "./derivations/judged.js";
import { agreed } from "./derivations/offers.js";
import { codeInWords, procedureCode } from "./derivations/procedures.js";
import { reasons } from "./reasons.js";

/** Inpatient waiting lists: who waits for admission, since when, when the wait did not count, and for which dates. */
@plugin({
  id: "iwl",
  title: "Inpatient waiting list",
  engine: "^1.0.0",
  requires: ["reference", "pmi", "rtt"],
  assets: import.meta.url,
})
export class IwlPlugin implements MigrationPlugin {
  readonly reasons: Reasons = reasons;

  readonly codeSets: CodeSets = {
    "elective-admission-type": nationalCodeSet("elective-admission-type"),
  };

  readonly derivations: Derivations = {
    "iwl.clockAction": clockAction,
    "iwl.agreed": agreed,
    "iwl.codeInWords": codeInWords,
    "iwl.deferralEnd": deferralEnd,
    "iwl.hoursOfDays": hoursOfDays,
    "iwl.judged": judged,
    "iwl.procedureCode": procedureCode,
    "iwl.waitingDate": waitingDate,
  };
}
