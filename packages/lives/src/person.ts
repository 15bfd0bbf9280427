import { type Day, dateOf, dayOf, type Moment, momentOf, type Random, yearsBetween } from "@pas-migrate/core/mock";
import { type Code, code, type Hospital, postcode } from "./hospital.js";
import type { Address, Contact, GpRegistration, Person } from "./model.js";
import { nhsNumberOf } from "./nhs-number.js";
import {
  allergies,
  forenames,
  languages,
  noAllergies,
  occupations,
  relationships,
  streets,
  surnames,
  towns,
} from "./words.js";

/** Ages of those who are registered: years, and how many of a hundred. Hospitals see the old and the very young. */
const AGES: readonly (readonly [value: readonly [least: number, most: number], weight: number])[] = [
  [[0, 4], 5],
  [[5, 17], 10],
  [[18, 39], 25],
  [[40, 64], 32],
  [[65, 79], 19],
  [[80, 99], 9],
];

const SHARE_DECEASED = 0.09;
const SHARE_WITH_NHS_NUMBER = 0.97;
/** Days of history that the old system holds. */
export const HISTORY_DAYS = 3652;

/** Forenames after the first that were given up with the name. */
const middleNames: readonly (readonly string[])[] = [[], [], ["Ann"], [], ["Mary", "Jane"]];

/** Who the patient is. */
export function personOf(hospital: Hospital, index: number, random: Random, registeredOn: Day, vitals: Vitals): Person {
  const { sex, born, death } = vitals;
  const age = yearsBetween(born, hospital.today);
  const surname = random.pick(surnames);
  const married = sex === "F" && age >= 20 && random.chance(0.35);
  const earlierNames = married
    ? [
        {
          surname: other(random, surname),
          forenames: [random.pick(forenames.female), ...middleNames[index % middleNames.length]],
          isSexKnown: index % 4 !== 1,
        },
      ]
    : [];
  if (married && random.chance(0.1))
    earlierNames.unshift({
      surname: other(random, surname, earlierNames[0].surname),
      forenames: earlierNames[0].forenames,
      isSexKnown: true,
    });
  const given = forenamesOf(random, sex);
  const nhsNumber = random.chance(SHARE_WITH_NHS_NUMBER) ? nhsNumberOf(index) : undefined;
  const { codes } = hospital;
  const addresses = addressesOf(random, index, registeredOn, hospital.today);
  const email = random.chance(0.4) ? `${given[0].toLowerCase()}.p${index}@mail.example` : undefined;
  return {
    sex,
    born,
    name: { title: titleOf(random, codes.titles, sex, age, married), surname, forenames: given },
    preferredName: random.chance(0.06) ? random.pick(sex === "F" ? forenames.female : forenames.male) : undefined,
    birthName: married ? earlierNames[earlierNames.length - 1].surname : undefined,
    earlierNames,
    nhsNumber,
    nhsNumberStatus: nhsNumber === undefined ? "03" : "01",
    maritalStatus:
      age < 16
        ? code(codes.maritalStatuses, "S")
        : random.chance(0.9)
          ? marriage(random, codes.maritalStatuses, married)
          : undefined,
    religion: random.chance(0.7) ? random.pick(codes.religions) : undefined,
    ethnicity: random.chance(0.88) ? ethnicityOf(random, codes.ethnicities) : undefined,
    language: languageOf(random, index),
    countryOfBirth: random.chance(0.7)
      ? random.chance(0.8)
        ? codes.countries[0]
        : random.pick(codes.countries)
      : undefined,
    occupation: age >= 18 && random.chance(0.5) ? random.pick(occupations) : undefined,
    school: age >= 5 && age < 18 && random.chance(0.6) ? "Westhaven High Sch" : undefined,
    addresses,
    postalAddress: random.chance(0.02)
      ? {
          lines: [`PO Box ${random.between(1, 400)}`, random.pick(towns).name],
          postcode: postcode(random, "WX1"),
          until: random.chance(0.6) ? hospital.today + random.between(-200, 700) : undefined,
        }
      : undefined,
    gps: gpsOf(random, hospital, index, registeredOn),
    phones: {
      home: random.chance(0.6) ? phone(random) : undefined,
      work: age >= 18 && age < 67 && random.chance(0.15) ? phone(random) : undefined,
      mobile: age >= 12 && random.chance(0.75) ? `07700 9${random.digits(5)}` : undefined,
      email,
    },
    consents: {
      text: random.chance(0.5) ? random.chance(0.85) : undefined,
      email: random.chance(0.4) ? random.chance(0.7) : undefined,
      share: random.chance(0.3) ? random.chance(0.9) : undefined,
    },
    nextOfKin: random.chance(0.65) ? contactOf(random, surname, addresses[addresses.length - 1]) : undefined,
    carer: random.chance(0.06) ? contactOf(random, surname, addresses[addresses.length - 1]) : undefined,
    ...allergiesOf(random, index),
    riskFactors: age > 70 && random.chance(0.12) ? distinct(random, codes.riskFactors, random.chance(0.2) ? 2 : 1) : [],
    mrsaSince: random.chance(hasManyTroubles(index) ? 1 : 0.01)
      ? random.between(Math.max(registeredOn, hospital.today - HISTORY_DAYS), lastDay(vitals, hospital))
      : undefined,
    childProtectionInformation: age < 18 && random.chance(0.1),
    specialRegisters: random.chance(0.03)
      ? [
          {
            register: random.pick(codes.specialRegisters),
            at: someMoment(random, registeredOn, lastDay(vitals, hospital)),
          },
        ]
      : [],
    needs: random.chance(0.05)
      ? distinct(random, codes.needs, random.chance(0.15) ? 2 : 1).map((need) => ({
          need,
          comment: random.chance(0.4) ? "Please ask at each visit" : undefined,
        }))
      : [],
    death,
    identification: index % 50 === 7 ? "Has an identical twin" : undefined,
    medicalProfile: index % 30 === 13 ? "Cardiac pacemaker" : undefined,
    sensitive: random.chance(0.0005),
    comment: random.chance(0.05) ? "Hard of hearing; face the patient" : undefined,
    ...formerNumbersOf(index, born),
  };
}

