import { type Derivation, type DerivationContext, textFrom, textStrings } from "@pas-migrate/core";
import { familyOf, nationalStatuses, type StatusFamily } from "./statuses.js";

/** What the loader calls what an event does to its clock. */
type Action = StatusFamily | "START_STOP";

/** An event of a period, as far as the order of events is judged by it. Moments are CCYYMMDDHHMM. */
interface PeriodEvent {
  readonly row: number;
  readonly moment: string;
  readonly family: StatusFamily | undefined;
}

/** A clock: its start as CCYYMMDDHHMM, its stop as that or as CCYYMMDD, null while it runs. */
interface Clock {
  readonly begins: string;
  readonly stops: string | null;
}

/**
 * `rtt.eventAction`: what an event does to the clock of its period. The loader takes a period's events only in a certain
 * order; an event that breaks it is rejected, not made to fit. All events of a period have to be in one batch.
 * Sources: the status, the period, the moment as CCYYMMDDHHMM, the start of the clock, its stop.
 */
export const eventAction: Derivation = (columns, context) => {
  const [statuses, periods, moments, starts, stops] = columns.map(textStrings);
  const families = familiesOf(statuses, context);
  const actions: (Action | null)[] = families.map((family) => family ?? null);
  const byPeriod = new Map<string, number[]>();
  for (const [row, period] of periods.entries()) {
    if (period === null) continue;
    const rows = byPeriod.get(period);
    if (rows === undefined) byPeriod.set(period, [row]);
    else rows.push(row);
  }
  for (const rows of byPeriod.values()) {
    const events = rows
      .map((row): PeriodEvent => ({ row, moment: moments[row] ?? "", family: families[row] }))
      .sort((a, b) => (a.moment < b.moment ? -1 : a.moment > b.moment ? 1 : a.row - b.row));
    const clock = { begins: starts[rows[0]] ?? "", stops: stops[rows[0]] };
    if (isStartAndStop(events, clock)) actions[events[0].row] = "START_STOP";
    else for (const [row, reason] of breaches(events, clock)) context.reject(row, reason);
  }
  return textFrom(actions);
};

/** A status that cannot be read does something to the clock that nobody knows. */
function familiesOf(
  statuses: readonly (string | null)[],
  context: DerivationContext,
): readonly (StatusFamily | undefined)[] {
  const national = nationalStatuses(context);
  return statuses.map((status, row) => {
    const code = status?.trim() ?? "";
    if (code === "") return undefined;
    const family = familyOf(national(code));
    if (family === undefined) context.reject(row, "ACTION_UNKNOWN");
    return family;
  });
}

/** One event that ends a clock at the moment it started, and nothing beside it, did both. */
function isStartAndStop(events: readonly PeriodEvent[], { begins, stops }: Clock): boolean {
  return events.length === 1 && events[0].family === "STOP" && events[0].moment === begins && begins === stops;
}

/** The events that the loader would not take, each with the rule that it breaks. */
function breaches(events: readonly PeriodEvent[], { begins, stops }: Clock): ReadonlyMap<number, string> {
  const broken = new Map<number, string>();
  const known = events.filter(({ family }) => family !== undefined);
  const isOn = (moment: string, other: string) => moment.slice(0, 8) === other.slice(0, 8);

  const starts: PeriodEvent[] = [];
  for (const event of known.filter(({ family }) => family === "START")) {
    if (isOn(event.moment, begins)) starts.push(event);
    else broken.set(event.row, "START_NOT_AT_CLOCK_START");
  }
  const start = starts.find(({ moment }) => moment === begins) ?? starts[0];
  for (const event of starts) if (event !== start) broken.set(event.row, "SECOND_START");

  const ends: PeriodEvent[] = [];
  for (const event of known.filter(({ family }) => family === "STOP")) {
    if (stops === null) broken.set(event.row, "STOP_OF_RUNNING_CLOCK");
    else if (isOn(event.moment, stops)) ends.push(event);
    else broken.set(event.row, "STOP_NOT_AT_CLOCK_STOP");
  }
  const stop = ends.find(({ moment }) => moment === stops) ?? ends.at(-1);
  for (const event of ends) if (event !== stop) broken.set(event.row, "SECOND_STOP");

  const isReversed = start !== undefined && stop !== undefined && start.moment > stop.moment;
  if (isReversed) broken.set(start.row, "START_AFTER_STOP");
  if (start !== undefined && !isReversed) return broken;
  const reason = known[0]?.family === "CONTINUE" ? "PERIOD_BEGINS_WITH_CONTINUE" : "PERIOD_WITHOUT_START";
  for (const { row } of known) if (!broken.has(row)) broken.set(row, reason);
  return broken;
}
