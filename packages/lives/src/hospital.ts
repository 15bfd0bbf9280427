import { type Day, type Moment, onDay, Random, readMoment } from "@pas-migrate/core/mock";
import { code, codeLists } from "./codes.js";
import { diagnosisList, procedureList, specialtyList } from "./medicine.js";
import { forenames, streets, surnames, towns } from "./words.js";

/** A code of one of the trust's lists, with its national value where the list holds one. */
export interface Code {
  readonly code: string;
  readonly description: string;
  /** The national value; the code itself where the list has none. */
  readonly national: string;
}

export interface Site {
  readonly code: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly phone: string;
}

export interface Specialty {
  readonly code: string;
  readonly description: string;
  /** National treatment function. */
  readonly treatmentFunction: string;
  /** Has operations, so that its waits may end on a list for admission. */
  readonly surgical: boolean;
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
  readonly clinicProcedures: readonly Procedure[];
  /** Reasons for referral in this specialty. */
  readonly reasons: readonly Code[];
}

export interface Consultant {
  /** Six characters. */
  readonly code: string;
  /** C and seven digits. */
  readonly gmc: string;
  readonly title: string;
  readonly initial: string;
  readonly surname: string;
  /** Another name under which an older record is kept. */
  readonly formerSurname?: string;
  readonly specialty: Specialty;
}

/** Who sees patients in a clinic: a resource, which is the consultant or a junior. */
export interface ClinicDoctor {
  readonly code: string;
  readonly name: string;
  /** Equal to the consultant's for a consultant; undefined for a junior. */
  readonly gmc?: string;
  readonly consultant: Consultant;
}

export interface Clinic {
  readonly code: string;
  readonly description: string;
  readonly site: Site;
  readonly specialty: Specialty;
  readonly consultant: Consultant;
  readonly doctors: readonly ClinicDoctor[];
  /** 0 Monday to 4 Friday. */
  readonly weekday: number;
}

export interface AppointmentType {
  readonly code: string;
  readonly description: string;
  readonly category: "NEW" | "FOL";
  /** 1 new, 2 follow-up. */
  readonly classification: "1" | "2";
}

export interface Ward {
  readonly code: string;
  readonly name: string;
  readonly site: Site;
  readonly kind: "medical" | "surgical" | "day" | "assessment" | "maternity" | "mental health";
}

export interface OutpatientList {
  readonly code: string;
  readonly description: string;
  readonly specialty: Specialty;
  /** Undefined of a pooled list, whose patients any consultant of the specialty may see. */
  readonly consultant?: Consultant;
  readonly site: Site;
  readonly followUp: boolean;
}

export interface InpatientList {
  readonly code: string;
  readonly description: string;
  /** What another list was called that had the code before this one. */
  readonly formerDescription?: string;
  readonly specialty: Specialty;
  readonly consultant: Consultant;
  readonly site: Site;
  readonly dayCase: boolean;
}

export interface Practice {
  /** A letter and five digits. */
  readonly code: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly phone: string;
}

export interface Gp {
  /** The trust's code, six characters. */
  readonly code: string;
  /** Seven digits. */
  readonly nationalCode: string;
  /** G and seven digits. */
  readonly dohCode: string;
  /** The code of the fund that the GP held until 1999. */
  readonly fund?: string;
  /** A practice that the GP came from, of which an older record is kept. */
  readonly formerPractice?: Practice;
  readonly title: string;
  readonly initials: string;
  readonly surname: string;
  readonly practice: Practice;
}

export interface Diagnosis {
  /** ICD-10 with its point, such as M16.1. */
  readonly code: string;
  readonly description: string;
}

export interface Procedure {
  /** OPCS-4 with its point, such as W37.1. */
  readonly code: string;
  readonly description: string;
}

export interface CasenoteLocation {
  readonly code: string;
  readonly name: string;
}

export interface Borrower {
  readonly code: string;
  readonly surname: string;
  readonly titleAndInitials: string;
}

export interface ServiceGroup {
  readonly code: string;
  readonly description: string;
  readonly clinicians: readonly Clinician[];
  readonly clinic: Clinic;
  readonly list: GroupList;
}

/** The waiting list of a service group, which is no specialty's or consultant's. */
export interface GroupList {
  readonly code: string;
  readonly description: string;
  readonly site: Site;
}

