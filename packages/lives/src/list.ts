import { type Day, MINUTES_A_DAY, type Moment, momentOf, onDay, type Random, workday } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import type { PathwayClock } from "./clock.js";
import { code } from "./hospital.js";
import { companionProcedures } from "./medicine.js";
import type { ListEntry, Offer, Referral, Spell, Suspension } from "./model.js";
import { electiveSpell, emergencyFromList } from "./stay.js";

/** What came of a wait for admission, and when it ended; it has not while the patient waits. */
export interface Wait {
  readonly entry: ListEntry;
  readonly endedAt?: Moment;
}

/** When it was decided to operate, and what is peculiar to how it was written down. */
export interface DecisionToOperate {
  readonly at: Moment;
  /** When the patient was seen, where the entry is written down as of that very minute. */
  readonly visitAt?: Moment;
  /** When the wait began, where that was before the decision: on the list of another surgeon. */
  readonly waitingSince?: Day;
}

const MEAN_WAIT_DAYS = 85;
const SHARE_DAY_CASES = 0.65;

/**
 * Puts the patient on the list of the specialty and tells what came of it: offers, cancellations, times of not being
 * available, and admission, removal or a wait that goes on.
 *
 * @returns undefined when the story ends before the decision could be written down
 */
export function waitForAdmission(
  chart: Chart,
  referral: Referral,
  clock: PathwayClock,
  { at, visitAt, waitingSince }: DecisionToOperate,
): Wait | undefined {
  const { random, hospital } = chart;
  const { codes } = hospital;
  const writtenAt = at + random.between(20, 120);
  const addedAt = visitAt ?? writtenAt;
  if (chart.isAfterAll(addedAt)) return undefined;
  const dayCase = random.chance(SHARE_DAY_CASES);
  const list = hospital.inpatientLists.find(
    (candidate) => candidate.specialty === referral.specialty && candidate.dayCase === dayCase,
  )!;
  const procedure = random.pick(referral.specialty.procedures);
  const entry: Draft<ListEntry> = {
    number: referral.number,
    episode: chart.nextEpisode(),
    referral,
    list,
    specialty: referral.specialty,
    consultant: referral.consultant,
    site: list.site,
    urgency: code(codes.urgencies, referral.priority === "1" ? random.pick(["R", "R", "S"]) : "U"),
    method: code(
      codes.admissionMethods,
      random.weighted([
        ["WL", 80],
        ["BK", 14],
        ["PL", 6],
      ]),
    ),
    intendedManagement: code(codes.intendedManagements, dayCase ? "D" : "I"),
    addedAt,
    waitingSince: waitingSince ?? onDay(addedAt),
    procedure,
    otherProcedures: random.chance(0.2) ? [random.pick(companionProcedures)] : [],
    operation: procedure.description.slice(0, 30),
    diagnosis: random.chance(0.7) ? referral.specialty.diagnoses[0].description.slice(0, 30) : undefined,
    reason: random.chance(0.1) ? "Pain at night" : undefined,
    expectedNights: dayCase ? 0 : random.between(1, 6),
    theatreMinutes: random.chance(0.8) ? random.between(2, 24) * 10 : undefined,
    lastReviewOn: reviewedOn(chart, addedAt),
    shortNotice: random.chance(0.4) ? random.chance(0.3) : undefined,
    clinicalComment: random.chance(0.1) ? "Latex-free theatre" : undefined,
    comment: random.chance(0.1) ? "Call after six" : undefined,
    suspensions: [],
    postponements: [],
    offers: [],
  };
  // Who was watched until now begins a new wait with the decision to treat.
  if (!clock.isRunning) clock.start(addedAt, "F11", "WLA", referral.episode);
  else if (visitAt === undefined) clock.goOn(addedAt, "WLA");
  clock.join(entry.episode);
  return new WaitOnList(chart, clock, entry).tell();
}

/** A letter asks, on the day after, whether the place is wanted. */
function reviewedOn(chart: Chart, addedAt: Moment): Day | undefined {
  const on = onDay(addedAt) + 1;
  return on <= chart.hospital.today && chart.aside("review of list", addedAt).chance(0.08) ? on : undefined;
}

class WaitOnList {
  constructor(
    private readonly chart: Chart,
    private readonly clock: PathwayClock,
    private readonly entry: Draft<ListEntry>,
  ) {}

