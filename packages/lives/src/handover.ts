import { type Day, type Moment, onDay } from "@pas-migrate/core/mock";
import type { Chart, Draft } from "./chart.js";
import type { PathwayClock } from "./clock.js";
import { code } from "./hospital.js";
import type { Referral } from "./model.js";

/**
 * Some surgeons hand a patient over to a colleague as soon as they have decided to operate: another referral on the same
 * pathway, now and then passed on once more on the same day.
 *
 * @param writtenOn the day of the letters
 * @returns the referrals to colleagues; as a rule none
 */
export function handedOver(
  chart: Chart,
  referral: Referral,
  clock: PathwayClock,
  decidedAt: Moment,
  writtenOn: Day,
): Draft<Referral>[] {
  const { hospital } = chart;
  const random = chart.aside("handed over", decidedAt);
  if (!random.chance(0.06) || chart.isAfterAll(decidedAt + 20)) return [];
  const colleagues = hospital.consultants.filter(
    (one) => one.specialty === referral.specialty && one !== referral.consultant,
  );
  const day = onDay(decidedAt);
  const hands = clock.isRunning && random.chance(0.4) ? 2 : 1;
  return colleagues.slice(-hands).map((consultant, n, chosen): Draft<Referral> => {
    const episode = chart.nextEpisode();
    clock.join(episode);
    return {
      number: referral.number,
      episode,
      referredOn: writtenOn,
      registeredAt: decidedAt + 5 * (n + 1),
      source: code(hospital.codes.referralSources, "CON"),
      priority: referral.priority,
      reason: referral.reason,
      suspectedCancer: referral.suspectedCancer,
      specialty: referral.specialty,
      consultant,
      referring: n === 0 ? referral.consultant : chosen[n - 1],
      gp: chart.gpOn(day),
      category: referral.category,
      walkIn: false,
      pathway: clock.pathway,
      appointments: [],
      listEntries: [],
    };
  });
}
