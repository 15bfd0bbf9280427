import { type Day, type MockRows, onDay, pas, yearsBetween } from "@pas-migrate/core/mock";
import {
  agreement,
  type Code,
  type Consultant,
  type ConsultantEpisode,
  type Diagnosis,
  type Hospital,
  type Life,
  type Spell,
} from "@pas-migrate/lives";
import { withoutPoint } from "./expected-spells.js";
import { addressOn, categoryIn, daysWaited, gpOn, isElective, isRegistered, practiceOf, stayAtEnd } from "./facts.js";
import { LOAD_ADT_ARCHIVE } from "./loads.js";
import { atLength } from "./words.js";

/** Expects a spell of the past: a row an episode, each told as it was. */
export function expectPast(spell: Spell, life: Life, hospital: Hospital, rows: MockRows): void {
  for (const episode of spell.episodes) expectEpisode(spell, episode, life, hospital, rows);
}

function expectEpisode(spell: Spell, episode: ConsultantEpisode, life: Life, hospital: Hospital, rows: MockRows): void {
  const { person, numbers } = life;
  const { discharge, admittedAt, entry, episodes } = spell;
  const { start, coding } = episode;
  const end = episode.end!;
  const [firstEpisode] = episodes;
  const lastEpisode = episodes[episodes.length - 1];
  const isKept = isRegistered(spell, life);
  const knownOn = onDay(isKept ? admittedAt : start);
  const { whole, lines: cut, postcode } = addressOn(person, knownOn);
  const lines = isKept ? cut : (whole ?? cut);
  const gp = spell.gp ?? gpOn(person, knownOn);
  const elective = isElective(spell);
  const category = categoryIn(spell, episode);
  const isPrivate = category.national === "02";
  const dayCase = spell.intendedManagement.national === "2" && onDay(discharge!.at) === onDay(admittedAt);
  const procedures = coding?.procedures.map(({ procedure }) => procedure) ?? [];
  const diagnoses = coding === undefined ? [] : [coding.primary, coding.subsidiary, ...coding.secondary];
  const further = (coding === undefined ? [] : diagnoses.slice(1)).filter((held) => held !== undefined);
  rows.expect(LOAD_ADT_ARCHIVE, {
    encounter_type: dayCase ? "D" : "I",
    crn: numbers[0].district,
    date_of_birth: pas.date(person.born),
    sex: person.sex === "M" ? "1" : "2",
    pat_name_1: person.name.forenames[0],
    pat_name_family: person.name.surname,
    address_1: lines[0],
    address_2: lines[1],
    address_3: lines[2],
    address_4: lines[3],
    address_5: lines[4],
    post_code: postcode,
    district: agreement.authority,
    contract_number: isPrivate ? undefined : agreement.contract,
    provider_code: hospital.provider.slice(0, 4),
    purchaser_code: isPrivate ? undefined : agreement.purchaser,
    inpatient_wait_days: elective ? String(daysWaited(spell)) : undefined,
    operation_date: pas.date(coding?.procedures[0]?.on),
    gp_registration_code: gp.dohCode,
    gp_fundholder_code: gp.fund,
    gp_name: `${gp.title} ${gp.initials} ${gp.surname}`,
    gp_practice_code: (practiceOf(spell) ?? gp.practice).code,
    patient_category: category.description,
    intended_management: spell.intendedManagement.description,
    admit_date: pas.date(onDay(admittedAt)),
    est_discharge_date: pas.date(spell.expectedDischargeAt && onDay(spell.expectedDischargeAt)),
    physical_discharge_date: pas.date(onDay(discharge!.at)),
    admission_method: spell.method.description,
    admitting_specialty: firstEpisode.specialty.description,
    admitting_consultant_gmc: firstEpisode.consultant.gmc,
    admitting_consultant_name: nameOf(firstEpisode.consultant),
    discharge_method: inWords(discharge!.method),
    discharge_destination: inWords(discharge!.destination),
    discharging_specialty: lastEpisode.specialty.description,
    discharging_consultant_gmc: lastEpisode.consultant.gmc,
    discharging_consultant_name: nameOf(lastEpisode.consultant),
    episode_order: String(episodes.indexOf(episode) + 1),
    age_at_start_of_episode: String(yearsBetween(person.born, onDay(start))),
    episode_start: pas.date(onDay(start)),
    episode_end: pas.date(onDay(end)),
    duration_of_episode: String(onDay(end) - onDay(start)),
    specialty: episode.specialty.description,
    consultant_gmc: episode.consultant.gmc,
    consultant_name: nameOf(episode.consultant),
    ward_name: stayAtEnd(spell, episode).ward.name,
    diagnosis_scheme: coding && "ICD-10",
    primary_diagnosis_code: coding && withoutPoint(coding.primary.code),
    primary_diagnosis_desc: coding?.primary.description,
    ...inColumns("diagnosis", further),
    procedure_scheme: procedures.length === 0 ? undefined : "OPCS-4",
    primary_procedure_code: procedures[0] && withoutPoint(procedures[0].code),
    primary_procedure_desc: procedures[0]?.description,
    ...inColumns("procedure", procedures.slice(1)),
    hrg: coding?.hrg,
    comments: commentsOf(further, procedures.slice(1), elective ? entry?.waitingSince : undefined),
  });
}

/** The archive has columns for so many codes of a kind beside the primary one. */
const COLUMNS = 10;

function inColumns(kind: "diagnosis" | "procedure", codes: readonly Diagnosis[]): Record<string, string> {
  const columns: Record<string, string> = {};
  codes.slice(0, COLUMNS).forEach(({ code, description }, i) => {
    columns[`${kind}_${i + 1}_code`] = withoutPoint(code);
    columns[`${kind}_${i + 1}_desc`] = description;
  });
  return columns;
}

/** What the archive has no column for. */
function commentsOf(diagnoses: readonly Diagnosis[], procedures: readonly Diagnosis[], waitingSince?: Day): string {
  const beyond = (codes: readonly Diagnosis[]) =>
    codes
      .slice(COLUMNS)
      .map(({ code }) => withoutPoint(code))
      .join(", ");
  const texts = [
    ["Further diagnoses: ", beyond(diagnoses)],
    ["Further procedures: ", beyond(procedures)],
    ["On the waiting list from ", pas.date(waitingSince)],
  ];
  return texts
    .filter(([, text]) => text !== "")
    .map((words) => words.join(""))
    .join("; ");
}

function nameOf({ title, initial, surname }: Consultant): string {
  return `${title} ${initial} ${surname}`;
}

function inWords({ description }: Code): string {
  return atLength[description] ?? description;
}