export interface Clinician {
  readonly code: string;
  readonly title: string;
  readonly forename: string;
  readonly surname: string;
}

/** Somebody who works with the system, as the personnel system has them. */
export interface StaffMember {
  readonly userName: string;
  readonly forename: string;
  readonly surname: string;
  readonly department: string;
  readonly staffId: string;
}

/** How the trust is paid: the authority, and the agreement that covers everything but private patients. */
export const agreement = { authority: "QX9", contract: "BLK001", purchaser: "QX900" } as const;

/** Places, people and lists: what is there before any patient comes. It depends on the seed alone. */
export interface Hospital {
  readonly seed: number;
  /** The instant of the extract. */
  readonly snapshotAt: Moment;
  readonly today: Day;
  /** What ended before this day is for the archives. */
  readonly archiveBefore: Day;
  /** Five characters. */
  readonly provider: string;
  readonly codes: typeof codeLists;
  readonly sites: readonly Site[];
  readonly specialties: readonly Specialty[];
  readonly consultants: readonly Consultant[];
  readonly wards: readonly Ward[];
  readonly clinics: readonly Clinic[];
  readonly appointmentTypes: readonly AppointmentType[];
  readonly outpatientLists: readonly OutpatientList[];
  readonly inpatientLists: readonly InpatientList[];
  readonly practices: readonly Practice[];
  readonly gps: readonly Gp[];
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
  readonly casenoteLocations: readonly CasenoteLocation[];
  readonly borrowers: readonly Borrower[];
  readonly serviceGroups: readonly ServiceGroup[];
  readonly staff: readonly StaffMember[];
}

export interface HospitalOptions {
  readonly seed: number;
  /** `YYYY-MM-DDTHH:MM`. */
  readonly snapshotAt?: string;
  /** Years of history that stay live; older events are archived. */
  readonly liveYears?: number;
}

export const SNAPSHOT = "2026-03-27T18:00";
const CONSULTANTS_A_SPECIALTY = 4;
const PRACTICES = 60;
const GPS_A_PRACTICE = 5;

/** Builds the hospital of a seed. */
export function buildHospital({ seed, snapshotAt = SNAPSHOT, liveYears = 8 }: HospitalOptions): Hospital {
  const random = Random.of(seed, "hospital");
  const snapshot = readMoment(snapshotAt);
  const today = onDay(snapshot);
  const sites = buildSites();
  const specialties = specialtyList;
  const consultants = specialties.flatMap((specialty, s) =>
    Array.from({ length: CONSULTANTS_A_SPECIALTY }, (_, n) => buildConsultant(random, specialty, s, n)),
  );
  const clinics = consultants.flatMap((consultant, i) => buildClinics(consultant, i, sites));
  const practices = Array.from({ length: PRACTICES }, (_, i) => buildPractice(random, i));
  return {
    seed,
    snapshotAt: snapshot,
    today,
    archiveBefore: today - Math.round(liveYears * 365.25),
    provider: "X9901",
    codes: codeLists,
    sites,
    specialties,
    consultants,
    wards: buildWards(sites),
    clinics,
    appointmentTypes,
    outpatientLists: specialties.flatMap((specialty, s) => buildOutpatientLists(specialty, consultants, s, sites)),
    inpatientLists: specialties
      .filter(({ surgical }) => surgical)
      .flatMap((specialty) => buildInpatientLists(specialty, consultants, sites)),
    practices,
    gps: practices.flatMap((_, p) =>
      Array.from({ length: GPS_A_PRACTICE }, (_, n) => buildGp(random, practices, p, p * GPS_A_PRACTICE + n)),
    ),
    diagnoses: diagnosisList,
    procedures: procedureList,
    casenoteLocations: [
      { code: "LIB", name: "Main library" },
      { code: "OPD", name: "Outpatients" },
      { code: "CODE", name: "Coding" },
      { code: "OFFS", name: "Off-site store" },
    ],
    borrowers: specialties.slice(0, 12).map(({ code: specialty, description }, i) => ({
      code: `B${specialty}`,
      surname: `${description.split(" ")[0]} Office`,
      titleAndInitials: i % 3 === 0 ? "Mrs J" : "",
    })),
    serviceGroups: buildServiceGroups(random, clinics),
    staff: Array.from({ length: 24 }, (_, i) => buildStaff(random, i)),
  };
}

