import { type Day, type Moment, Random } from "@pas-migrate/core/mock";
import type { Gp, Hospital, Specialty } from "./hospital.js";
import type { PatientNumber, Person, Spell } from "./model.js";

/** Lets a story be written before it is read. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly [unknown, ...unknown[]]
    ? T[K]
    : T[K] extends readonly (infer U)[]
      ? U[]
      : T[K];
};

/**
 * One patient's file while it is being written: who, when something can still happen, the next number to give, and the
 * beds that are taken, for nobody lies in two.
 */
export class Chart {
  #episodes = 0;
  #pathways = 0;
  #bookings = 0;
  readonly #stays: { from: Moment; to: Moment }[] = [];
  readonly #slots = new Set<Moment>();
  /** Specialties in which a clock runs to the end of the story: nobody is referred twice for one wait. */
  readonly waitsIn = new Set<Specialty>();

  constructor(
    readonly hospital: Hospital,
    readonly index: number,
    readonly random: Random,
    readonly person: Person,
    readonly numbers: readonly [PatientNumber, ...PatientNumber[]],
    /** The first day on which anything can happen. */
    readonly from: Day,
    /** The last moment at which anything can happen: death, or the snapshot. */
    readonly until: Moment,
  ) {}

  /** Chance of its own for something beside the story, so that it moves no other draw. */
  aside(...path: readonly (string | number)[]): Random {
    return Random.of(this.hospital.seed, "life", this.index, ...path);
  }

  /** Numbers are given in sequence, whatever they are for. */
  nextEpisode(): string {
    this.#episodes += 1;
    return String(this.#episodes);
  }

  /** A booking reference of the national service: twelve digits, no two alike. */
  nextUbrn(): string {
    this.#bookings += 1;
    return String(100_000_000_000 + this.index * 1000 + this.#bookings);
  }

  nextPathway({ internal }: PatientNumber): string {
    this.#pathways += 1;
    return `${this.hospital.provider}WGH${internal}${String(this.#pathways).padStart(8, "0")}`;
  }

  /** The number that staff used on a day: the one in use, or one that was still to be merged. */
  numberOn(day: Day): PatientNumber {
    const open = this.numbers.filter(
      ({ registeredOn, mergedAt }) => registeredOn <= day && (mergedAt === undefined || mergedAt > (day + 1) * 1440),
    );
    return open.length === 0 ? this.numbers[0] : this.random.pick(open);
  }

  gpOn(day: Day): Gp {
    const { gps } = this.person;
    return (gps.find(({ from, to }) => from <= day && (to === undefined || day <= to)) ?? gps[0]).gp;
  }

  get alive(): boolean {
    return this.person.death === undefined;
  }

  /** True when the moment lies in what is still to come for a living patient, or after a dead one's death. */
  isAfterAll(moment: Moment): boolean {
    return moment > this.until;
  }

  /** True when no bed is taken from one moment to the other, a day's distance included. */
  isFree(from: Moment, to: Moment): boolean {
    return this.#stays.every((stay) => to + 1440 < stay.from || stay.to + 1440 < from);
  }

  /** Gives the patient a slot in a clinic. @returns false when it was given before, if only to be cancelled */
  takeSlot(at: Moment): boolean {
    const isFree = !this.#slots.has(at);
    this.#slots.add(at);
    return isFree;
  }

  take({ admittedAt, discharge }: Pick<Spell, "admittedAt" | "discharge">): void {
    this.#stays.push({ from: admittedAt, to: discharge?.at ?? Number.POSITIVE_INFINITY });
  }
}
