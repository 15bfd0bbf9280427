import { combineText, type DateLayout, type Derivation, formatMoment, momentOf } from "@pas-migrate/core";

/** The field's `with:` block. */
interface TrackedArgs {
  /** Says which of the site's steps mean what. */
  readonly crosswalk: string;
  readonly step: "ARRIVED" | "SEEN" | "COMPLETE";
  readonly layout: DateLayout;
  /** One field of the three reports steps without meaning, so that each is reported once. */
  readonly report?: boolean;
}

/**
 * `opd.trackedTime`: when a patient arrived or was seen, the first time, or the visit was complete, the last time. Only
 * of visits that took place. `with: { crosswalk, step, layout, report }`. Sources: the steps as `code CCYYMMDDHHMM`,
 * parted by semicolons and in order of time; `Y` for a visit that took place.
 */
export const trackedTime: Derivation = (columns, { args, crosswalk, reject, note }) => {
  const { crosswalk: name, step, layout, report } = args as unknown as TrackedArgs;
  const meanings = crosswalk(name);
  return combineText(columns, ([steps, isAttended], row) => {
    if (steps === null || steps === "") return null;
    const tracked = steps.split(";").map(readStep);
    if (report && tracked.some(({ code }) => meanings.target(code) === undefined)) note(row, "TRACKING_STEP_UNKNOWN");
    const matching = tracked.filter(({ code }) => meanings.target(code) === step);
    const found = step === "COMPLETE" ? matching.at(-1) : matching[0];
    if (found === undefined) return null;
    if (isAttended !== "Y") {
      reject(row, "TRACKED_BUT_NOT_ATTENDED");
      return null;
    }
    return shown(found.moment, layout);
  });
};

function readStep(text: string): { readonly code: string; readonly moment: string } {
  const at = text.lastIndexOf(" ");
  return { code: text.slice(0, at), moment: text.slice(at + 1) };
}

function shown(text: string, layout: DateLayout): string | null {
  const moment = momentOf(text);
  return moment && formatMoment(moment, layout);
}
