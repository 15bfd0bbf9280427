import { momentOf, onDay, yearsBetween } from "@pas-migrate/core/mock";
import type { Chart } from "./chart.js";
import { delivery } from "./medicine.js";
import type { ConsultantEpisode, Spell } from "./model.js";
import { stayOf } from "./stay.js";

/**
 * The stay of a mother whose own midwife delivered her here years ago: they had the room, and went home with the baby, of whom
 * the hospital knows nothing. Every tenth patient, if it can be.
 */
export function deliverySpell(chart: Chart): Spell | undefined {
  const { from, hospital, index, person, until } = chart;
  const [first, last] = [from + 30, Math.min(hospital.archiveBefore - 10, onDay(until) - 10)];
  if (person.sex !== "F" || index % 10 !== 4 || last < first) return undefined;
  const random = chart.aside("delivery");
  const day = random.between(first, last);
  const age = yearsBetween(person.born, day);
  const admittedAt = momentOf(day, random.between(0, 9), random.between(0, 59));
  const leavesAt = admittedAt + random.between(360, 720);
  if (age < 18 || age > 42 || !chart.isFree(admittedAt, leavesAt)) return undefined;
  const spell = stayOf(chart, {
    number: chart.numberOn(day),
    episode: chart.nextEpisode(),
    admittedAt,
    leavesAt,
    method: "MA",
    management: "I",
    specialty: hospital.specialties.find(({ code }) => code === "GYNA")!,
    ward: hospital.wards.find(({ kind }) => kind === "maternity")!,
    expectedNights: 0,
  });
  return { ...spell, isDeliveryAlone: true, episodes: [codedAsDelivery(spell.episodes[0])] };
}

function codedAsDelivery(episode: ConsultantEpisode): ConsultantEpisode {
  const { diagnosis, procedure } = delivery;
  const procedures = [{ procedure, on: onDay(episode.end!) }];
  const coding = episode.coding && {
    ...episode.coding,
    primary: diagnosis,
    subsidiary: undefined,
    secondary: [],
    procedures,
  };
  return { ...episode, coding };
}
