import type { Moment } from "@pas-migrate/core/mock";
import type { LegalStatus, Spell } from "@pas-migrate/lives";

/** V83's code of patients whom nobody detains. */
const INFORMAL = "1";

/** A time without a break in which a patient was not free to leave. */
export interface Detention {
  /** The sections, one after the other. */
  readonly statuses: readonly [LegalStatus, ...LegalStatus[]];
  /** When the patient became informal or left; undefined while the detention goes on. */
  readonly end?: Moment;
}

/** The detentions of a stay, in time order. */
export function detentionsOf({ legal, discharge }: Spell): readonly Detention[] {
  const detentions: Detention[] = [];
  let run: LegalStatus[] = [];
  const close = (end: Moment | undefined): void => {
    const [first, ...others] = run;
    if (first !== undefined) detentions.push({ statuses: [first, ...others], end });
    run = [];
  };
  for (const change of legal)
    if (change.status.code === INFORMAL) close(change.at);
    else run.push(change);
  close(discharge?.at);
  return detentions;
}