export const appointmentTypes: readonly AppointmentType[] = [
  { code: "NEW", description: "New patient", category: "NEW", classification: "1" },
  { code: "2WW", description: "New, two week wait", category: "NEW", classification: "1" },
  { code: "FUP", description: "Follow-up", category: "FOL", classification: "2" },
  { code: "PRE", description: "Pre-assessment", category: "FOL", classification: "2" },
];

function buildSites(): readonly Site[] {
  return [
    {
      code: "WGH",
      name: "Westhaven General Hospital",
      lines: ["Infirmary Road", "Westhaven", "Westshire"],
      postcode: "WX1 1WH",
      phone: "01632 960400",
    },
    {
      code: "WCH",
      name: "Westhaven Community Hospital",
      lines: ["Beacon House", "2 Beacon Hill", "Westhaven", "Westshire"],
      postcode: "WX3 9GH",
      phone: "01632 960450",
    },
    {
      code: "QMU",
      name: "Quayside Maternity Unit",
      lines: ["Quayside Lane", "Westhaven"],
      postcode: "WX1 5QT",
      phone: "01632 960470",
    },
  ];
}

function buildWards([general, community, maternity]: readonly Site[]): readonly Ward[] {
  const medical = Array.from(
    { length: 8 },
    (_, i): Ward => ({ code: `M${i + 1}`, name: `Ward M${i + 1} Medicine`, site: general, kind: "medical" }),
  );
  const surgical = Array.from(
    { length: 6 },
    (_, i): Ward => ({ code: `S${i + 1}`, name: `Ward S${i + 1} Surgery`, site: general, kind: "surgical" }),
  );
  return [
    { code: "AMU", name: "Acute Medical Unit", site: general, kind: "assessment" },
    { code: "SAU", name: "Surgical Assessment", site: general, kind: "assessment" },
    ...medical,
    ...surgical,
    { code: "DSU", name: "Day Surgery Unit", site: general, kind: "day" },
    { code: "DSU2", name: "Day Surgery Two", site: general, kind: "day" },
    { code: "MAT1", name: "Maternity Ward", site: maternity, kind: "maternity" },
    { code: "NEO", name: "Neonatal Ward", site: maternity, kind: "maternity" },
    { code: "ASH", name: "Ash Ward", site: community, kind: "mental health" },
    { code: "OAK", name: "Oak Ward", site: community, kind: "mental health" },
  ];
}

function buildConsultant(random: Random, specialty: Specialty, s: number, n: number): Consultant {
  const surname = surnames[(s * CONSULTANTS_A_SPECIALTY + n) % surnames.length];
  const letters = surname.replace(/[^A-Za-z]/g, "").toUpperCase();
  return {
    code: `${letters.slice(0, 3).padEnd(3, "X")}${String(s * CONSULTANTS_A_SPECIALTY + n + 101)}`,
    gmc: `C999${String(1000 + s * CONSULTANTS_A_SPECIALTY + n)}`,
    title: random.pick(["Mr", "Miss", "Dr", "Ms", "Dr"]),
    initial: random.pick(forenames.female)[0],
    surname,
    formerSurname: n > 1 ? surnames[(s * CONSULTANTS_A_SPECIALTY + n + 31) % surnames.length] : undefined,
    specialty,
  };
}

function buildClinics(consultant: Consultant, index: number, sites: readonly Site[]): readonly Clinic[] {
  const name = `${consultant.title} ${consultant.initial} ${consultant.surname}`;
  const doctors: readonly ClinicDoctor[] = [
    { code: `R${consultant.code}`, name, gmc: consultant.gmc, consultant },
    { code: `J${consultant.code}`, name: `${consultant.specialty.description.slice(0, 20)} registrar`, consultant },
  ];
  return [0, 1].map((n) => ({
    code: `${consultant.specialty.code.slice(0, 3)}${index + 1}${n === 0 ? "A" : "B"}`,
    description: `${consultant.surname} ${n === 0 ? "clinic" : "second clinic"}`,
    site: sites[index % 5 === 4 ? 1 : 0],
    specialty: consultant.specialty,
    consultant,
    doctors,
    weekday: (index + n * 2) % 5,
  }));
}