  tell(): Wait {
    const { chart, entry } = this;
    const { random } = chart;
    const days = 10 + Math.round(random.wait(entry.urgency.code === "U" ? MEAN_WAIT_DAYS / 3 : MEAN_WAIT_DAYS));
    let day = workday(onDay(entry.addedAt) + days);
    day = this.#breaks(day);
    if (random.chance(0.05)) {
      const removedAt = momentOf(
        workday(onDay(entry.addedAt) + Math.max(2, Math.round(days / 2))),
        14,
        random.between(0, 59),
      );
      if (removedAt > (this.#lastBreak() + 1) * MINUTES_A_DAY && !chart.isAfterAll(removedAt))
        return this.#removed(removedAt);
    }
    return this.#emergency(day) ?? this.#offers(day);
  }

  /** Some come in as an emergency while they wait. Nobody calls off the date that they may have had. */
  #emergency(day: Day): Wait | undefined {
    const { chart, entry } = this;
    const random = chart.aside("emergency", entry.episode);
    const earliest = Math.max(onDay(entry.addedAt), this.#lastBreak()) + 1;
    if (!random.chance(0.05) || earliest >= day) return undefined;
    const admittedAt = momentOf(random.between(earliest, day - 1), random.between(0, 23), random.between(0, 59));
    if (chart.isAfterAll(admittedAt + MINUTES_A_DAY)) return undefined;
    const spell = emergencyFromList(chart, entry, admittedAt);
    if (spell === undefined) return undefined;
    const offer = this.#offer(day, entry.addedAt);
    if (Math.max(onDay(offer.recordedAt), offer.acceptedOn ?? 0) < onDay(admittedAt)) entry.offers.push(offer);
    entry.spell = spell;
    this.clock.stop(admittedAt, "T30", "AD");
    return { entry, endedAt: spell.discharge?.at ?? admittedAt };
  }

  /** Times at which the patient is not available. @returns the day of the operation, which is after them */
  #breaks(day: Day): Day {
    const { chart, entry } = this;
    const { random, hospital } = chart;
    if (!random.chance(0.1)) return day;
    const startedAt = entry.addedAt + random.between(2, 12) * MINUTES_A_DAY;
    if (chart.isAfterAll(startedAt)) return day;
    const firstUntil = onDay(startedAt) + random.between(14, 45);
    const extendedOn = firstUntil - random.between(1, 5);
    const extended = random.chance(0.25) && !chart.isAfterAll((extendedOn + 1) * MINUTES_A_DAY);
    const until = extended ? firstUntil + random.between(7, 30) : firstUntil;
    const suspension: Draft<Suspension> = {
      startedAt,
      until,
      firstUntil: extended ? firstUntil : undefined,
      extendedOn: extended ? extendedOn : undefined,
      reason: random.pick(hospital.codes.suspensionReasons),
      initiatedBy: random.pick(["P", "H"] as const),
    };
    const isSuspended = random.chance(0.75);
    (isSuspended ? entry.suspensions : entry.postponements).push(suspension);
    const free = workday(Math.max(day, until + random.between(7, 30)));
    return isSuspended ? this.#breaksAgain(suspension, free) : free;
  }

  /** Some are not available a second time, if only for a day; of some nobody knows yet for how long. */
  #breaksAgain(first: Draft<Suspension>, day: Day): Day {
    const { chart, entry } = this;
    const { hospital } = chart;
    const random = chart.aside("break", entry.episode);
    if (first.until > hospital.today) {
      first.isOpen = chart.alive && first.firstUntil === undefined && random.chance(0.5);
      return day;
    }
    const startedAt = momentOf(first.until + random.between(2, 9), 10, random.between(0, 59));
    if (!random.chance(0.4) || chart.isAfterAll(startedAt)) return day;
    const until = onDay(startedAt) + (random.chance(0.3) ? 0 : random.between(5, 40));
    entry.suspensions.push({
      startedAt,
      until,
      reason: random.pick(hospital.codes.suspensionReasons),
      initiatedBy: random.pick(["P", "H"] as const),
    });
    return workday(Math.max(day, until + random.between(7, 30)));
  }

