import { type Day, dateOf, dayOf, type MockRow, onDay, pas, v83 } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { patientKey, rowKey } from "./answer.js";
import { inUse, isToldOnce, listed, type PmiDefect, put, refused } from "./planting.js";

/** Writes a date of birth in each of its forms. */
function bear(record: MockRow, born: Day): void {
  const { year, month, day } = dateOf(born);
  record.PtDoB = v83.date(born);
  record.InternalDateOfBirth = v83.dateInt(born);
  record.PtDobDayInt = String(day);
  record.PtDobMonthInt = String(month);
  record.PtDobYearInt = String(year);
}

function wrongBirth(
  id: string,
  title: string,
  rate: number,
  rules: readonly string[],
  day: (life: Life, today: Day) => Day,
): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life, { today }) => {
      const { number, record, answer } = inUse(rows, life);
      const before = pas.date(life.person.born);
      if (!isToldOnce(rows, life) || life.person.death !== undefined || record.PtDoB !== before) return [];
      const born = day(life, today);
      bear(record, born);
      answer.date_of_birth = pas.date(born);
      const change = { field: "InternalDateOfBirth", before, after: pas.date(born) };
      // A rule that is put to many tables names the table, too.
      return rules.map((rule) => listed(rule, "PATDATA", rule === "GEN-10" ? `PATDATA|${number}` : number, change));
    },
  };
}

function longName(id: string, title: string, rate: number, field: "Surname" | "Forenames", name: string): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      const { name: held, preferredName } = life.person;
      const whole = record.Surname === held.surname && record.Forenames === held.forenames.join(" ");
      if (!isToldOnce(rows, life) || preferredName !== undefined || !whole) return [];
      if (field === "Surname") answer.pat_name_family = name;
      else [answer.pat_name_1, answer.pat_name_2, answer.pat_name_3 = ""] = name.split(" ");
      return [listed("PMI-18", "PATDATA", number, put(record, field, name))];
    },
  };
}

/** Faults in who the patient is: birth, death, sex and name. */
export const personDefects: readonly PmiDefect[] = [
  wrongBirth(
    "birth-date-of-1900",
    "The date of birth is 01/01/1900, which means unknown",
    0.003,
    ["GEN-10", "PMI-10"],
    () => dayOf(1900, 1, 1),
  ),
  wrongBirth(
    "birth-date-in-future",
    "The date of birth lies ahead",
    0.0001,
    ["GEN-10", "PMI-10"],
    (_life, today) => today + 40,
  ),
  wrongBirth(
    "birth-date-too-early",
    "Nobody is as old as the date of birth says",
    0.001,
    ["PMI-10"],
    (_life, today) => {
      const { year, month } = dateOf(today);
      return dayOf(year - 123, month, 11);
    },
  ),
  {
    id: "birth-date-parts-disagree",
    title: "The day of birth that stands by itself is another one",
    rate: 0.0005,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      if (record.PtDoB !== v83.date(life.person.born)) return [];
      const day = Number(record.PtDobDayInt);
      return [listed("PMI-09", "PATDATA", number, put(record, "PtDobDayInt", String(day === 1 ? 2 : day - 1)))];
    },
  },
  {
    id: "birth-date-shown-otherwise",
    title: "The date of birth that people see is not the one that the system holds",
    rate: 0.001,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      if (record.PtDoB !== v83.date(life.person.born)) return [];
      const change = put(record, "PtDoB", v83.date(life.person.born + 1));
      return [listed("PMI-09", "PATDATA", number, change), listed("GEN-08", "PATDATA", `PATDATA|${number}`, change)];
    },
  },
  {
    id: "death-without-date",
    title: "The patient is known to have died, and no day is held",
    rate: 0.01,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (life.person.death === undefined || record.PtDeathIndInt !== "1") return [];
      const change = put(record, "PtDateOfDeathInt", "");
      record.PtDateOfDeath = "";
      answer.date_of_death = "";
      rows.expected("LOAD_PMISTAFFWARNINGS").push({
        ...rowKey("LOAD_PMISTAFFWARNINGS", number, "DIED"),
        ...patientKey(life),
        warning_code: "DIED",
        warning_comment: "1",
      });
      return [listed("PMI-12", "PATDATA", number, change)];
    },
  },
  {
    id: "death-date-without-flag",
    title: "A date of death is held, and the patient is not said to have died",
    rate: 0.003,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      if (life.person.death === undefined || record.PtDateOfDeathInt === "") return [];
      return [listed("PMI-12", "PATDATA", number, put(record, "PtDeathIndInt", "0"))];
    },
  },
  {
    id: "death-with-a-booking-ahead",
    title: "The patient has died, and an appointment lies ahead",
    rate: 0.002,
    plant: (rows, life, { today }) => {
      const { number, record, answer } = inUse(rows, life);
      const isAwaited = life.referrals.some(({ appointments }) =>
        appointments.some(({ status, at }) => status === "ahead" && onDay(at) > today),
      );
      if (life.person.death !== undefined || !isAwaited || life.person.born >= today - 1) return [];
      record.PtDeathIndInt = "1";
      record.PtDateOfDeath = v83.date(today - 1);
      answer.date_of_death = `${pas.date(today - 1)} 00:00`;
      return [listed("PMI-13", "PATDATA", number, put(record, "PtDateOfDeathInt", v83.dateInt(today - 1)))];
    },
  },
  {
    id: "sex-not-a-code",
    title: "The sex is none of the codes there are",
    rate: 0.001,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (!isToldOnce(rows, life) || record.Sex !== life.person.sex) return [];
      const change = put(record, "Sex", "U");
      answer.sex = "";
      return [listed("PMI-21", "PATDATA", number, change), refused("PMI-21", "LOAD_PMI", number, "sex", change)];
    },
  },
  {
    id: "sex-and-gender-differ",
    title: "Sex and current gender differ",
    rate: 0.002,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      const other = life.person.sex === "F" ? "M" : "F";
      record.CurrentGenderDesc = other === "F" ? "Female" : "Male";
      record.CurrentGenderInt = other === "F" ? "2" : "1";
      return [listed("PMI-21", "PATDATA", number, put(record, "CurrentGender", other))];
    },
  },
  longName(
    "forenames-at-their-limit",
    "The forenames fill their twenty places: they may be cut",
    0.006,
    "Forenames",
    "Christopher Alexandr",
  ),
  longName(
    "surname-at-its-limit",
    "The surname fills its 24 places: it may be cut",
    0.0005,
    "Surname",
    "Featherstonehaugh-Willou",
  ),
  {
    id: "identity-withheld",
    title: "The patient's identity is to be withheld",
    rate: 0.0005,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      return [listed("PMI-30", "PATDATA", number, put(record, "WithheldIdentityReason", "01"))];
    },
  },
  {
    id: "untidy-text",
    title: "Names and addresses have blanks around and between them",
    rate: 0.15,
    plant: (rows, life) => {
      const { record } = inUse(rows, life);
      const [line, surname, forenames] = [record.PtAddrLine1!, record.Surname!, record.Forenames!];
      if (line.length < 20) record.PtAddrLine1 = ` ${line}`;
      if (surname.length < 24) record.Surname = `${surname} `;
      // Forenames that fill their twenty places are another fault.
      if (forenames.length < 19 && isToldOnce(rows, life)) record.Forenames = forenames.replace(" ", "  ");
      return [];
    },
  },
];
