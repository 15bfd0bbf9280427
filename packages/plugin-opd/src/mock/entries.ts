import { onDay, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Appointment, CommunityReferral, GroupEntry, OutpatientEntry, Referral } from "@pas-migrate/lives";

/**
 * The entry that an appointment was booked from, where it is certain: the only one of its list that the referral had on
 * the day of booking.
 */
export function bookedFrom({ listEntries }: Referral, { entry, bookedAt }: Appointment): OutpatientEntry | undefined {
  if (entry === undefined) return undefined;
  const day = onDay(bookedAt);
  const candidates = listEntries.filter(
    ({ list, addedOn, removal }) =>
      list === entry.list && addedOn <= day && (removal === undefined || day <= onDay(removal.at)),
  );
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The record number of an entry. */
export function entryNumber(
  { number, episode }: Referral | CommunityReferral,
  { list, addedOn }: OutpatientEntry | GroupEntry,
): string {
  return recordNumber("LOAD_OPDWAITLIST", number.internal, episode, list.code, v83.dateInt(addedOn));
}