/** Every fortieth patient was registered twice, had MRSA and died: seldom alone, and hardly ever together. */
export function hasManyTroubles(index: number): boolean {
  return index % 40 === 23;
}

/** Every sixth patient speaks another language than English, each its turn, so that a small hospital has them all. */
function languageOf(random: Random, index: number): string | undefined {
  const isKnown = random.chance(0.6);
  const turn = Math.floor(index / 6);
  if (index % 6 === 2) {
    const name = languages[turn % languages.length];
    return Math.floor(turn / languages.length) % 2 === 0 ? name : name.toUpperCase();
  }
  return isKnown ? languages[0].toUpperCase() : undefined;
}

/** Every fourth patient is allergic to something, each thing in its turn; of every fourth it is written that there is none. */
function allergiesOf(random: Random, index: number): Pick<Person, "allergies" | "noAllergies"> {
  const turn = Math.floor(index / 4);
  if (index % 4 === 2) return { allergies: [], noAllergies: noAllergies[turn % noAllergies.length] };
  if (index % 4 === 3) {
    const allergy = allergies[turn % allergies.length];
    // What stood in the first field was taken back.
    return { allergies: turn % 5 === 1 ? ["", allergy] : [allergy] };
  }
  return { allergies: random.chance(0.12) ? distinct(random, allergies, random.chance(0.2) ? 2 : 1) : [] };
}

const NUMBERS_OF_TEN_DIGITS = dayOf(1996, 4, 1);

/** Numbers of systems that came before, and of other hospitals. */
function formerNumbersOf(
  index: number,
  born: Day,
): Pick<Person, "oldNhsNumber" | "alternateNumber" | "facilityNumber"> {
  return {
    oldNhsNumber: index % 6 === 1 && born < NUMBERS_OF_TEN_DIGITS ? `WXAB ${index + 1}` : undefined,
    alternateNumber: index % 9 === 4 ? `A${index + 1}` : undefined,
    facilityNumber: index % 11 === 5 ? `QF${index + 1}` : undefined,
  };
}

/** What chance decides first, because everything else has to agree with it. */
export interface Vitals {
  readonly sex: "M" | "F";
  readonly born: Day;
  readonly death?: Person["death"];
}

/** Sex, birth and, for some, death within the years that the system holds. */
export function vitalsOf(hospital: Hospital, index: number, random: Random): Vitals {
  const sex = random.chance(0.53) ? "F" : "M";
  if (random.chance(hasManyTroubles(index) ? 1 : SHARE_DECEASED)) {
    const day = hospital.today - random.between(1, HISTORY_DAYS - 200);
    const age = Math.min(101, Math.max(1, Math.round(80 - random.wait(9) + random.between(0, 14))));
    return {
      sex,
      born: birthday(random, day, age),
      death: {
        at: momentOf(day, random.between(0, 23), random.between(0, 59)),
        informedBy: random.chance(0.5) ? random.pick(["Ward", "GP", "Family", "Coroner"]) : undefined,
        comment: random.chance(0.1) ? "Notified by telephone" : undefined,
      },
    };
  }
  const [least, most] = random.weighted(AGES);
  return { sex, born: birthday(random, hospital.today, random.between(least, most)) };
}

/** The last day on which something can happen to the patient. */
export function lastDay({ death }: Vitals, hospital: Hospital): Day {
  return death === undefined ? hospital.today : Math.floor(death.at / 1440);
}

/** A day on which somebody was born who has a given age on another; never a placeholder such as 1 January. */
function birthday(random: Random, on: Day, age: number): Day {
  const { year, month, day } = dateOf(on);
  const turned = dayOf(year - age, month, Math.min(day, 28));
  const born = turned - random.between(0, 360);
  const date = dateOf(born);
  return date.month === 1 && date.day === 1 ? born - 1 : born;
}

