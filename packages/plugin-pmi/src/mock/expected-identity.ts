import { createHash } from "node:crypto";
import { type MockRows, pas } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { nationalSex, patientKey, rowKey } from "./answer.js";
import { LOAD_PMIALIASES, LOAD_PMIIDS } from "./load-tables.js";
import { recordsOf } from "./records.js";

/** The numbers besides the main one by which somebody may ask for the patient, and the names besides today's. */
export function expectIdentity(life: Life, rows: MockRows): void {
  const patient = patientKey(life);
  const id = (number: string, type: string, value: string, volume?: string): void =>
    rows.expect(LOAD_PMIIDS, {
      ...rowKey("LOAD_PMIIDS", number, type, shortDigest(value)),
      ...patient,
      additional_id_type: type,
      additional_id: value,
      volume,
    });
  const { oldNhsNumber, alternateNumber, facilityNumber } = life.person;
  const [{ internal: inUse }] = life.numbers;
  for (const { internal, district, mergedAt } of life.numbers)
    if (mergedAt !== undefined) id(internal, "DISTRICT", district);
  if (oldNhsNumber !== undefined) id(inUse, "OLDNHS", oldNhsNumber);
  if (alternateNumber !== undefined) id(inUse, "ALTERNATE", alternateNumber);
  if (facilityNumber !== undefined) id(inUse, "FACILITY", facilityNumber);
  for (const { number, casenote } of life.casenotes) id(number.internal, "CASENOTE", casenote, "1");
  expectAliases(life, rows);
}

/** The first twelve hexadecimal digits of a number's MD5: numbers do not stand in keys. */
export function shortDigest(value: string): string {
  return createHash("md5").update(value, "utf8").digest("hex").slice(0, 12);
}

function expectAliases(life: Life, rows: MockRows): void {
  const { person, numbers } = life;
  const { name, birthName, preferredName, earlierNames } = person;
  const patient = patientKey(life);
  const { internal } = numbers[0];
  const whole = { sex: nationalSex(person.sex), date_of_birth: pas.date(person.born) };
  const withoutSex = { ...whole, sex: "0" };
  const alias = (
    parts: readonly string[],
    family: string,
    [first, second, third]: readonly string[],
    more?: { readonly sex: string; readonly date_of_birth: string },
  ): void =>
    rows.expect(LOAD_PMIALIASES, {
      ...rowKey("LOAD_PMIALIASES", ...parts),
      ...patient,
      ...more,
      pat_name_1: first,
      pat_name_2: second,
      pat_name_3: third,
      pat_name_family: family,
    });
  earlierNames.forEach(({ surname, forenames, isSexKnown }, i) => {
    alias([internal, "PREV", String(i + 1)], surname, forenames, isSexKnown ? whole : withoutSex);
  });
  const known = [name, ...earlierNames].map(({ surname }) => surname.toUpperCase());
  if (birthName !== undefined && !known.includes(birthName.toUpperCase())) alias([internal, "BIRTH"], birthName, []);
  if (preferredName !== undefined) alias([internal, "PREFERRED"], name.surname, preferredName.split(" "));
  for (const { number, isInUse, surname, forenames } of recordsOf(life)) {
    const isToday = surname === name.surname && forenames.join(" ") === name.forenames.join(" ");
    if (!isInUse && !isToday) alias([number.internal, "MERGED"], surname, forenames, whole);
  }
}
