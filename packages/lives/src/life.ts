import { type Day, MINUTES_A_DAY, type Moment, momentOf, onDay, Random } from "@pas-migrate/core/mock";
import { type Course, courseOfReferral, courseToOperation } from "./care.js";
import { Chart } from "./chart.js";
import { communityCourse } from "./community.js";
import { deliverySpell } from "./delivery.js";
import type { Hospital } from "./hospital.js";
import type {
  CarePlan,
  Casenote,
  CommunityReferral,
  Life,
  ListEntry,
  Pathway,
  PatientNumber,
  Person,
  Referral,
  Spell,
} from "./model.js";
import { HISTORY_DAYS, hasManyTroubles, lastDay, personOf, vitalsOf } from "./person.js";
import { presentSpell } from "./present.js";
import { emergencySpell, psychiatricSpell } from "./stay.js";

/** How much patients are at the hospital: a factor, and how many of a hundred. Few make most of the work. */
const ACTIVITY: readonly (readonly [value: number, weight: number])[] = [
  [0, 22],
  [0.5, 30],
  [1, 24],
  [2, 14],
  [4, 8],
  [7, 2],
];
/** Means over ten years for a patient of activity 1. */
const REFERRALS = 3.1;
const EMERGENCIES = 0.95;
const COMMUNITY = 0.14;
const LOANS = 8;
const SHARE_MERGED = 0.02;
const SHARE_CHAINS = 0.08;
const SHARE_PSYCHIATRIC = 0.004;
const SHARE_CARE_PLANS = 0.003;

/**
 * The life of a patient.
 *
 * @param index 0 for the first patient; the life depends on it, the seed and the snapshot alone
 */
export function lifeOf(hospital: Hospital, index: number): Life {
  const stream = (name: string): Random => Random.of(hospital.seed, "life", index, name);
  const vitals = vitalsOf(hospital, index, stream("vitals"));
  const early = stream("registration");
  const last = lastDay(vitals, hospital);
  const registeredOn = Math.min(Math.max(vitals.born, hospital.today - early.between(1, HISTORY_DAYS * 2)), last);
  const person = personOf(hospital, index, stream("person"), registeredOn, vitals);
  const numbers = numbersOf(stream("numbers"), index, registeredOn, last);
  const from = Math.max(registeredOn, hospital.today - HISTORY_DAYS);
  const until: Moment = person.death?.at ?? hospital.snapshotAt;
  const random = stream("care");
  const chart = new Chart(hospital, index, random, person, numbers, from, until);
  const activity = random.weighted(ACTIVITY);
  const care = careOf(chart, activity);
  return {
    index,
    person,
    numbers,
    casenotes: casenotesOf(hospital, stream("casenotes"), index, numbers, last, activity),
    ...care,
    carePlans: carePlansOf(hospital, stream("care plans"), index, person, from),
  };
}

/** Every twentieth patient was on a mental health ward or has a care programme, so that a small hospital has both. */
function isPsychiatric(index: number): boolean {
  return index % 20 === 11;
}

/** Whose second number every hospital has, however small: among them one psychiatric patient of eighty. */
function isSurelyMerged(index: number): boolean {
  return hasManyTroubles(index) || index % 80 === 31;
}

/** Every eighth living patient was lately put on a list for an operation, so that a small hospital has people who wait. */
function isOnListLately({ index, alive }: Chart): boolean {
  return alive && index % 8 === 2;
}

/** Half of what these patients went through is for the archives. */
function isOfThePast(index: number): boolean {
  return index % 40 === 11;
}

/** Every fifteenth patient was sent to a service group's clinic, long ago or lately, so that a small hospital has both. */
function sentToClinic({ from, hospital, index, until }: Chart): Day | undefined {
  if (index % 15 !== 2) return undefined;
  const day = index % 2 === 0 ? hospital.archiveBefore - 200 : hospital.today - 5;
  return from <= day && day < onDay(until) - 3 ? day : undefined;
}

type Care = Pick<Life, "referrals" | "pathways" | "entries" | "spells" | "communityReferrals">;

function careOf(chart: Chart, activity: number): Care {
  const { random } = chart;
  const referrals: Referral[] = [];
  const pathways: Pathway[] = [];
  const entries: ListEntry[] = [];
  const spells: Spell[] = [];
  const communityReferrals: CommunityReferral[] = [];
  const lastDayOf = onDay(chart.until) - 1;
  if (lastDayOf <= chart.from) return { referrals, pathways, entries, spells, communityReferrals };
  const days = (mean: number): Day[] =>
    Array.from({ length: random.count(mean * activity * ((lastDayOf - chart.from) / HISTORY_DAYS)) }, () =>
      random.between(chart.from, lastDayOf),
    ).sort((a, b) => a - b);

  if (chart.person.death !== undefined && random.chance(0.4)) {
    const spell = emergencySpell(
      chart,
      Math.max(chart.until - random.between(600, 20_000), momentOf(chart.from, 0, 1)),
    );
    if (spell !== undefined) spells.push(spell);
  }
  const add = (course: Course): void => {
    referrals.push(course.referral, ...course.handovers);
    if (course.pathway !== undefined) pathways.push(course.pathway);
    entries.push(...course.entries);
    spells.push(...course.spells);
  };
  for (const day of days(REFERRALS)) add(courseOfReferral(chart, Math.min(day, lastDayOf - 3)));
  const lately = lastDayOf - chart.aside("lately").between(80, 150);
  if (isOnListLately(chart) && lately > chart.from) add(courseToOperation(chart, lately));
  for (const day of days(EMERGENCIES)) {
    const spell = emergencySpell(chart, momentOf(day, random.between(0, 23), random.between(0, 59)));
    if (spell !== undefined) spells.push(spell);
  }
  if (
    chart.hospital.today - chart.person.born > 18 * 366 &&
    random.chance(isPsychiatric(chart.index) ? 1 : SHARE_PSYCHIATRIC)
  ) {
    const latest = isOfThePast(chart.index)
      ? Math.max(chart.from, Math.min(lastDayOf, chart.hospital.archiveBefore - 200))
      : lastDayOf;
    // Some came back to the ward in those days.
    for (let stay = chart.index % 80 === 51 ? 2 : 1; stay > 0; stay -= 1) {
      const spell = psychiatricSpell(
        chart,
        momentOf(random.between(chart.from, latest), random.between(0, 23), random.between(0, 59)),
      );
      if (spell !== undefined) spells.push(spell);
    }
  }
  for (const day of days(COMMUNITY)) communityReferrals.push(communityCourse(chart, Math.min(day, lastDayOf - 3)));
  const sentOn = sentToClinic(chart);
  if (sentOn !== undefined) communityReferrals.push(communityCourse(chart, sentOn, true));
  for (const spell of [presentSpell(chart), deliverySpell(chart)]) if (spell !== undefined) spells.push(spell);
  return { referrals, pathways, entries, spells, communityReferrals };
}

