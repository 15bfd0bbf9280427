import { type Day, MINUTES_A_DAY, type Moment, momentOf, onDay, weekday, workday } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import { PathwayClock } from "./clock.js";
import { handedOver } from "./handover.js";
import { type Clinic, type Consultant, code, type Diagnosis, type Specialty } from "./hospital.js";
import { waitForAdmission } from "./list.js";
import { companions, oneStop } from "./medicine.js";
import type { Appointment, ListEntry, OutpatientEntry, Pathway, Referral, Spell } from "./model.js";

/** What came of one referral. */
export interface Course {
  readonly referral: Referral;
  /** Referrals to colleagues who took the patient over, on the same pathway. */
  readonly handovers: readonly Referral[];
  readonly pathway?: Pathway;
  readonly entries: readonly ListEntry[];
  readonly spells: readonly Spell[];
}

const MEAN_WAIT_ROUTINE = 75;
const MEAN_WAIT_URGENT = 25;
/** Attendances, non-attendances and cancellations as national figures have them. */
const FATES: readonly (readonly [value: "attended" | "did not attend" | "patient" | "hospital", weight: number])[] = [
  ["attended", 79],
  ["did not attend", 7],
  ["patient", 7],
  ["hospital", 7],
];
const MOST_APPOINTMENTS = 14;
/** For how long the codes of today have been in use. */
const FORMER_CODES_DAYS = 6 * 365;
/** How often another specialty is looked for. */
const MOST_TRIES = 50;

/** Tells what came of a referral that was registered on a day: visits, lists, operations, and how it ended, if it has. */
export function courseOfReferral(chart: Chart, registeredOn: Day): Course {
  return new CourseOfReferral(chart, registeredOn, false).tell();
}

/** The same of a referral to a surgeon who decides at the first visit to operate. */
export function courseToOperation(chart: Chart, registeredOn: Day): Course {
  return new CourseOfReferral(chart, registeredOn, true).tell();
}

class CourseOfReferral {
  readonly #clock?: PathwayClock;
  readonly #referral: Draft<Referral>;
  readonly #appointments: Appointment[] = [];
  readonly #listEntries: OutpatientEntry[] = [];
  readonly #entries: ListEntry[] = [];
  readonly #spells: Spell[] = [];
  readonly #handovers: Draft<Referral>[] = [];
  readonly #clinic: Clinic;
  /** The latest thing that happened: everything else comes after it. */
  #now: Moment;
  #seen = false;

