import { momentOf, pas, v83 } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { inUse, isToldOnce, listed, type PmiDefect, put, refused } from "./planting.js";

const OVERLAP = 10;

function wrongPostcode(
  id: string,
  title: string,
  rate: number,
  isFault: boolean,
  spoil: (held: string) => string,
): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      const held = homeOf(life).postcode;
      if (!isToldOnce(rows, life) || record.PtAddrPostCode !== held || (record.ExtAddressPostcd || held) !== held)
        return [];
      const change = put(record, "PtAddrPostCode", spoil(held));
      if (record.ExtAddressLine1) record.ExtAddressPostcd = change.after;
      answer.post_code = change.after;
      return isFault ? [listed("PMI-23", "PATDATA", number, change)] : [];
    },
  };
}

function wrongPhone(id: string, title: string, rate: number, phone: string, isLoaded: boolean): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (record.PtHomePhone === undefined || record.PtHomePhone !== life.person.phones.home) return [];
      const change = put(record, "PtHomePhone", phone);
      answer.telephone_no = isLoaded ? phone : "";
      const truth = listed("PMI-33", "PATDATA", number, change);
      return isLoaded ? [truth] : [truth, refused("PMI-33", "LOAD_PMI", number, "telephone_no", change)];
    },
  };
}

/** Where the patient lives. */
export function homeOf({ person: { addresses } }: Life) {
  return addresses[addresses.length - 1];
}

