import { type Day, dayOf, type Moment, onDay } from "@pas-migrate/core/mock";
import type {
  Address,
  Code,
  ConsultantEpisode,
  Gp,
  Hospital,
  Life,
  Person,
  Practice,
  Spell,
  WardStay,
} from "@pas-migrate/lives";

const ELECTIVE = new Set(["11", "12", "13"]);

/** Whether the patient came from a waiting list. */
export function isElective({ method }: Spell): boolean {
  return ELECTIVE.has(method.national);
}

/** Whether the spell ended so long ago that it belongs to the archive. */
export function isPast({ discharge }: Spell, { archiveBefore }: Hospital): boolean {
  return discharge !== undefined && onDay(discharge.at) < archiveBefore;
}

/**
 * Whether staff kept the address and GP of the day with the spell: for the detained, under a number that is no longer in
 * use, and now and then for others.
 */
export function isRegistered({ number, legal, episode }: Spell, { numbers }: Life): boolean {
  return number !== numbers[0] || legal.length > 0 || Number(episode) % 3 === 0;
}

/** Since then V83 keeps stays by consultant as well, for spells that began on that day or later. */
const BY_CONSULTANT_FROM: Day = dayOf(2021, 4, 1);

/** Whether V83 keeps the spell's stays by consultant, with the patient's category. */
export function isKeptByConsultant({ admittedAt }: Spell): boolean {
  return onDay(admittedAt) >= BY_CONSULTANT_FROM;
}

/** Day units wrote down no stays before this day. */
const DAY_STAYS_FROM: Day = dayOf(2020, 4, 1);

/** Whether anybody wrote down where the patient lay. */
export function hasStays({ admittedAt, intendedManagement }: Spell): boolean {
  return intendedManagement.national !== "2" || onDay(admittedAt) >= DAY_STAYS_FROM;
}

/** The patient's category while an episode went on. */
export function categoryIn(spell: Spell, { category }: ConsultantEpisode): Code {
  return category ?? spell.category;
}

/** GPs who came from another practice were there until this day. */
const MOVED_ON: Day = dayOf(2021, 4, 1);

/** The practice of the spell's GP at the time. */
export function practiceOf({ gp, admittedAt }: Spell): Practice | undefined {
  return onDay(admittedAt) < MOVED_ON ? (gp?.formerPractice ?? gp?.practice) : gp?.practice;
}

/** Where the patient lived on a day. */
export function addressOn({ addresses }: Person, day: Day): Address {
  let held = addresses[0];
  for (const address of addresses) if (address.from <= day) held = address;
  return held;
}

/** With whom the patient was registered on a day. */
export function gpOn({ gps }: Person, day: Day): Gp {
  let held = gps[0];
  for (const registration of gps) if (registration.from <= day) held = registration;
  return held.gp;
}

/** Who had charge of the patient at a moment. */
export function episodeAt({ episodes }: Spell, moment: Moment): ConsultantEpisode {
  let held: ConsultantEpisode = episodes[0];
  for (const episode of episodes) if (episode.start <= moment) held = episode;
  return held;
}

/** Where the patient lay when an episode ended, before any move at that very minute. */
export function stayAtEnd({ wardStays }: Spell, { end }: ConsultantEpisode): WardStay {
  let held: WardStay = wardStays[0];
  for (const stay of wardStays) if (end === undefined || stay.start < end) held = stay;
  return held;
}

/** Days on the list, without those on which the patient was not available; undefined when there was no list. */
export function daysWaited({ entry, admittedAt }: Spell): number | undefined {
  if (entry === undefined) return undefined;
  const away = entry.suspensions.reduce((days, { startedAt, until }) => days + until - onDay(startedAt), 0);
  return onDay(admittedAt) - entry.waitingSince - away;
}
