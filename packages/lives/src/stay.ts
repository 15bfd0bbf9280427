import { type Day, MINUTES_A_DAY, type Moment, momentOf, onDay } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import { code, type Specialty, type Ward } from "./hospital.js";
import { companionProcedures, companions, frailties, supports } from "./medicine.js";
import type { ConsultantEpisode, LegalStatus, ListEntry, Offer, Spell, WardStay } from "./model.js";

const MEAN_NIGHTS_EMERGENCY = 5;
/** Coders are quick, as payment asks for: of the last two months about three in a hundred episodes are still to be coded. */
const CODED_AFTER_DAYS = 3;

/** The stay that an offer led to; undefined when the patient is in another bed that day. */
export function electiveSpell(chart: Chart, entry: ListEntry, offer: Offer): Spell | undefined {
  const { random } = chart;
  const admittedAt = offer.at + random.between(0, 25);
  const dayCase = entry.intendedManagement.code === "D";
  const nights = dayCase ? (random.chance(0.03) ? 1 : 0) : Math.max(1, entry.expectedNights + random.between(-1, 2));
  const leaves = momentOf(onDay(admittedAt) + nights, random.between(12, 17), random.between(0, 59));
  const end = Math.min(leaves, chart.until);
  if (chart.isAfterAll(admittedAt) || end <= admittedAt + 60 || !chart.isFree(admittedAt, end)) return undefined;
  return new Stay(chart, {
    number: entry.number,
    episode: entry.episode,
    entry,
    admittedAt,
    leavesAt: leaves,
    method: entry.method.code,
    management: entry.intendedManagement.code,
    specialty: entry.specialty,
    ward: offer.ward,
    operation: entry.operation,
    expectedNights: nights,
  }).tell();
}

/** An admission nobody planned; undefined when the patient is in another bed. */
export function emergencySpell(
  chart: Chart,
  admittedAt: Moment,
  nights = Math.round(chart.random.wait(MEAN_NIGHTS_EMERGENCY)),
): Spell | undefined {
  const { random, hospital } = chart;
  const leavesAt =
    nights === 0
      ? admittedAt + random.between(180, 600)
      : momentOf(onDay(admittedAt) + nights, random.between(10, 19), random.between(0, 59));
  if (leavesAt <= admittedAt || !chart.isFree(admittedAt, Math.min(leavesAt, chart.until))) return undefined;
  const surgical = random.chance(0.3);
  const day = onDay(admittedAt);
  const names = surgical ? ["GSUR", "ORTH", "UROL"] : ["GMED", "CARD", "RESP", "ELDM", "GAST"];
  const chosen = random.pick(names);
  const specialty = hospital.specialties.find((candidate) => candidate.code === chosen)!;
  const spell = new Stay(chart, {
    number: chart.numberOn(day),
    episode: chart.nextEpisode(),
    admittedAt,
    leavesAt,
    method: random.chance(0.8) ? "ED" : "EG",
    management: "I",
    specialty,
    ward: hospital.wards.find(({ code: ward }) => ward === (surgical ? "SAU" : "AMU"))!,
    expectedNights: nights,
  }).tell();
  return withLeave(chart, spell, 0.3);
}

/** Who waits may get worse and come in before any date; undefined when the patient is in another bed. */
export function emergencyFromList(chart: Chart, entry: ListEntry, admittedAt: Moment): Spell | undefined {
  const { hospital } = chart;
  const random = chart.aside("emergency from list", entry.episode);
  const nights = entry.expectedNights + random.between(1, 5);
  const leavesAt = momentOf(onDay(admittedAt) + nights, random.between(10, 19), random.between(0, 59));
  if (!chart.isFree(admittedAt, Math.min(leavesAt, chart.until))) return undefined;
  return new Stay(chart, {
    number: entry.number,
    episode: entry.episode,
    entry,
    admittedAt,
    leavesAt,
    method: random.pick(["ED", "EG", "BB", "CC", "OE"]),
    management: "I",
    specialty: entry.specialty,
    ward: hospital.wards.find(({ code: ward }) => ward === "SAU")!,
    operation: entry.operation,
    expectedNights: nights,
  }).tell();
}

