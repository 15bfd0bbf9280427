import { type MockRows, onDay, pas, recordNumber } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { nationalSex } from "./answer.js";
import { LOAD_PMI } from "./load-tables.js";

/** National codes of the languages that patients speak. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ENGLISH: "en",
  POLISH: "pl",
  URDU: "ur",
  BENGALI: "bn",
  GUJARATI: "gu",
  ARABIC: "ar",
  FRENCH: "fr",
  PORTUGUESE: "pt",
  ITALIAN: "it",
  SLOVAK: "sk",
  MAKATON: "q5",
  HUNGARIAN: "hu",
  BULGARIAN: "bg",
  TURKISH: "tr",
  SOMALI: "so",
  TAMIL: "ta",
  HINDI: "hi",
  CROATIAN: "hr",
  GERMAN: "de",
  RUSSIAN: "ru",
  UKRAINIAN: "uk",
  ALBANIAN: "sq",
  VIETNAMESE: "vi",
  SWAHILI: "sw",
};

/** The patient's row in LOAD_PMI, under the number in use. */
export function expectPatient({ person, numbers: [number] }: Life, rows: MockRows): void {
  const { name, addresses, gps, phones, death } = person;
  const home = addresses[addresses.length - 1];
  const lines = home.whole ?? home.lines;
  const { gp, from: registeredFrom } = gps[gps.length - 1];
  const [first, second, third] = name.forenames;
  rows.expect(LOAD_PMI, {
    record_number: recordNumber("LOAD_PMI", number.internal),
    system_code: "V83",
    external_system_id: number.internal,
    main_crn_type: "DISTRICT",
    main_crn: number.district,
    nhs_number: person.nhsNumber,
    nhs_number_status: person.nhsNumberStatus,
    sex: nationalSex(person.sex),
    title: name.title?.code,
    pat_name_1: first,
    pat_name_2: second,
    pat_name_3: third,
    pat_name_family: name.surname,
    date_of_birth: pas.date(person.born),
    place_born: person.countryOfBirth?.national,
    ethnic_group: person.ethnicity?.national,
    preferred_language: person.language === undefined ? "" : LANGUAGES[person.language.toUpperCase()],
    religion_code: person.religion?.code,
    marital_status: person.maritalStatus?.code,
    pat_address_1: lines[0],
    pat_address_2: lines[1],
    pat_address_3: lines[2],
    // Five lines of the long form are four here.
    pat_address_4: lines.slice(3).join(", "),
    post_code: home.postcode,
    telephone_no: phones.home,
    telephone_no_2: phones.work,
    telephone_no_3: phones.mobile,
    pat_email_address: phones.email,
    // Since when the patient lives there is known only from the end of the address before.
    pat_address_from: addresses.length > 1 ? pas.date(home.from) : "",
    // V83 holds the day alone.
    date_of_death: death === undefined ? "" : `${pas.date(onDay(death.at))} 00:00`,
    comments: commentsOf(person),
    note_1_subject: person.identification && "Identification",
    note_1_text: person.identification,
    note_2_subject: person.medicalProfile && "Medical profile",
    note_2_text: person.medicalProfile,
    gp_national_code: gp.dohCode,
    practice_national_code: gp.practice.code,
    practice_post_code: gp.practice.postcode,
    practice_applies_from: pas.date(registeredFrom),
  });
}

function commentsOf({ comment, death }: Life["person"]): string {
  const texts: string[] = [];
  if (comment !== undefined) texts.push(comment);
  if (death?.comment !== undefined) texts.push(`Death: ${death.comment}`);
  if (death?.informedBy !== undefined) texts.push(`Death informed by: ${death.informedBy}`);
  return texts.join("; ");
}