  #lastBreak(): Day {
    return Math.max(
      0,
      ...this.entry.suspensions.map(({ until }) => until),
      ...this.entry.postponements.map(({ until }) => until),
    );
  }

  #offers(first: Day): Wait {
    const { chart, entry } = this;
    const { random, hospital } = chart;
    let day = first;
    let earliest = entry.addedAt;
    for (let attempt = 0; ; attempt += 1) {
      const offer = this.#offer(day, earliest);
      if (chart.isAfterAll(offer.recordedAt)) return this.#stillWaiting();
      entry.offers.push(offer);
      const cancelledOn = day - random.between(1, 5);
      const cancels = attempt < 2 && random.chance(0.16) && cancelledOn > onDay(offer.recordedAt);
      if (cancels && !chart.isAfterAll((cancelledOn + 1) * MINUTES_A_DAY)) {
        const by = random.pick(["P", "H"] as const);
        const reason = by === "P" ? random.pick(["PTUN", "PTRF"]) : random.pick(["NOBD", "NOTH"]);
        offer.cancellation = { on: cancelledOn, by, reason: code(hospital.codes.offerCancellations, reason) };
        earliest = (cancelledOn + 1) * MINUTES_A_DAY;
        day = workday(day + random.between(14, 50));
        continue;
      }
      if (offer.at > hospital.snapshotAt && chart.alive) return { entry };
      if (chart.isAfterAll(offer.at)) {
        offer.cancellation = {
          on: onDay(chart.until),
          by: "H",
          reason: code(hospital.codes.offerCancellations, "PTUN"),
        };
        return this.#died();
      }
      const spell = electiveSpell(chart, entry, offer);
      if (spell === undefined) {
        offer.cancellation = { on: onDay(offer.at), by: "H", reason: code(hospital.codes.offerCancellations, "NOBD") };
        earliest = (onDay(offer.at) + 1) * MINUTES_A_DAY;
        day = workday(day + random.between(20, 60));
        continue;
      }
      entry.spell = spell;
      this.#calledOff(spell);
      this.clock.stop(spell.admittedAt, "T30", "AD");
      return { entry, endedAt: spell.discharge?.at ?? spell.admittedAt };
    }
  }

  /** Some who came in were sent home without their operation. */
  #calledOff({ admittedAt, discharge }: Spell): void {
    const { chart, entry } = this;
    const random = chart.aside("called off", entry.episode);
    if (discharge === undefined || !random.chance(0.04)) return;
    entry.calledOff = {
      at: Math.min(discharge.at, admittedAt + random.between(120, 300)),
      reason: code(chart.hospital.codes.inpatientRemovals, "CAOP"),
      comment: random.chance(0.3) ? "No theatre time" : undefined,
    };
  }

  #offer(day: Day, earliest: Moment): Draft<Offer> {
    const { chart, entry } = this;
    const { random, hospital } = chart;
    const at = momentOf(day, 7, 30);
    const recordedAt = Math.max(
      earliest + random.between(30, 600),
      momentOf(day - random.between(14, 35), 11, random.between(0, 59)),
    );
    const offeredOn = onDay(recordedAt);
    const accepted = random.chance(0.8) ? Math.min(offeredOn + random.between(0, 2), hospital.today, day) : undefined;
    const dayCase = entry.intendedManagement.code === "D";
    const wards = hospital.wards.filter(({ kind }) => kind === (dayCase ? "day" : "surgical"));
    return {
      recordedAt: Math.min(recordedAt, at - 60),
      offeredOn: Math.min(offeredOn, day),
      acceptedOn: accepted === undefined ? undefined : Math.max(accepted, Math.min(offeredOn, day)),
      byTelephone: accepted === undefined ? undefined : random.chance(0.5),
      at,
      operationOn: random.chance(0.7) ? day : undefined,
      ward: random.pick(wards),
      consultant: entry.consultant,
      bookingType: random.chance(0.7) ? random.pick(hospital.codes.bookingTypes) : undefined,
      clerkingAt: random.chance(0.3) ? momentOf(workday(day - 6), 10, random.between(0, 5) * 10) : undefined,
    };
  }

  #stillWaiting(): Wait {
    if (!this.chart.alive) return this.#died();
    const random = this.chart.aside("still waiting", this.entry.episode);
    if (onDay(this.entry.addedAt) + 60 < this.chart.hospital.today)
      random.weighted([
        [() => undefined, 50],
        [() => this.#awayTwice(random), 25],
        [() => this.#calledOffLately(random), 25],
      ])();
    return { entry: this.entry };
  }

  /** Not available once before, and not today either. */
  #awayTwice(random: Random): void {
    const { chart, entry } = this;
    const { codes, today } = chart.hospital;
    if (this.#lastBreak() > 0 || entry.offers.length > 0) return;
    const away = (from: Day, until: Day): void => {
      entry.suspensions.push({
        startedAt: momentOf(from, 9, random.between(0, 59)),
        until,
        reason: random.pick(codes.suspensionReasons),
        initiatedBy: random.pick(["P", "H"] as const),
      });
    };
    const first = onDay(entry.addedAt) + random.between(2, 12);
    away(first, first + random.between(7, 21));
    away(today - random.between(1, 10), today + random.between(3, 30));
  }

  /** There was a date, and there will be another one, of which nobody knows yet. */
  #calledOffLately(random: Random): void {
    const { chart, entry } = this;
    const { codes, today } = chart.hospital;
    if (entry.offers.length > 0 || Math.max(onDay(entry.addedAt), this.#lastBreak()) + 40 > today) return;
    const day = workday(today - random.between(3, 8));
    const offer = this.#offer(day, entry.addedAt);
    offer.cancellation = { on: day - random.between(0, 2), by: "H", reason: code(codes.offerCancellations, "NOTH") };
    entry.offers.push(offer);
  }

  #removed(at: Moment): Wait {
    const { chart, entry } = this;
    const { random, hospital } = chart;
    const reason = random.pick(["PTRQ", "MEDU"]);
    entry.removal = {
      at,
      reason: code(hospital.codes.inpatientRemovals, reason),
      comment: random.chance(0.2) ? "By letter" : undefined,
    };
    this.clock.stop(at, reason === "PTRQ" ? "N35" : "N34", "WLA");
    return { entry, endedAt: at };
  }

  #died(): Wait {
    const { chart, entry } = this;
    const at = Math.min(chart.until + chart.random.between(60, 1500), chart.hospital.snapshotAt);
    entry.removal = { at, reason: code(chart.hospital.codes.inpatientRemovals, "DIED") };
    this.clock.stop(at, "D36", "WLA");
    return { entry, endedAt: at };
  }
}