function forenamesOf(random: Random, sex: "M" | "F"): readonly string[] {
  const list = sex === "F" ? forenames.female : forenames.male;
  const wanted = random.weighted([
    [1, 5],
    [2, 4],
    [3, 1],
  ]);
  const names = distinct(random, list, wanted);
  while (names.join(" ").length > 19) names.pop();
  return names;
}

function titleOf(
  random: Random,
  titles: readonly Code[],
  sex: "M" | "F",
  age: number,
  married: boolean,
): Code | undefined {
  if (random.chance(0.08)) return undefined;
  if (age < 16) return code(titles, sex === "F" ? "MISS" : "MSTR");
  if (random.chance(0.01)) return code(titles, "DR");
  if (sex === "M") return code(titles, "MR");
  return code(titles, married ? "MRS" : random.pick(["MISS", "MS"]));
}

function marriage(random: Random, statuses: readonly Code[], married: boolean): Code {
  return code(
    statuses,
    married
      ? random.weighted([
          ["M", 8],
          ["D", 1],
          ["W", 2],
        ])
      : random.pick(["S", "S", "M", "D", "P"]),
  );
}

function ethnicityOf(random: Random, list: readonly Code[]): Code {
  return random.chance(0.72) ? list[0] : random.pick(list);
}

function addressesOf(random: Random, index: number, from: Day, today: Day): [Address, ...Address[]] {
  const moves = moveDays(random, from, today, random.count(1.4));
  const starts = [from, ...moves];
  const addresses = starts.map((start, i): Address => {
    const town = random.pick(towns);
    const isPresent = i + 1 === starts.length;
    const house = `${random.between(1, 180)} ${random.pick(streets)}`;
    const flat = `Flat ${(index % 9) + 1} ${house}`;
    const whole = isPresent && index % 4 === 3 ? flat : undefined;
    const others = [...(index % 5 === 1 ? ["Marsh End"] : []), town.name, "Westshire"];
    // The short form has four lines of twenty characters.
    if (whole !== undefined && index % 20 === 11) others.unshift("Old Brewery Yard");
    return {
      lines: [(whole ?? house).slice(0, 20).trim(), ...others].slice(0, 4),
      whole: whole === undefined ? undefined : [whole, ...others],
      postcode: postcode(random, town.outward),
      from: start,
      isStartHeld: isPresent || i > 0 || index % 3 !== 0,
      to: isPresent ? undefined : starts[i + 1] - 1,
    };
  });
  return addresses as [Address, ...Address[]];
}

function gpsOf(random: Random, hospital: Hospital, index: number, from: Day): [GpRegistration, ...GpRegistration[]] {
  const starts = [from, ...moveDays(random, from, hospital.today, random.count(1))];
  return starts.map((start, i) => ({
    gp: random.pick(hospital.gps),
    from: start,
    isStartHeld: i > 0 || starts.length === 1 || index % 3 !== 1,
    to: i + 1 < starts.length ? starts[i + 1] - 1 : undefined,
  })) as [GpRegistration, ...GpRegistration[]];
}

/** Days after the first, at least a month apart, in order. */
function moveDays(random: Random, from: Day, today: Day, count: number): Day[] {
  const days: Day[] = [];
  for (let i = 0; i < count; i += 1) {
    const day = random.between(from, today);
    if (day > from + 30 && days.every((held) => Math.abs(held - day) > 30)) days.push(day);
  }
  return days.sort((a, b) => a - b);
}

function contactOf(random: Random, surname: string, home: Address): Contact {
  const sex = random.pick(["female", "male"] as const);
  const title = sex === "female" ? "MRS" : "MR";
  const name = `${title} ${random.pick(forenames[sex])} ${surname}`.toUpperCase();
  const near = random.chance(0.5);
  const town = random.pick(towns);
  return {
    name: name.slice(0, 30).trim(),
    relationship: random.pick(relationships[sex]),
    lines: near ? home.lines : [`${random.between(1, 180)} ${random.pick(streets)}`.slice(0, 20), town.name],
    postcode: near ? home.postcode : postcode(random, town.outward),
    homePhone: random.chance(0.7) ? phone(random) : undefined,
    workPhone: random.chance(0.1) ? phone(random) : undefined,
    email: random.chance(0.1) ? `kin.${random.digits(5)}@mail.example` : undefined,
    comment: random.chance(0.05) ? "Works nights" : undefined,
  };
}

/** A number of the range that is kept free for fiction. */
function phone(random: Random): string {
  return `01632 960${random.digits(3)}`;
}

function someMoment(random: Random, from: Day, to: Day): Moment {
  return momentOf(random.between(Math.min(from, to), to), random.between(8, 17), random.between(0, 59));
}

function other(random: Random, ...taken: readonly string[]): string {
  let name = random.pick(surnames);
  while (taken.includes(name)) name = random.pick(surnames);
  return name;
}

function distinct<T>(random: Random, list: readonly T[], count: number): T[] {
  const chosen = new Set<T>();
  while (chosen.size < Math.min(count, list.length)) chosen.add(random.pick(list));
  return [...chosen];
}