/** Faults in where the patient lives and how to reach the patient. */
export const placeDefects: readonly PmiDefect[] = [
  wrongPostcode("postcode-missing", "The home address has no postcode", 0.015, true, () => ""),
  wrongPostcode("postcode-not-a-postcode", "The home postcode lacks a letter", 0.007, true, (held) =>
    held.slice(0, -1),
  ),
  wrongPostcode("postcode-of-no-place", "The home postcode says: no fixed abode", 0.01, false, () => "ZZ99 3VZ"),
  {
    id: "address-forms-disagree",
    title: "The long form of the home address tells of another place than the short one",
    rate: 0.04,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      const { postcode, whole } = homeOf(life);
      if (record.PtAddrPostCode !== postcode || whole !== undefined || record.ExtAddressLine5) return [];
      record.ExtAddressLine1 = "Flat 2, The Old Brewery";
      record.ExtAddressLine2 = "Brewery Walk";
      record.ExtAddressLine3 = "Beaconsea";
      record.ExtAddressLine4 = "";
      const change = put(record, "ExtAddressPostcd", "WX3 7ZZ");
      return [listed("PMI-24", "PATDATA", number, change), refused("PMI-24", "LOAD_PMI", number, "post_code", change)];
    },
  },
  {
    id: "address-of-five-lines",
    title: "The long form of the home address has a line that the short one lacks",
    rate: 0.06,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      const { lines, postcode } = homeOf(life);
      const isWhole = record.PtAddrPostCode === postcode && (record.ExtAddressPostcd || postcode) === postcode;
      if (!isToldOnce(rows, life) || !isWhole || lines.length !== 3) return [];
      const [street, town, county] = lines;
      record.ExtAddressLine1 = "Flat 2, The Old Brewery";
      record.ExtAddressLine2 = street;
      record.ExtAddressLine3 = town;
      record.ExtAddressLine4 = county;
      record.ExtAddressPostcd = postcode;
      answer.pat_address_1 = record.ExtAddressLine1;
      answer.pat_address_2 = street;
      answer.pat_address_3 = town;
      answer.pat_address_4 = `${county}, England`;
      return [listed("PMI-24", "PATDATA", number, put(record, "ExtAddressLine5", "England"))];
    },
  },
  {
    id: "earlier-addresses-overlap",
    title: "An earlier address ends after the next one began",
    rate: 0.02,
    plant: (rows, life) => changeEnd(rows, life, (_from, to) => to + OVERLAP),
  },
  {
    id: "earlier-address-ends-before-its-start",
    title: "An earlier address ends before it begins",
    rate: 0.001,
    plant: (rows, life) => (isToldOnce(rows, life) ? changeEnd(rows, life, (from) => from - 5) : []),
  },
  {
    id: "gp-registration-left-open",
    title: "A GP registration was not closed when the next one began",
    rate: 0.01,
    plant: (rows, life) => {
      const { number } = inUse(rows, life);
      const open = rows.source("GPHISTORY").find(({ InternalPatientNumber: of }) => of === number);
      // One without a start has no place in the order of registrations.
      if (!open?.ToDate || !open.FromDate || life.person.gps[0].to === undefined) return [];
      if (open.ToDate !== v83.dateTimeInt(momentOf(life.person.gps[0].to))) return [];
      const change = put(open, "ToDate", "");
      open.PmiPatientGpHistoryToDateIndexKey = "";
      return [
        listed("PMI-27", "GPHISTORY", `${number}|1`, change),
        refused("PMI-27", "LOAD_PMIGPAUDIT", `${number}|1`, "applies_end", change),
      ];
    },
  },
  {
    id: "gp-registrations-overlap",
    title: "A GP registration ends after the next one began",
    rate: 0.005,
    plant: (rows, life) => {
      const { number } = inUse(rows, life);
      const { to } = life.person.gps[0];
      const early = rows.source("GPHISTORY").find(({ InternalPatientNumber: of }) => of === number);
      if (to === undefined || early?.ToDate !== v83.dateTimeInt(momentOf(to))) return [];
      const change = put(early, "ToDate", v83.dateTimeInt(momentOf(to + OVERLAP)));
      early.PmiPatientGpHistoryToDateIndexKey = v83.dateInt(to + OVERLAP);
      for (const row of rows.expected("LOAD_PMIGPAUDIT"))
        if (row.external_system_id === `${number}|1`) row.applies_end = pas.date(to + OVERLAP);
      return [listed("PMI-27", "GPHISTORY", `${number}|1`, change)];
    },
  },
  {
    id: "gp-code-without-letter",
    title: "The national code of an earlier GP lacks its letter",
    rate: 0.003,
    plant: (rows, life) => {
      const { number } = inUse(rows, life);
      const key = `${number}|1`;
      const [{ gp, to }] = life.person.gps;
      const record = rows.source("GPHISTORY").find(({ InternalPatientNumber: of }) => of === number);
      const answer = rows.expected("LOAD_PMIGPAUDIT").find(({ external_system_id: of }) => of === key);
      if (!isToldOnce(rows, life) || to === undefined || record?.GpCode !== gp.code || answer === undefined) return [];
      const code = `L${life.index}`;
      const { nationalCode, practice } = gp;
      rows.source("GP").push({
        GpCode: code,
        Surname: gp.surname,
        GpName: gp.surname,
        NationalCode: nationalCode,
        DohCode: nationalCode,
        PracticeCode: practice.code,
        Postcode: practice.postcode,
        MfRecStsInd: "0",
      });
      const change = put(record, "GpCode", code);
      answer.gp_national_code = "";
      return [refused("REFD-05", "LOAD_PMIGPAUDIT", key, "gp_national_code", change)];
    },
  },
  {
    id: "practice-code-not-national",
    title: "An earlier registration names a practice by a code that is no national one",
    rate: 0.003,
    plant: (rows, life) => {
      const { number } = inUse(rows, life);
      const key = `${number}|1`;
      const record = rows.source("GPHISTORY").find(({ InternalPatientNumber: of }) => of === number);
      const answer = rows.expected("LOAD_PMIGPAUDIT").find(({ external_system_id: of }) => of === key);
      if (!isToldOnce(rows, life) || record === undefined || answer === undefined) return [];
      if (record.Practice !== answer.practice_national_code) return [];
      const change = put(record, "Practice", "HIGHST");
      answer.practice_national_code = "";
      return [refused("REFD-05", "LOAD_PMIGPAUDIT", key, "practice_national_code", change)];
    },
  },
  {
    id: "gp-not-in-the-master-file",
    title: "The patient's GP is not in the master file",
    rate: 0.003,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      const { gps } = life.person;
      if (!isToldOnce(rows, life) || record.GpCode !== gps[gps.length - 1].gp.code) return [];
      const change = put(record, "GpCode", "ZZZ999");
      for (const column of [
        "gp_national_code",
        "practice_national_code",
        "practice_post_code",
        "practice_applies_from",
      ])
        answer[column] = "";
      const registration = `${number}|${gps.length}`;
      return [
        listed("PMI-27", "GPHISTORY", registration, change),
        refused("REFD-05", "LOAD_PMI", number, "gp_national_code", change),
        refused("PMI-27", "LOAD_PMIGPAUDIT", registration, "", change),
      ];
    },
  },
  wrongPhone(
    "mobile-number-as-home-phone",
    "A mobile number stands in the field of the home phone",
    0.01,
    "07700 900123",
    true,
  ),
  wrongPhone("phone-too-short", "The home phone has nine digits", 0.005, "01632 9601", true),
  wrongPhone("phone-of-two-numbers", "The home phone is two numbers", 0.01, "01632 960123 / 960124", false),
  {
    id: "phone-with-words",
    title: "Words stand beside the home phone",
    rate: 0.03,
    plant: (rows, life) => {
      const { record, answer } = inUse(rows, life);
      if (record.PtHomePhone === undefined || record.PtHomePhone !== life.person.phones.home) return [];
      record.PtHomePhone = `${record.PtHomePhone} AFTER 6PM`;
      answer.comments = [answer.comments, "Home phone: AFTER 6PM"].filter(Boolean).join("; ");
      return [];
    },
  },
  {
    id: "comment-with-quotes-and-lines",
    title: "A comment holds commas, quotation marks and a new line",
    rate: 0.03,
    plant: (rows, life) => {
      const { record, answer } = inUse(rows, life);
      const held = life.person.comment ?? "";
      if ((record.GeneralComments ?? "") !== held) return [];
      const text = 'Says "ring first", then\nknock twice; £5 is owed';
      const others = answer.comments!.slice(held.length).replace(/^; /, "");
      record.GeneralComments = text;
      answer.comments = [text, others].filter(Boolean).join("; ");
      return [];
    },
  },
];

/** Gives the first of several earlier addresses another end. */
function changeEnd(
  rows: Parameters<PmiDefect["plant"]>[0],
  life: Life,
  end: (from: number, to: number) => number,
): ReturnType<PmiDefect["plant"]> {
  const { number } = inUse(rows, life);
  const [first, , third] = life.person.addresses;
  const row = rows.source("PREVADDRESS").find(({ InternalPatientNumber: of }) => of === number);
  if (third === undefined || row?.EffectiveToDateInt !== v83.dateInt(first.to)) return [];
  const to = end(first.from, first.to!);
  const change = put(row, "EffectiveToDateInt", v83.dateInt(to));
  row.EffectiveToDate = v83.date(to);
  for (const answer of rows.expected("LOAD_PMIADDRS"))
    if (answer.external_system_id === `${number}|PREV|1`) answer.applies_end = pas.date(to);
  return [listed("PMI-25", "PREVADDRESS", `${number}|1`, change)];
}
