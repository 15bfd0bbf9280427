import { type MockRows, momentOf, v83 } from "@pas-migrate/core/mock";
import type { ListEntry, Suspension } from "@pas-migrate/lives";
import { extensionKey, isExtensionDated } from "./facts.js";
import { CLERK } from "./source-entries.js";
import { WLPOSTPONEMENT, WLSUSPENSION } from "./tables.js";

/** Writes a record a suspension and postponement; one that was extended has its extension in the same record. */
export function writeDeferrals(entry: ListEntry, rows: MockRows): void {
  for (const suspension of entry.suspensions) rows.source(WLSUSPENSION, suspensionRecord(entry, suspension));
  for (const postponement of entry.postponements) writePostponement(entry, postponement, rows);
}

/** The record of a suspension, its extension included. */
export function suspensionRecord({ number, episode }: ListEntry, suspension: Suspension) {
  const { startedAt, until, firstUntil, extendedOn, isOpen, reason, initiatedBy } = suspension;
  const isExtended = firstUntil !== undefined;
  const revisedAt = extendedOn === undefined ? startedAt : momentOf(extendedOn, 12);
  return {
    InternalPatientNumber: number.internal,
    EpisodeNumber: episode,
    EpsActvDtimeInt: v83.dateTimeInt(startedAt),
    WlSuspensionExtensionRepeatGroupKey: extensionKey(suspension),
    SuspensionStartDate: v83.dateTimeInt(startedAt),
    SuspendedUntil: isOpen ? "" : v83.date(firstUntil ?? until),
    SuspendedUntil_1: isOpen ? "" : v83.date(until),
    SuspReason: reason.code,
    Reason: reason.description,
    InitiatedBy: initiatedBy,
    Extended: isExtensionDated(suspension) ? v83.date(until) : "",
    ExtensionBy: isExtended ? initiatedBy : "",
    LastRevisionDT: v83.dateTime(revisedAt).slice(0, 10),
    LastRevisionDTInt: v83.reversed(revisedAt),
    LastRevisionUID: CLERK,
  };
}

/** V83 holds the reason of a postponement in words alone, and not who asked for it. */
function writePostponement({ number, episode }: ListEntry, postponement: Suspension, rows: MockRows): void {
  const { startedAt, until, firstUntil, reason } = postponement;
  const isExtended = firstUntil !== undefined;
  rows.source(WLPOSTPONEMENT, {
    InternalPatientNumber: number.internal,
    EpisodeNumber: episode,
    EpsActvDtimeInt: v83.dateTimeInt(startedAt),
    WlDeferralExtensionDetailsRepeatGroupKey: extensionKey(postponement),
    DeferredUntil: v83.date(firstUntil ?? until),
    WaitingListDeferralEndDateTimeInternal: v83.dateTimeInt(momentOf(until)),
    Reason: reason.description,
    Extended: isExtended ? v83.date(until) : "",
  });
}