/** A stay on a mental health ward, with its legal statuses; undefined when the patient is in another bed. */
export function psychiatricSpell(chart: Chart, admittedAt: Moment): Spell | undefined {
  const { random, hospital } = chart;
  const nights = 10 + Math.round(random.wait(25));
  const leavesAt = momentOf(onDay(admittedAt) + nights, random.between(10, 16), random.between(0, 59));
  if (!chart.isFree(admittedAt, Math.min(leavesAt, chart.until))) return undefined;
  const spell = new Stay(chart, {
    number: chart.numberOn(onDay(admittedAt)),
    episode: chart.nextEpisode(),
    admittedAt,
    leavesAt,
    method: "ED",
    management: "I",
    specialty: hospital.specialties.find(({ code: specialty }) => specialty === "PSYC")!,
    ward: random.pick(hospital.wards.filter(({ kind }) => kind === "mental health")),
    expectedNights: nights,
  }).tell();
  const end = spell.discharge?.at ?? hospital.snapshotAt;
  (spell as Draft<Spell>).legal = legalStatuses(chart, admittedAt, end);
  return withLeave(chart, spell, 0.7);
}

/** A night or two at home in the midst of a long stay, if not while somebody takes over or the patient moves. */
function withLeave(chart: Chart, spell: Spell, chance: number): Spell {
  const { admittedAt, discharge, episodes, wardStays } = spell;
  const random = chart.aside("leave", spell.episode);
  const [first, last] = [onDay(admittedAt) + 2, onDay(discharge?.at ?? chart.hospital.snapshotAt) - 4];
  if (last < first || !random.chance(chance)) return spell;
  const day = random.between(first, last);
  const leave = { from: momentOf(day, 10, 0), to: momentOf(day + random.between(1, 2), 17, 30) };
  const isBusy = [...episodes, ...wardStays].some(({ start }) => leave.from <= start && start <= leave.to);
  return isBusy ? spell : { ...spell, leaves: [leave] };
}

/** Section 2 lasts 28 days at most; a patient may be informal before it, and is after it. */
function legalStatuses(chart: Chart, from: Moment, to: Moment): LegalStatus[] {
  const { random, hospital } = chart;
  const status = (wanted: string) => code(hospital.codes.legalStatuses, wanted);
  // The archive has no room for the long name of the commonest one.
  const categories = hospital.codes.mentalCategories.filter(
    ({ national }) => onDay(from) >= hospital.archiveBefore || national === "B",
  );
  const category = chart.aside("mental category", from).pick([undefined, ...categories]);
  if (random.chance(0.4)) return [{ at: from, status: status("1") }];
  const statuses: LegalStatus[] = [];
  let at = from;
  if (random.chance(0.4)) {
    statuses.push({ at, status: status("1") });
    at += random.between(300, 6000);
  }
  if (at >= to) return statuses;
  // A doctor may hold the patient for up to three days first. The archive has room for one section alone.
  const held = chart.aside("held first", from);
  if (onDay(from) >= hospital.archiveBefore && held.chance(0.5)) {
    statuses.push({ at, status: status("5"), category });
    at += held.between(60, 4000);
    if (at >= to) return statuses;
  }
  statuses.push({ at, status: status("2"), category });
  const ends = at + random.between(3, 27) * MINUTES_A_DAY;
  if (ends < to) statuses.push({ at: ends, status: status("1") });
  return statuses;
}

/** Tells of a stay as it was planned. */
export function stayOf(chart: Chart, plan: Plan): Spell {
  return new Stay(chart, plan).tell();
}

export interface Plan {
  readonly number: Spell["number"];
  readonly episode: string;
  readonly entry?: ListEntry;
  readonly admittedAt: Moment;
  /** When the patient would leave, if the story goes on so long. */
  readonly leavesAt: Moment;
  readonly method: string;
  readonly management: string;
  readonly specialty: Specialty;
  readonly ward: Ward;
  readonly operation?: string;
  readonly expectedNights: number;
}

/** Writes a stay: who had charge of the patient when, and where the patient lay. */
class Stay {
  readonly #end?: Moment;
  readonly #died: boolean;

