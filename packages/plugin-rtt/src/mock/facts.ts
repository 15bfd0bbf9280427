import type { Pathway, Referral, RttEvent } from "@pas-migrate/lives";

/** The status that was given last on a pathway, in a clock or outside of any; undefined when none was. */
export function lastStatus({ periods, outside }: Pathway): RttEvent | undefined {
  let last: RttEvent | undefined;
  for (const { events } of periods)
    for (const event of events) if (last === undefined || event.at >= last.at) last = event;
  for (const event of outside) if (last === undefined || event.at >= last.at) last = event;
  return last;
}

/** Whether the patient was seen under the referral at least once. */
export function wasSeen({ appointments }: Referral): boolean {
  return appointments.some(({ status }) => status === "attended" || status === "walk-in" || status === "seen late");
}