function buildOutpatientLists(
  specialty: Specialty,
  consultants: readonly Consultant[],
  s: number,
  [general]: readonly Site[],
): readonly OutpatientList[] {
  const consultant = consultants[s * CONSULTANTS_A_SPECIALTY];
  return [false, true].map((followUp) => ({
    code: `${specialty.code.slice(0, 3)}${followUp ? "FU" : "NW"}`,
    description: `${specialty.description.slice(0, 18)} ${followUp ? "follow-up" : "new"}`,
    specialty,
    consultant: !followUp && s % 3 === 2 ? undefined : consultant,
    site: general,
    followUp,
  }));
}

function buildInpatientLists(
  specialty: Specialty,
  consultants: readonly Consultant[],
  [general]: readonly Site[],
): readonly InpatientList[] {
  const consultant = consultants.find((candidate) => candidate.specialty === specialty)!;
  return [false, true].map((dayCase) => ({
    code: `${specialty.code.slice(0, 3)}${dayCase ? "DC" : "IP"}`,
    description: `${specialty.description.slice(0, 18)} ${dayCase ? "day cases" : "inpatients"}`,
    formerDescription: dayCase ? undefined : `${specialty.description.slice(0, 18)} admissions`,
    specialty,
    consultant,
    site: general,
    dayCase,
  }));
}

function buildPractice(random: Random, index: number): Practice {
  const town = random.pick(towns);
  return {
    code: `X99${String(100 + index)}`,
    name: `${random.pick(streets).split(" ")[0]} Surgery ${index + 1}`,
    lines: [`${random.between(1, 180)} ${random.pick(streets)}`.slice(0, 20), town.name, "Westshire"],
    postcode: postcode(random, town.outward),
    phone: `01632 ${String(960_200 + index).padStart(6, "0")}`,
  };
}

function buildGp(random: Random, practices: readonly Practice[], at: number, index: number): Gp {
  const surname = random.pick(surnames);
  const national = String(9_990_000 + index);
  return {
    code: `${surname
      .replace(/[^A-Za-z]/g, "")
      .slice(0, 3)
      .toUpperCase()
      .padEnd(3, "X")}${String(index).padStart(3, "0")}`,
    nationalCode: national,
    dohCode: `G${national}`,
    fund: index % 4 === 2 ? `F${String(index).padStart(4, "0")}` : undefined,
    formerPractice: index % 3 === 0 ? practices[(at + 7) % practices.length] : undefined,
    title: "Dr",
    initials: random.pick(forenames.male)[0] + random.pick(forenames.female)[0],
    surname,
    practice: practices[at],
  };
}

function buildServiceGroups(random: Random, clinics: readonly Clinic[]): readonly ServiceGroup[] {
  const groups = [
    ["DN", "District nursing"],
    ["PHY", "Physiotherapy"],
    ["POD", "Podiatry"],
    ["SLT", "Speech and language"],
  ] as const;
  return groups.map(([group, description], g) => ({
    code: group,
    description,
    clinicians: Array.from({ length: 5 }, (_, n) => ({
      code: `${group}${n + 1}`,
      title: random.pick(["Mrs", "Mr", "Ms"]),
      forename: random.pick(forenames.female),
      surname: surnames[(g * 5 + n + 40) % surnames.length],
    })),
    clinic: clinics[g * 7],
    list: { code: `${group}WL`, description: `${description} list`, site: clinics[g * 7].site },
  }));
}

function buildStaff(random: Random, index: number): StaffMember {
  const forename = random.pick(index % 2 === 0 ? forenames.female : forenames.male);
  const surname = surnames[(index * 3 + 11) % surnames.length];
  return {
    userName: `${forename[0]}${surname.replace(/[^A-Za-z]/g, "")}${index}`.toLowerCase().slice(0, 15),
    forename,
    surname,
    department: random.pick(["MEDREC", "OPD", "WLO", "BEDS"]),
    staffId: `S${10_000 + index}`,
  };
}

/** A full postcode of a district that no post office uses: WX. */
export function postcode(random: Random, outward: string): string {
  return `${outward} ${random.between(1, 9)}${random.pick([..."ABDEFGHJLNPQRSTUWXYZ"])}${random.pick([..."ABDEFGHJLNPQRSTUWXYZ"])}`;
}

export { code };
