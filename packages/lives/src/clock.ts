import { MINUTES_A_DAY, type Moment, Random } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import { code, type Specialty } from "./hospital.js";
import type { Pathway, PatientNumber, Period, RttEvent } from "./model.js";

/** Eighteen weeks. */
const LIMIT = 126 * MINUTES_A_DAY;

/** Keeps a pathway's clocks by the rules: one at a time, started and stopped by events, and the rest noted beside them. */
export class PathwayClock {
  readonly pathway: Draft<Pathway>;
  #running?: Draft<Period>;
  #last?: RttEvent;

  constructor(
    private readonly chart: Chart,
    number: PatientNumber,
    specialty: Specialty,
    about: Pick<Pathway, "condition" | "privatePatient" | "overseas">,
  ) {
    this.pathway = {
      number,
      pathwayNumber: chart.nextPathway(number),
      specialty,
      ...about,
      periods: [],
      outside: [],
      episodes: [],
    };
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** True while the patient is watched and no clock runs. */
  get isMonitored(): boolean {
    const status = this.#last?.status.national ?? "";
    return this.#running === undefined && ["31", "32", "91"].includes(status);
  }

  /** Brings a referral, an entry or a spell onto the pathway, and under the running clock. */
  join(episode: string): void {
    if (!this.pathway.episodes.includes(episode)) this.pathway.episodes.push(episode);
    if (this.#running !== undefined && !this.#running.episodes.includes(episode)) this.#running.episodes.push(episode);
  }

  start(at: Moment, status: string, kind: RttEvent["kind"], episode: string): void {
    this.#running = { id: String(this.pathway.periods.length + 1), start: at, events: [], episodes: [] };
    this.pathway.periods.push(this.#running);
    this.join(episode);
    this.#record(this.#running.events, at, status, kind);
  }

  goOn(at: Moment, kind: RttEvent["kind"]): void {
    if (this.#running !== undefined) this.#record(this.#running.events, at, "C20", kind);
  }

  stop(at: Moment, status: string, kind: RttEvent["kind"]): void {
    if (this.#running === undefined) return;
    this.#record(this.#running.events, at, status, kind);
    this.#running.stop = at;
    if (status === "T30" && kind === "OPATT" && at > this.#running.start + LIMIT)
      this.#running.breach = this.#breach(at);
    this.#running = undefined;
  }

  /** Something happened while no clock ran: after treatment, or during active monitoring. */
  note(at: Moment, kind: RttEvent["kind"]): void {
    if (this.#running !== undefined || this.#last === undefined) return;
    const { national } = this.#last.status;
    if (national === "30" || national === "90") this.#record(this.pathway.outside, at, "P90", kind);
    else if (national === "31" || national === "32" || national === "91")
      this.#record(this.pathway.outside, at, "A91", kind);
  }

  /** Why the wait was too long; half of the time nobody wrote it down. */
  #breach(at: Moment): Period["breach"] {
    const { hospital, index } = this.chart;
    const random = Random.of(hospital.seed, "life", index, "breach", at);
    if (random.chance(0.5)) return undefined;
    return {
      reason: random.pick(hospital.codes.breachReasons),
      comment: random.chance(0.2) ? "Two cancelled clinics" : undefined,
    };
  }

  #record(events: RttEvent[], at: Moment, status: string, kind: RttEvent["kind"]): void {
    const { at: before, kind: kindBefore } = this.#last ?? { at: Number.NEGATIVE_INFINITY };
    if (at < before || (at === before && kind === kindBefore))
      throw new Error("an event that is not after the one before it");
    this.#last = { at, status: code(this.chart.hospital.codes.rttStatuses, status), kind };
    events.push(this.#last);
  }
}
