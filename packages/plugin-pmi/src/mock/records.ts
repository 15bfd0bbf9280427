import { dateOf, type Moment, onDay } from "@pas-migrate/core/mock";
import type { Address, Borrower, Casenote, GpRegistration, Life, PatientNumber } from "@pas-migrate/lives";

type Loan = Casenote["loans"][number];

/** What stands under one of a patient's numbers: of a number that was merged away, what was known on that day. */
export interface PatientRecord {
  readonly number: PatientNumber;
  readonly isInUse: boolean;
  readonly surname: string;
  readonly forenames: readonly string[];
  /** Addresses that ended before the merge, or before today, the earliest first. */
  readonly earlierAddresses: readonly Address[];
  readonly address: Address;
  /** GP registrations that ended before the merge, or before today, the earliest first. */
  readonly earlierGps: readonly GpRegistration[];
  readonly gp: GpRegistration;
  readonly allergies: readonly string[];
  readonly hasMrsa: boolean;
}

/**
 * The records of a patient: that of the number in use first. One that was merged away was kept up while its episodes went
 * on; one that nobody ever used kept the name that its clerk had written.
 */
export function recordsOf(life: Life): readonly PatientRecord[] {
  const { person, numbers } = life;
  return numbers.map((number): PatientRecord => {
    const { mergedAt } = number;
    const isInUse = mergedAt === undefined;
    const lastUsed = isInUse ? Number.POSITIVE_INFINITY : lastUse(life, number);
    const until = isInUse ? lastUsed : onDay(Math.max(mergedAt, lastUsed));
    const addresses = heldUntil(person.addresses, until);
    const gps = heldUntil(person.gps, until);
    const name = lastUsed === 0 ? (person.earlierNames[0] ?? person.name) : person.name;
    return {
      number,
      isInUse,
      surname: name.surname,
      forenames: name.forenames,
      earlierAddresses: addresses.slice(0, -1),
      address: addresses[addresses.length - 1],
      earlierGps: gps.slice(0, -1),
      gp: gps[gps.length - 1],
      allergies: isInUse ? person.allergies : person.allergies.slice(0, 1),
      hasMrsa: person.mrsaSince !== undefined && person.mrsaSince <= until,
    };
  });
}

/** The last moment at which something was recorded under a number; 0 for a number without activity. */
export function lastUse({ referrals, entries, spells, communityReferrals }: Life, number: PatientNumber): Moment {
  let last = 0;
  const use = (moment: Moment | undefined): void => {
    last = Math.max(last, moment ?? Number.POSITIVE_INFINITY);
  };
  for (const referral of referrals) {
    if (referral.number !== number) continue;
    use(referral.registeredAt);
    for (const { at } of referral.appointments) use(at);
    if (referral.discharge !== undefined) use(referral.discharge.at);
    for (const { removal } of referral.listEntries) use(removal?.at);
  }
  for (const entry of entries) if (entry.number === number) use(entry.removal?.at ?? entry.spell?.admittedAt);
  for (const spell of spells) if (spell.number === number) use(spell.discharge?.at);
  for (const referral of communityReferrals) {
    if (referral.number !== number) continue;
    use(referral.referredAt);
    for (const { at } of referral.contacts) use(at);
    for (const { at } of referral.appointments) use(at);
  }
  return last;
}

function heldUntil<T extends { readonly from: number }>(held: readonly T[], until: number): readonly T[] {
  const known = held.filter(({ from }) => from <= until);
  return known.length === 0 ? held.slice(0, 1) : known;
}

/** The key of a loan: 99999999 less the day as CCYYMMDD, then its number on that day. */
export function loanKey({ loans }: Casenote, loan: Loan): string {
  const day = onDay(loan.at);
  const earlier = loans.filter(({ at }) => onDay(at) === day && at < loan.at).length;
  return `${99_999_999 - dayNumber(loan.at)}${earlier + 1}`;
}

function dayNumber(moment: Moment): number {
  const { year, month, day } = dateOf(onDay(moment));
  return year * 10_000 + month * 100 + day;
}

/** A borrower's name as far as there is room for it. */
export function borrowerName({ surname }: Borrower): string {
  return surname.slice(0, 22).trimEnd();
}
