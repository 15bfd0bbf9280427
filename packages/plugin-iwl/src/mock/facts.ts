import type { Moment } from "@pas-migrate/core/mock";
import type { Diagnosis, Hospital, ListEntry, Offer, Suspension } from "@pas-migrate/lives";

/** When the wait ended, by admission or by removal; undefined while the patient waits. */
export function endOf({ spell, removal }: ListEntry): Moment | undefined {
  return spell?.admittedAt ?? removal?.at;
}

/** What V83 holds of how the entry was taken off the list; of some it says so when the patient was admitted as well. */
export function removalOf(entry: ListEntry, { codes }: Hospital): ListEntry["removal"] {
  const { removal, calledOff, spell, addedAt } = entry;
  if (removal !== undefined || calledOff !== undefined || spell === undefined || addedAt % 7 !== 3)
    return removal ?? calledOff;
  return { at: spell.admittedAt, reason: codes.inpatientRemovals.find(({ code }) => code === "ADM")! };
}

/** What V83 numbers an extension with: from 1, in old records from 0, and not anew where one was taken back. */
export function extensionKey({ startedAt, firstUntil }: Suspension): string | undefined {
  return firstUntil === undefined ? undefined : String(startedAt % 3);
}

/** Whether V83 has the day to which an extension leads: with the one after an extension that was taken back it has not. */
export function isExtensionDated(suspension: Suspension): boolean {
  return Number(extensionKey(suspension)) < 2;
}

/** True while the patient is on the list. */
export function isWaiting({ spell, removal }: ListEntry): boolean {
  return spell === undefined && removal === undefined;
}

/** The offer that stands while the patient waits. */
export function standingOffer(entry: ListEntry): Offer | undefined {
  const last = entry.offers.at(-1);
  return last?.cancellation === undefined && isWaiting(entry) ? last : undefined;
}

/** The diagnosis that was written down in words, which may be cut short. */
export function diagnosisOf({ diagnosis, specialty }: ListEntry): Diagnosis | undefined {
  if (diagnosis === undefined) return undefined;
  return specialty.diagnoses.find(({ description }) => description.startsWith(diagnosis));
}