  constructor(
    private readonly chart: Chart,
    private readonly plan: Plan,
  ) {
    this.#died = !chart.alive && plan.leavesAt >= chart.until;
    this.#end = this.#died ? chart.until : plan.leavesAt > chart.hospital.snapshotAt ? undefined : plan.leavesAt;
  }

  tell(): Spell {
    const { chart, plan } = this;
    const { random, hospital } = chart;
    const { codes } = hospital;
    const changes = this.#changes(
      plan.management === "D"
        ? 0
        : random.weighted([
            [0, 78],
            [1, 17],
            [2, 5],
          ]),
    );
    const spell: Draft<Spell> = {
      number: plan.number,
      episode: plan.episode,
      entry: plan.entry,
      admittedAt: plan.admittedAt,
      discharge: this.#discharge(),
      method: code(codes.admissionMethods, plan.method),
      source: code(codes.admissionSources, random.chance(0.95) ? "HO" : random.pick(["TM", "HP"])),
      intendedManagement: code(codes.intendedManagements, plan.management),
      category: plan.entry?.referral.category ?? codes.categories[0],
      gp: random.chance(0.97) && !keepsGpSecret(chart) ? chart.gpOn(onDay(plan.admittedAt)) : undefined,
      expectedDischargeAt: random.chance(0.5) ? this.#expectedEnd() : undefined,
      site: plan.ward.site,
      episodes: this.#episodes(changes),
      wardStays: this.#wardStays(changes),
      leaves: [],
      legal: [],
      operation: plan.operation,
    };
    chart.take(spell);
    return spell;
  }

  /** The evening of the day that was planned for leaving; nobody expects one before the patient came. */
  #expectedEnd(): Moment | undefined {
    const { admittedAt, expectedNights } = this.plan;
    const at = momentOf(onDay(admittedAt) + expectedNights, 18, 0);
    return at > admittedAt ? at : undefined;
  }

  #discharge(): Spell["discharge"] {
    const { chart, plan } = this;
    const { codes } = chart.hospital;
    if (this.#end === undefined) return undefined;
    if (this.#died)
      return {
        at: this.#end,
        method: code(codes.dischargeMethods, "DD"),
        destination: code(codes.dischargeDestinations, "NA"),
      };
    return {
      at: plan.leavesAt,
      method: code(codes.dischargeMethods, chart.random.chance(0.97) ? "CA" : "SD"),
      destination: code(
        codes.dischargeDestinations,
        chart.random.chance(0.95) ? "HO" : chart.random.pick(["TM", "HP"]),
      ),
    };
  }

  /** Moments within the stay at which another consultant took over, in order. */
  #changes(wanted: number): Moment[] {
    const { random, hospital } = this.chart;
    const from = this.plan.admittedAt + 240;
    const to = (this.#end ?? hospital.snapshotAt) - 240;
    const moments = new Set<Moment>();
    for (let i = 0; i < wanted && to - from > 2000; i += 1) moments.add(random.between(from, to));
    return [...moments].sort((a, b) => a - b);
  }

  #episodes(changes: readonly Moment[]): [ConsultantEpisode, ...ConsultantEpisode[]] {
    const { random, hospital } = this.chart;
    const starts = [this.plan.admittedAt, ...changes];
    let { specialty } = this.plan;
    let consultant =
      this.plan.entry?.consultant ?? random.pick(hospital.consultants.filter((one) => one.specialty === specialty));
    const episodes = starts.map((start, i): ConsultantEpisode => {
      if (i > 0) {
        const before = consultant;
        if (random.chance(0.6)) {
          const chosen = random.pick(["GMED", "CARD", "RESP", "ELDM", "GAST"]);
          specialty = hospital.specialties.find((candidate) => candidate.code === chosen)!;
        }
        const others = hospital.consultants.filter((one) => one.specialty === specialty && one !== before);
        consultant = random.pick(others);
      }
      const end = starts[i + 1] ?? this.#end;
      const category = i > 0 && this.#becomesPrivate ? code(hospital.codes.categories, "PRI") : undefined;
      const coding = this.#coding(specialty, start, end);
      return { number: String(i + 1), start, end, consultant, specialty, category, coding };
    });
    return episodes as [ConsultantEpisode, ...ConsultantEpisode[]];
  }

  /** Some choose to pay once another consultant has charge of them. */
  get #becomesPrivate(): boolean {
    return this.chart.aside("private", this.plan.episode).chance(0.1);
  }

  #coding(specialty: Specialty, start: Moment, end: Moment | undefined): ConsultantEpisode["coding"] {
    const { random, hospital } = this.chart;
    if (end === undefined) return undefined;
    const codedAt = momentOf(
      onDay(end) + random.between(1, CODED_AFTER_DAYS),
      random.between(9, 16),
      random.between(0, 59),
    );
    if (codedAt > hospital.snapshotAt) return undefined;
    const usual = companions.filter(() => random.chance(0.4));
    const isFrail = this.chart.aside("frail", this.plan.episode, start).chance(0.08);
    const { entry } = this.plan;
    const operated = entry !== undefined || random.chance(0.45);
    const dayOfOperation: Day = Math.min(onDay(end), onDay(start) + (random.chance(0.7) ? 0 : 1));
    const first =
      entry !== undefined && start === this.plan.admittedAt ? entry.procedure : random.pick(specialty.procedures);
    const procedures = operated
      ? [first, ...companionProcedures.slice(0, random.between(0, 2))].map((procedure) => ({
          procedure,
          on: dayOfOperation,
        }))
      : [];
    if (operated && isFrail)
      for (const procedure of [...companionProcedures.slice(procedures.length - 1), ...supports])
        procedures.push({ procedure, on: dayOfOperation });
    const primary = random.pick(specialty.diagnoses);
    const subsidiary = random.chance(0.1) ? { code: "I25.1", description: "Coronary heart disease" } : undefined;
    // The archive has columns for ten of each kind beside the primary one.
    const secondary = isFrail ? [...companions, ...frailties].slice(0, subsidiary === undefined ? 10 : 9) : usual;
    return {
      codedAt,
      primary,
      subsidiary,
      secondary,
      procedures,
      hrg: `${random.pick(["EB03", "HN12", "FZ12", "DZ11"])}${random.pick(["A", "B", "C"])}`,
    };
  }

  /** Room and bed are the patient's own, for two lives know nothing of each other and must not share them. */
  get #room(): string {
    return `R${this.#place.slice(0, 3)}`;
  }

  get #bed(): string {
    return `B${this.#place.slice(3)}`;
  }

  get #place(): string {
    return this.chart.index.toString(36).toUpperCase().padStart(6, "0");
  }

  /** Where the patient lay. Most moves are of their own; some go with a change of consultant. */
  #wardStays(changes: readonly Moment[]): [WardStay, ...WardStay[]] {
    const { random, hospital } = this.chart;
    const { plan } = this;
    const last = this.#end ?? hospital.snapshotAt;
    const moves = new Set<Moment>(changes.filter(() => random.chance(0.3)));
    const wanted =
      plan.management === "D" || plan.ward.kind === "mental health"
        ? 0
        : random.weighted([
            [0, 45],
            [1, 40],
            [2, 12],
            [3, 3],
          ]);
    for (let i = 0; i < wanted && last - plan.admittedAt > 1500; i += 1)
      moves.add(random.between(plan.admittedAt + 60, last - 120));
    const starts = [plan.admittedAt, ...[...moves].sort((a, b) => a - b)];
    let ward = plan.ward;
    let before: Ward | undefined;
    let isBack = false;
    const stays = starts.map((start, i): WardStay => {
      if (i > 0) {
        const kind = ward.kind === "surgical" || ward.code === "SAU" ? "surgical" : "medical";
        const next = random.pick(hospital.wards.filter((one) => one.kind === kind && one !== ward));
        isBack = before !== undefined && this.chart.aside("back", start).chance(0.5);
        [before, ward] = [ward, isBack ? before! : next];
      }
      const bedded = random.chance(0.8) && !isBack;
      return {
        ward,
        start,
        end: starts[i + 1] ?? this.#end,
        room: bedded ? this.#room : undefined,
        bed: bedded ? this.#bed : undefined,
      };
    });
    return stays as [WardStay, ...WardStay[]];
  }
}

/** One of sixty patients names no GP on any ward, so that whose patient it is only the registration tells. */
function keepsGpSecret({ index }: Chart): boolean {
  return index % 60 === 12;
}
