import { type Moment, momentOf, onDay } from "@pas-migrate/core/mock";
import type { Pathway, Period, Referral, RttEvent } from "@pas-migrate/lives";

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

/** The stop of a clock as V83 holds it: some of those that a clerk wrote down afterwards have the day alone. */
export function heldStop({ start, stop, events }: Period): { readonly at?: Moment; readonly isDayAlone: boolean } {
  const isClerks = events.length > 1 && events[events.length - 1].kind === "RWA";
  if (stop === undefined || !isClerks || stop % 3 !== 0 || onDay(start) === onDay(stop))
    return { at: stop, isDayAlone: false };
  return { at: momentOf(onDay(stop)), isDayAlone: true };
}
