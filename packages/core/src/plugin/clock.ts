import { formatMoment, type Moment, momentNumber } from "../columns/index.js";
import { errors } from "../errors/catalogue.js";

/**
 * The instant of the extract, T. Age, "future" and "open" are judged at T; the wall clock is never asked.
 * Local wall time, to the minute.
 */
export abstract class SnapshotClock {
  /** False when no instant was given; asking for one then throws `CLOCK_NOT_SET`. */
  abstract readonly isSet: boolean;
  /** T as year, month, day, hour and minute. */
  abstract moment(): Moment;

  /** T as CCYYMMDDHHMM, which compares as the moments do. */
  number(): number {
    return momentNumber(this.moment());
  }

  /** T as `YYYY-MM-DDTHH:MM`. */
  iso(): string {
    const text = formatMoment(this.moment(), "DD/MM/YYYY HH24:MI");
    return `${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}T${text.slice(11)}`;
  }
}

class FixedClock extends SnapshotClock {
  readonly isSet = true;
  readonly #moment: Moment;

  constructor(moment: Moment) {
    super();
    this.#moment = moment;
  }

  override moment(): Moment {
    return { ...this.#moment };
  }
}

class UnsetClock extends SnapshotClock {
  readonly isSet = false;

  override moment(): Moment {
    throw errors.clockNotSet();
  }
}

/**
 * A clock that stands at one instant.
 *
 * @param at `YYYY-MM-DDTHH:MM`, local wall time; undefined gives a clock that cannot be asked
 * @throws MigrationError `CLOCK_INVALID` when it is no such instant
 */
export function snapshotClock(at: string | undefined): SnapshotClock {
  if (at === undefined) return new UnsetClock();
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::00)?$/.exec(at);
  const [year, month, day, hour, minute] = (parts ?? []).slice(1).map(Number);
  const real = parts !== null && isReal(year, month, day, hour, minute);
  if (!real) throw errors.clockInvalid(at);
  return new FixedClock({ year, month, day, hour, minute, hasTime: true });
}

function isReal(year: number, month: number, day: number, hour: number, minute: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && minute < 60;
}
