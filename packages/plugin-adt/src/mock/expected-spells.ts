import { type MockRows, type Moment, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { ConsultantEpisode, Hospital, Life, Spell } from "@pas-migrate/lives";
import { categoryIn, hasStays, isElective, isKeptByConsultant, practiceOf } from "./facts.js";
import { LOAD_ADT_ADMISSIONS, LOAD_ADT_CODING, LOAD_ADT_EPISODES, LOAD_ADT_WARDSTAYS } from "./loads.js";

/** Expects a spell that is not for the archive: the admission, its episodes, and where and why the patient was there. */
export function expectSpell(spell: Spell, life: Life, hospital: Hospital, rows: MockRows): void {
  expectAdmission(spell, life, rows);
  for (const episode of spell.episodes) {
    expectEpisode(spell, episode, hospital, rows);
    expectCodes(spell, episode, rows);
  }
  expectStays(spell, rows);
}

function expectAdmission(spell: Spell, { numbers }: Life, rows: MockRows): void {
  const { number, episode, gp, discharge, entry } = spell;
  const elective = isElective(spell);
  const practice = practiceOf(spell);
  rows.expect(LOAD_ADT_ADMISSIONS, {
    record_number: recordNumber("LOAD_ADT_ADMISSIONS", number.internal, episode),
    loadiwl_record_number: elective ? recordNumber("LOAD_IWL", number.internal, episode) : undefined,
    system_code: "V83",
    external_system_id: `${number.internal}|${episode}`,
    main_crn_type: "DISTRICT",
    main_crn: numbers[0].district,
    ref_gp_code: gp?.dohCode,
    ref_practice_code: practice?.code,
    // Of practices V83 holds the present ones of its GPs alone.
    ref_practice_postcode: practice === gp?.practice ? practice?.postcode : undefined,
    intended_management: spell.intendedManagement.national,
    wl_date: elective ? pas.date(entry?.waitingSince) : undefined,
    admit_date: pas.dateTime(spell.admittedAt),
    estimated_discharge_date: pas.dateTime(spell.expectedDischargeAt),
    admission_type: spell.method.national,
    admit_from: spell.source.national,
    discharge_date: pas.dateTime(discharge?.at),
    discharge_type: discharge?.method.national,
    discharge_to: discharge?.destination.national,
  });
}

function expectEpisode(spell: Spell, episode: ConsultantEpisode, hospital: Hospital, rows: MockRows): void {
  const parts = [spell.number.internal, spell.episode, episode.number];
  rows.expect(LOAD_ADT_EPISODES, {
    record_number: recordNumber("LOAD_ADT_EPISODES", ...parts),
    adt_adm_record_number: recordNumber("LOAD_ADT_ADMISSIONS", spell.number.internal, spell.episode),
    system_code: "V83",
    external_system_id: parts.join("|"),
    patient_category: (isKeptByConsultant(spell) ? categoryIn(spell, episode) : spell.category).national,
    actual_management: managementOf(spell, hospital),
    specialty: episode.specialty.treatmentFunction,
    consultant_code: episode.consultant.code,
    start_date: pas.dateTime(episode.start),
    end_date: pas.dateTime(episode.end),
  });
}

/** A day case is one that left the same day; who stayed the night is an inpatient; of who is still there it is open. */
function managementOf({ intendedManagement, admittedAt, discharge }: Spell, { snapshotAt }: Hospital) {
  if (intendedManagement.national !== "2") return intendedManagement.national;
  if (onDay(discharge?.at ?? snapshotAt) > onDay(admittedAt)) return "1";
  return discharge === undefined ? undefined : "2";
}

/** The loader hangs a stay on an episode: a stay that outlasts one goes on in the next as a row of its own. */
function expectStays(spell: Spell, rows: MockRows): void {
  if (!hasStays(spell)) return;
  for (const stay of spell.wardStays)
    for (const episode of spell.episodes) {
      const start = Math.max(stay.start, episode.start);
      const end = earlier(stay.end, episode.end);
      if (end !== undefined && end <= start) continue;
      const parts = [spell.number.internal, spell.episode, v83.dateTimeInt(start)];
      rows.expect(LOAD_ADT_WARDSTAYS, {
        record_number: recordNumber("LOAD_ADT_WARDSTAYS", ...parts),
        adt_eps_record_number: recordNumber("LOAD_ADT_EPISODES", spell.number.internal, spell.episode, episode.number),
        system_code: "V83",
        external_system_id: parts.join("|"),
        ward: stay.ward.code,
        bed_location: stay.room === undefined ? undefined : `${stay.room} ${stay.bed}`,
        start_date: pas.dateTime(start),
        end_date: pas.dateTime(end),
      });
    }
}

function earlier(one: Moment | undefined, other: Moment | undefined): Moment | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}

function expectCodes(spell: Spell, episode: ConsultantEpisode, rows: MockRows): void {
  const { coding } = episode;
  if (coding === undefined) return;
  const { primary, subsidiary, secondary, procedures } = coding;
  const diagnoses = subsidiary === undefined ? [primary, ...secondary] : [primary, subsidiary, ...secondary];
  diagnoses.forEach(({ code }, i) => {
    const on = i === 0 ? onDay(coding.codedAt) : undefined;
    expectCode(spell, episode, "DIAG", i + 1, code, pas.date(on), rows);
  });
  procedures.forEach(({ procedure, on }, i) => {
    expectCode(spell, episode, "PROC", i + 1, procedure.code, pas.date(on), rows);
  });
}

function expectCode(
  spell: Spell,
  episode: ConsultantEpisode,
  kind: "DIAG" | "PROC",
  place: number,
  code: string,
  date: string,
  rows: MockRows,
): void {
  const { number } = episode;
  const parts = [spell.number.internal, spell.episode, number, kind, String(place)];
  rows.expect(LOAD_ADT_CODING, {
    record_number: recordNumber("LOAD_ADT_CODING", ...parts),
    adt_eps_record_number: recordNumber("LOAD_ADT_EPISODES", spell.number.internal, spell.episode, number),
    system_code: "V83",
    external_system_id: parts.join("|"),
    diagnosis_division: kind === "DIAG" ? "Diagnoses" : "Procedures",
    note_type: place === 1 ? "Primary" : "Secondary",
    diagnosis: withoutPoint(code),
    diagnosis_date: date,
  });
}

/** The load tables write codes without their point. */
export function withoutPoint(code: string): string {
  return code.replace(".", "");
}