  constructor(
    private readonly chart: Chart,
    registeredOn: Day,
    private readonly toOperation: boolean,
  ) {
    const { hospital, random } = chart;
    const { codes } = hospital;
    const day = workday(registeredOn);
    let specialty = this.#specialty();
    for (let n = 0; n < MOST_TRIES && chart.waitsIn.has(specialty); n += 1) specialty = this.#specialty();
    const priority = random.weighted([
      ["1", 72],
      ["2", 20],
      ["3", 8],
    ] as const);
    const source = this.#source(specialty, priority);
    const number = chart.numberOn(day);
    const registeredAt = momentOf(day, random.between(8, 16), random.between(0, 59));
    const category = code(codes.categories, random.chance(0.97) ? "NHS" : "PRI");
    this.#clinic = random.pick(hospital.clinics.filter((clinic) => clinic.specialty === specialty));
    this.#now = registeredAt;
    this.#referral = {
      number,
      episode: chart.nextEpisode(),
      referredOn: day - random.between(0, 6),
      registeredAt,
      source: code(codes.referralSources, source),
      priority,
      reason: random.chance(0.8) ? random.pick(specialty.reasons) : undefined,
      suspectedCancer: priority === "3" ? random.pick(codes.suspectedCancers) : undefined,
      specialty,
      consultant: this.#clinic.consultant,
      referring: source === "CON" ? this.#referrer() : undefined,
      gp: chart.gpOn(day),
      category,
      walkIn: (source === "SEL" || source === "ED") && chart.aside("walk in", registeredAt).chance(0.4),
      comment: random.chance(0.1) ? "See letter" : undefined,
      ubrn: source === "GP" && random.chance(0.5) ? chart.nextUbrn() : undefined,
      appointments: this.#appointments,
      listEntries: this.#listEntries,
    };
    this.#clock = new PathwayClock(chart, number, specialty, {
      condition: random.chance(0.3) ? specialty.diagnoses[0].description.slice(0, 30) : undefined,
      privatePatient: category.code === "PRI",
      overseas: false,
    });
    this.#referral.pathway = this.#clock.pathway;
    this.#clock.start(registeredAt, source === "CON" ? "F12" : "F10", "RWA", this.#referral.episode);
  }

  tell(): Course {
    this.#visits();
    if (this.#clock?.isRunning) this.chart.waitsIn.add(this.#referral.specialty);
    for (const entry of this.#listEntries as Draft<OutpatientEntry>[]) this.#relist(entry);
    return {
      referral: this.#referral,
      handovers: this.#handovers,
      pathway: this.#clock?.pathway,
      entries: this.#entries,
      spells: this.#spells,
    };
  }

  #visits(): void {
    const { random } = this.chart;
    let wait = this.#firstWait();
    let entry = random.chance(0.3) ? this.#joinList(false, wait) : undefined;
    for (let visit = 0; visit < MOST_APPOINTMENTS; visit += 1) {
      const appointment = this.#book(wait, entry);
      if (appointment === undefined) return;
      this.#appointments.push(appointment);
      const twin = this.#twin(appointment);
      if (twin !== undefined) this.#appointments.push(twin);
      entry = undefined;
      if (appointment.status === "ahead") return;
      if (appointment.status === "cancelled") {
        if (this.chart.isAfterAll(appointment.at) && !this.chart.alive) {
          this.#died();
          return;
        }
        wait = random.between(7, 40);
        continue;
      }
      this.#now = appointment.at + random.between(15, 40);
      if (appointment.status === "did not attend") {
        if (!this.#missed(appointment.at)) return;
        wait = random.between(14, 60);
        continue;
      }
      const first = !this.#seen;
      this.#seen = true;
      const next = this.#decide(appointment.at, first, visit);
      if (next === undefined) return;
      wait = next;
      if (random.chance(0.35)) entry = this.#joinList(true, wait);
    }
    this.#givenUp(Math.min(this.#now + random.between(1, 4000), this.chart.hospital.snapshotAt));
  }

  /** Too many visits, and nothing came of the last ones. */
  #givenUp(at: Moment): void {
    if (at <= this.#now) return;
    this.#clock?.stop(at, "N34", "RWA");
    this.#discharge(at, "DONE");
  }

  /** What was decided at a visit. @returns the days to the next one; undefined when there is none */
  #decide(at: Moment, first: boolean, visit: number): number | undefined {
    const { random } = this.chart;
    const clock = this.#clock!;
    const { specialty } = this.#referral;
    if (!clock.isRunning) {
      const isListed = clock.isMonitored && specialty.surgical && this.#entries.length === 0;
      if (isListed && this.chart.aside("list after watching", at).chance(0.4)) return this.#putOnList();
      if (clock.isMonitored && random.chance(0.4)) {
        clock.start(at, "F11", "OPATT", this.#referral.episode);
      } else {
        clock.note(at, "OPATT");
        return this.#comeAgainOrGo(0.7);
      }
      return random.between(30, 90);
    }
    const listed = this.toOperation || (specialty.surgical && random.chance(first ? 0.3 : 0.45));
    if (listed && this.#entries.length === 0) {
      clock.goOn(at, "OPATT");
      return this.#putOnList(at);
    }
    const outcome = random.weighted([
      ["go on", first ? 75 : 70],
      ["treated", 30],
      ["nothing to treat", 18],
      ["monitor", 8],
      ["declined", 4],
    ] as const);
    if (outcome === "go on" && visit < MOST_APPOINTMENTS - 2) {
      clock.goOn(at, "OPATT");
      return random.between(21, 120);
    }
    if (outcome === "treated" || outcome === "go on") {
      clock.stop(at, "T30", "OPATT");
      return this.#comeAgainOrGo(0.75);
    }
    if (outcome === "monitor") {
      clock.stop(at, random.chance(0.7) ? "M32" : "M31", "OPATT");
      return random.between(60, 180);
    }
    clock.stop(at, outcome === "declined" ? "N35" : "N34", this.#givenWithDischarge(at));
    this.#discharge(this.#now, outcome === "declined" ? "DECL" : "NOTR");
    return undefined;
  }

  /** Some clerks give the last status with the discharge and not with the visit. */
  #givenWithDischarge(at: Moment): "OPATT" | "OPDIS" {
    return this.chart.aside("status of discharge", at).chance(0.3) ? "OPDIS" : "OPATT";
  }

  #comeAgainOrGo(again: number): number | undefined {
    if (this.chart.random.chance(again)) return this.chart.random.between(40, 200);
    this.#discharge(this.#now, "DONE");
    return undefined;
  }

  /** @returns the days to a visit after the operation; undefined when the patient waits, or nothing follows */
  #putOnList(visitAt?: Moment): number | undefined {
    const { chart } = this;
    const at = this.#now;
    const random = chart.aside("put on list", at);
    // Who is on the list of the first surgeon keeps the place in the queue, and the wait is still that of the first referral.
    const since = random.chance(0.4)
      ? random.between(onDay(this.#referral.registeredAt) + 1, onDay(at) - 1)
      : undefined;
    this.#handovers.push(...handedOver(chart, this.#referral, this.#clock!, at, since ?? onDay(at)));
    const taken = this.#handovers.at(-1);
    const isAtOnce = taken === undefined && random.chance(0.06);
    const outcome = waitForAdmission(
      chart,
      taken === undefined || since !== undefined ? this.#referral : taken,
      this.#clock!,
      { at, visitAt: isAtOnce ? visitAt : undefined, waitingSince: taken && since },
    );
    if (outcome === undefined) return chart.random.between(30, 60);
    this.#entries.push(outcome.entry);
    if (outcome.entry.spell !== undefined) this.#spells.push(outcome.entry.spell);
    if (outcome.endedAt === undefined) return undefined;
    this.#now = outcome.endedAt + chart.random.between(30, 200);
    if (outcome.entry.spell === undefined || chart.isAfterAll(this.#now)) {
      this.#discharge(this.#now, chart.alive ? "DECL" : "DIED");
      return undefined;
    }
    if (outcome.entry.spell.discharge === undefined) return undefined;
    // The other side is next: a wait of its own, from the very minute of the first admission.
    if (random.chance(0.04)) {
      this.#clock!.start(outcome.entry.spell.admittedAt, "F10", "RWA", this.#referral.episode);
      return chart.random.between(30, 90);
    }
    return this.#comeAgainOrGo(0.85);
  }

  /** A visit that the patient did not come to. @returns false when that was the end */
  #missed(at: Moment): boolean {
    const { random } = this.chart;
    const clock = this.#clock!;
    if (!clock.isRunning) {
      if (random.chance(0.6)) return true;
      this.#discharge(this.#now, "DNAD");
      return false;
    }
    if (this.#seen) {
      if (random.chance(0.7)) return true;
      clock.stop(at, "N34", this.#givenWithDischarge(at));
      this.#discharge(this.#now, "DNAD");
      return false;
    }
    clock.stop(at, "N33", "OPATT");
    if (random.chance(0.3)) {
      this.#discharge(this.#now, "DNAD");
      return false;
    }
    const again = this.#now + random.between(60, 6000);
    if (this.chart.isAfterAll(again)) {
      this.#discharge(this.#now, "DNAD");
      return false;
    }
    this.#now = again;
    clock.start(again, "F10", "RWA", this.#referral.episode);
    return true;
  }

  /** Books the next visit. @returns undefined when the patient's story ends before it could be */
  #book(days: number, entry: Draft<OutpatientEntry> | undefined): Appointment | undefined {
    const { chart } = this;
    const { random, hospital } = chart;
    const { codes } = hospital;
    const earliest = this.#now + random.between(30, 1800);
    const at = this.#slot(onDay(this.#now) + days);
    const bookedAt = Math.min(
      entry === undefined ? earliest : Math.max(earliest, at - random.between(14, 42) * MINUTES_A_DAY),
      at - 60,
    );
    if (chart.isAfterAll(bookedAt)) {
      if (!chart.alive) this.#died();
      else this.#waitOnList(entry ?? this.#joinList(this.#seen, days));
      return undefined;
    }
    const isNew = !this.#seen;
    const type = hospital.appointmentTypes[isNew ? (this.#referral.priority === "3" ? 1 : 0) : 2];
    if (entry !== undefined) {
      const isLongAgo = onDay(bookedAt) < hospital.today - FORMER_CODES_DAYS;
      const reason = isLongAgo ? code(codes.formerListRemovals, "OLDB") : code(codes.listRemovals, "BOOK");
      entry.removal = { at: bookedAt, reason };
    }
    const base: Draft<Appointment> = {
      at,
      clinic: this.#clinic,
      doctor: random.pick(this.#clinic.doctors),
      type,
      bookedAt,
      bookingType: random.chance(0.8) ? random.pick(codes.bookingTypes) : undefined,
      transport: random.chance(0.04) ? random.pick(codes.transports) : undefined,
      category: this.#referral.category,
      status: "ahead",
      madeByWard: chart.aside("made by ward", at).chance(0.03),
      diagnoses: [],
      procedures: [],
      comment: random.chance(0.05) ? "Bring tablets" : undefined,
      entry,
      bookingService: isNew && this.#referral.ubrn !== undefined ? codes.bookingServices[0] : undefined,
    };
    const fate = random.weighted(FATES);
    if (fate === "patient" || fate === "hospital") {
      const cancelledAt = bookedAt + random.between(10, Math.max(10, at - bookedAt - 10));
      if (!chart.isAfterAll(cancelledAt)) return this.#cancelled(base, cancelledAt, fate === "patient" ? "P" : "H");
    }
    if (at > hospital.snapshotAt && chart.alive) {
      // Some clerks leave the patient on the list until the day itself.
      if (entry !== undefined && chart.aside("still listed", at).chance(0.4)) entry.removal = undefined;
      return base;
    }
    if (chart.isAfterAll(at)) return this.#cancelled(base, chart.until + random.between(60, 2000), "H");
    if (fate === "did not attend") {
      base.status = "did not attend";
      base.didNotAttendComment = random.chance(0.1) ? "No reason given" : undefined;
      base.cameTooLate = chart.aside("too late", at).chance(0.1);
      return base;
    }
    return this.#attended(base);
  }

  #attended(base: Draft<Appointment>): Appointment {
    const { random, hospital } = this.chart;
    const { specialty } = this.#referral;
    base.status = random.weighted([
      ["attended", 95],
      ["seen late", 3],
      ["walk-in", 2],
    ] as const);
    base.disposal = random.chance(0.9) ? random.pick(hospital.codes.disposals) : undefined;
    if (random.chance(0.7)) {
      const arrived = base.at + random.between(-25, 5);
      const seen = Math.max(arrived, base.at) + random.between(1, 40);
      const left = seen + random.between(5, 45);
      base.tracking = { arrived, seen, left, ...this.#stepsOf(seen, left) };
    }
    if (random.chance(0.3)) {
      base.diagnoses = [random.pick(specialty.diagnoses), ...this.#besides(base.at)];
      base.procedures = random.chance(0.5)
        ? specialty.clinicProcedures.slice(0, random.between(1, specialty.clinicProcedures.length))
        : [];
      if (this.chart.aside("one stop", base.at).chance(0.03))
        base.procedures = [...specialty.clinicProcedures, ...oneStop];
      const isNoted = base.procedures.length > 0 && this.chart.aside("coding comment", base.at).chance(0.1);
      base.codingComment = isNoted ? "Coded from the letter" : undefined;
    }
    return base;
  }

  /** What the clinic calls the steps of a visit, and what was done besides. */
  #stepsOf(seen: Moment, left: Moment) {
    const random = this.chart.aside("steps", seen);
    const step = (usual: string, other: string) =>
      code(this.chart.hospital.codes.trackingSteps, random.chance(0.8) ? usual : other);
    return {
      steps: { arrived: step("ARRV", "KIOS"), seen: step("SEEN", "CONS"), left: step("LEFT", "DEPT") },
      besides: random.chance(0.1) ? { at: random.between(seen + 1, left - 1), step: step("XRAY", "XRAY") } : undefined,
    };
  }

  /** The same slot with another doctor of the clinic, who could not see the patient after all. */
  #twin(appointment: Appointment): Appointment | undefined {
    const { hospital } = this.chart;
    const { at, bookedAt, clinic, doctor } = appointment;
    const random = this.chart.aside("twin", at);
    const other = clinic.doctors.find((candidate) => candidate !== doctor);
    if (appointment.status !== "attended" || other === undefined || !random.chance(0.03)) return undefined;
    const base = {
      ...appointment,
      doctor: other,
      entry: undefined,
      bookingService: undefined,
      disposal: undefined,
      tracking: undefined,
      diagnoses: [],
      procedures: [],
      codingComment: undefined,
      comment: undefined,
    };
    const cancellation = { at: at - 30, by: "H", reason: code(hospital.codes.cancellations, "DRLV") } as const;
    return at - 30 > bookedAt ? { ...base, status: "cancelled", cancellation } : undefined;
  }

  /** The consultant of another specialty who sent the patient. */
  #referrer(): Consultant {
    const { consultants } = this.chart.hospital;
    return this.chart.aside("referrer", this.#now).pick(consultants.filter((one) => one !== this.#clinic.consultant));
  }

  /** What the patient has besides; none as a rule. */
  #besides(at: Moment): readonly Diagnosis[] {
    const random = this.chart.aside("coding", at);
    return random.chance(0.3) ? companions.filter(() => random.chance(0.3)) : [];
  }

  #cancelled(base: Draft<Appointment>, at: Moment, by: "P" | "H"): Appointment {
    const { random, hospital } = this.chart;
    const reasons = hospital.codes.cancellations;
    base.status = "cancelled";
    base.cancellation = {
      at: Math.min(at, hospital.snapshotAt),
      by,
      reason: code(reasons, by === "P" ? random.pick(["PTHL", "PTIL"]) : random.pick(["CLRE", "DRLV"])),
      comment: random.chance(0.1) ? "Told by telephone" : undefined,
    };
    this.#now = Math.max(this.#now, base.cancellation.at);
    return base;
  }

  #joinList(followUp: boolean, days: number): Draft<OutpatientEntry> | undefined {
    const { random, hospital } = this.chart;
    const list = hospital.outpatientLists.find(
      (candidate) => candidate.specialty === this.#referral.specialty && candidate.followUp === followUp,
    )!;
    const addedOn = onDay(this.#now);
    if (
      this.chart.isAfterAll(this.#now) ||
      this.#listEntries.some((held) => held.list === list && held.addedOn === addedOn)
    )
      return undefined;
    const entry: Draft<OutpatientEntry> = {
      list,
      addedOn,
      requiredOn: followUp ? addedOn + days : undefined,
      type: hospital.appointmentTypes[followUp ? 2 : 0],
      comment: random.chance(0.1) ? "Prefers mornings" : undefined,
      shortNotice: random.chance(0.1),
      transport: random.chance(0.03) ? random.pick(hospital.codes.transports) : undefined,
      suspensions: [],
    };
    this.#listEntries.push(entry);
    return entry;
  }

  /** Now and then a clerk takes the wrong patient off, notices it, and puts the patient back. */
  #relist(entry: Draft<OutpatientEntry>): void {
    const { hospital, until } = this.chart;
    const random = this.chart.aside("relisted", entry.addedOn, entry.list.code);
    const at = momentOf(entry.addedOn + random.between(1, 20), random.between(9, 16), random.between(0, 59));
    if (!random.chance(entry.removal === undefined ? 0.2 : 0.02) || at >= (entry.removal?.at ?? until)) return;
    entry.mistakenRemoval = { at, reason: code(hospital.codes.listRemovals, "PTRQ") };
  }

  /** Nothing could be booked any more: a living patient waits for a slot, now and then without being free for one. */
  #waitOnList(entry: Draft<OutpatientEntry> | undefined): void {
    const { hospital } = this.chart;
    const random = this.chart.aside("unavailable", this.#referral.episode);
    if (entry === undefined || !random.chance(0.12)) return;
    const from = Math.min(entry.addedOn + 3, hospital.today);
    const isAway = random.chance(0.5);
    const to = (isAway ? hospital.today : from) + random.between(14, 60);
    const comment = from % 3 === 0 ? "Back by then" : undefined;
    entry.suspensions.push({ from, to, reason: "Patient abroad", comment });
  }

  #died(): void {
    const { chart } = this;
    const at = Math.min(chart.until + chart.random.between(100, 3000), chart.hospital.snapshotAt);
    this.#clock?.stop(Math.max(at, this.#now + 1), "D36", "RWA");
    for (const entry of this.#listEntries as Draft<OutpatientEntry>[])
      entry.removal ??= { at, reason: code(chart.hospital.codes.listRemovals, "NLRQ") };
    this.#close(Math.max(at, this.#now + 1), "DIED");
  }

  #discharge(at: Moment, reason: string): void {
    const { chart } = this;
    if (chart.alive && at > chart.hospital.snapshotAt) return;
    const { codes, today } = chart.hospital;
    const isLongAgo = onDay(at) < today - FORMER_CODES_DAYS;
    const takenOff = isLongAgo ? code(codes.formerListRemovals, "OLDR") : code(codes.listRemovals, "NLRQ");
    for (const entry of this.#listEntries as Draft<OutpatientEntry>[]) entry.removal ??= { at, reason: takenOff };
    this.#close(at, reason);
  }

  #close(at: Moment, reason: string): void {
    const outcome = code(this.chart.hospital.codes.referralOutcomes, reason);
    for (const referral of [this.#referral, ...this.#handovers]) referral.discharge = { at, reason: outcome };
  }

  #firstWait(): number {
    const { random } = this.chart;
    if (this.#referral.priority === "3" || this.toOperation) return random.between(4, 13);
    return 7 + Math.round(random.wait(this.#referral.priority === "2" ? MEAN_WAIT_URGENT : MEAN_WAIT_ROUTINE));
  }

  /** A free slot of the clinic on or after a day. */
  #slot(day: Day): Moment {
    const { random } = this.chart;
    const wait = (this.#clinic.weekday - weekday(day) + 7) % 7;
    for (;;) {
      const at = momentOf(day + wait, random.between(9, 15), random.between(0, 2) * 20);
      if (this.chart.takeSlot(at)) return at;
    }
  }

  #specialty(): Specialty {
    const { random, hospital, person } = this.chart;
    if (this.toOperation)
      return random.pick(hospital.specialties.filter(({ surgical, code: name }) => surgical && name !== "GYNA"));
    const byName = (name: string): Specialty => hospital.specialties.find((specialty) => specialty.code === name)!;
    const age = (hospital.today - person.born) / 365;
    if (age < 16 && random.chance(0.6)) return byName("PAED");
    return byName(
      random.weighted([
        ["ORTH", 16],
        ["OPHT", 14],
        ["GSUR", 10],
        ["CARD", 9],
        ["DERM", 9],
        ["ENT", 8],
        ["GAST", 8],
        ["UROL", 6],
        ["GMED", 6],
        ["RESP", 5],
        ["NEUR", 4],
        ["PLAS", 3],
        ["ELDM", 2],
        ["GYNA", person.sex === "F" ? 10 : 0],
      ]),
    );
  }

  #source(specialty: Specialty, priority: string): string {
    if (priority === "3") return "GP";
    if (specialty.code === "OPHT" && this.chart.random.chance(0.4)) return "OPT";
    return this.chart.random.weighted([
      ["GP", 70],
      ["CON", 15],
      ["ED", 11],
      ["SEL", 2],
      ["DEN", 2],
    ]);
  }
}