/** The number in use, and for some those that were merged into it: now and then one after the other. */
function numbersOf(random: Random, index: number, registeredOn: Day, last: Day): [PatientNumber, ...PatientNumber[]] {
  const current = { internal: String(100_000_001 + index), district: `D${String(1_000_001 + index)}`, registeredOn };
  if (last - registeredOn < 200 || !random.chance(isSurelyMerged(index) ? 1 : SHARE_MERGED)) return [current];
  const count = random.chance(SHARE_CHAINS) ? 2 : 1;
  const former: PatientNumber[] = [];
  let earliest = registeredOn + 60;
  for (let n = 0; n < count; n += 1) {
    const day = random.between(earliest, last - 20 - (count - n) * 20);
    former.push({
      internal: String(600_000_001 + index * 2 + n),
      district: `D${String(6_000_001 + index * 2 + n)}`,
      registeredOn: Math.max(registeredOn, day - random.between(30, 1500)),
      mergedAt: momentOf(day, 10, random.between(0, 59)),
    });
    earliest = Math.min(day + 10, last - 60);
  }
  return [current, ...former];
}

function casenotesOf(
  hospital: Hospital,
  random: Random,
  index: number,
  numbers: readonly [PatientNumber, ...PatientNumber[]],
  last: Day,
  activity: number,
): Casenote[] {
  const folders = activity === 0 ? (random.chance(0.4) ? 1 : 0) : random.chance(0.06) ? 2 : 1;
  return Array.from({ length: folders }, (_, n): Casenote => {
    const [number] = numbers;
    const openedOn = Math.min(number.registeredOn + random.between(0, 30), last);
    const location = random.pick(hospital.casenoteLocations);
    const loans: Casenote["loans"][number][] = [];
    let day = Math.max(openedOn, hospital.today - HISTORY_DAYS);
    for (let loan = random.count(LOANS * Math.min(activity, 3)); loan > 0; loan -= 1) {
      day += 1 + Math.round(random.wait(180));
      if (day >= last) break;
      const at = momentOf(day, random.between(8, 16), random.between(0, 59));
      const back = day + random.between(1, 20);
      const returnedAt =
        back >= hospital.today ? undefined : momentOf(back, random.between(8, 16), random.between(0, 59));
      loans.push({
        at,
        borrower: random.pick(hospital.borrowers),
        reason: random.pick(["Clinic", "Coding", "Admission"]),
        returnedAt,
        comment: random.chance(0.05) ? "Loose sheets inside" : undefined,
      });
      if (returnedAt === undefined) break;
      day = back;
    }
    const lastLoan = loans.at(-1);
    // Some notes were put in another place on the day on which somebody then took them.
    const isMoved = lastLoan !== undefined && (lastLoan.returnedAt !== undefined || index % 3 === 0);
    return {
      number,
      casenote: `WGH${String(index).padStart(7, "0")}${n === 0 ? "" : "B"}`,
      openedOn,
      location,
      locatedOn: isMoved ? onDay(lastLoan.returnedAt ?? lastLoan.at) : openedOn,
      comment: random.chance(0.03) ? "Second volume in store" : undefined,
      loans,
    };
  });
}

function carePlansOf(hospital: Hospital, random: Random, index: number, person: Person, from: Day): CarePlan[] {
  if (!random.chance(isPsychiatric(index) ? 1 : SHARE_CARE_PLANS)) return [];
  if (person.death !== undefined || hospital.today - from < 400) return [];
  const staff = () => random.pick(hospital.staff);
  const isPast = isOfThePast(index) && from < hospital.archiveBefore - 200;
  const start = momentOf(random.between(from, (isPast ? hospital.archiveBefore : hospital.today) - 200), 9, 0);
  const closed = random.chance(isPast ? 1 : 0.4);
  const to = closed ? start + random.between(100, 190) * MINUTES_A_DAY : undefined;
  const next = closed ? undefined : momentOf(hospital.today + random.between(10, 300), 10, 0);
  const changedAt = start + random.between(30, 90) * MINUTES_A_DAY;
  return [
    {
      id: `CP${String(index).padStart(7, "0")}`,
      type: random.pick(["Enhanced", "New CPA"]),
      keyWorker: staff().staffId,
      coordinator: staff().staffId,
      from: start,
      to,
      nextReviewAt: next,
      reviews: [{ id: "1", changedAt, nextAt: changedAt + 180 * MINUTES_A_DAY }],
    },
  ];
}
