import { type MockRows, pas } from "@pas-migrate/core/mock";
import type { Contact, Hospital, Life } from "@pas-migrate/lives";
import { patientKey, rowKey } from "./answer.js";
import { LOAD_PMIADDRS, LOAD_PMICONTACTS, LOAD_PMIGPAUDIT } from "./load-tables.js";
import { recordsOf } from "./records.js";

/** National codes of relationships, by what V83 writes. */
const RELATIONSHIPS: Readonly<Record<string, string>> = {
  WIFE: "01",
  HUSBAND: "01",
  SPOUSE: "01",
  PARTNER: "02",
  "CIVIL PAR": "02",
  PARENT: "03",
  GUARDIAN: "05",
  "FOSTER PA": "06",
  "STEP PARE": "07",
  DAUGHTER: "09",
  SON: "09",
  CHILD: "09",
  MOTHER: "12",
  MUM: "12",
  FATHER: "13",
  DAD: "13",
  SISTER: "14",
  BROTHER: "15",
  AUNT: "16",
  UNCLE: "16",
  NIECE: "16",
  NEPHEW: "16",
  COUSIN: "16",
  GRANDSON: "16",
  GRANDDAUG: "16",
  GRANDMOTH: "16",
  GRANDFATH: "16",
  RELATIVE: "16",
  CARER: "20",
  UNKNOWN: "98",
  "NOT KNOWN": "98",
};

/** Where the patient lived and gets post, who the GPs were, and whom to call. */
export function expectPlaces(life: Life, hospital: Hospital, rows: MockRows): void {
  const patient = patientKey(life);
  const { postalAddress, nextOfKin, carer } = life.person;
  const { internal } = life.numbers[0];
  for (const { number, earlierAddresses, earlierGps } of recordsOf(life)) {
    earlierAddresses.forEach(({ lines, postcode, from, isStartHeld, to }, i) => {
      rows.expect(LOAD_PMIADDRS, {
        ...rowKey("LOAD_PMIADDRS", number.internal, "PREV", String(i + 1)),
        ...patient,
        address_type: "P",
        ...addressLines(lines),
        post_code: postcode,
        applies_start: isStartHeld ? pas.date(from) : "",
        applies_end: pas.date(to),
      });
    });
    earlierGps.forEach(({ gp, from, isStartHeld, to }, i) => {
      rows.expect(LOAD_PMIGPAUDIT, {
        ...rowKey("LOAD_PMIGPAUDIT", number.internal, String(i + 1)),
        ...patient,
        gp_national_code: gp.dohCode,
        practice_national_code: gp.practice.code,
        practice_post_code: gp.practice.postcode,
        applies_start: isStartHeld ? pas.date(from) : "",
        applies_end: pas.date(to),
      });
    });
  }
  if (postalAddress !== undefined && (postalAddress.until ?? hospital.today) >= hospital.today)
    rows.expect(LOAD_PMIADDRS, {
      ...rowKey("LOAD_PMIADDRS", internal, "POSTAL"),
      ...patient,
      address_type: "C",
      ...addressLines(postalAddress.lines),
      post_code: postalAddress.postcode,
      applies_end: pas.date(postalAddress.until),
    });
  const contact = (kind: "NOK" | "CARER", { lines, ...held }: Contact): void =>
    rows.expect(LOAD_PMICONTACTS, {
      ...rowKey("LOAD_PMICONTACTS", internal, kind),
      ...patient,
      contact_type: kind,
      relationship: RELATIONSHIPS[held.relationship],
      ...namesOf(held.name, hospital),
      ...addressLines(lines),
      post_code: held.postcode,
      phone_1: held.homePhone,
      phone_2: held.workPhone,
      comments: [held.comment, held.email && `E-mail: ${held.email}`].filter(Boolean).join("; "),
    });
  if (nextOfKin !== undefined) contact("NOK", nextOfKin);
  if (carer !== undefined) contact("CARER", carer);
}

function addressLines([first, second, third, fourth]: readonly string[]) {
  return { address_1: first, address_2: second, address_3: third, address_4: fourth };
}

/** A contact's name is one text: a title is certain, and so are forename and surname where just two words follow it. */
function namesOf(written: string, { codes }: Hospital) {
  const [first, ...others] = written.split(" ");
  const title = codes.titles.find(({ code }) => code === first)?.code;
  if (title === undefined) return { name_family: written };
  if (others.length === 2) return { title, name_1: others[0], name_family: others[1] };
  return { title, name_family: others.join(" ") };
}
