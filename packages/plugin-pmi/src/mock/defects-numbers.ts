import { type MockRow, type PatientRows, strike } from "@pas-migrate/core/mock";
import type { Life } from "@pas-migrate/lives";
import { inUse, listed, type PmiDefect, put, refused } from "./planting.js";
import { lastUse } from "./records.js";

const VERIFIED = "01";
const TRACE_REQUIRED = "03";

function holdsNumber({ person, numbers }: Life, record: MockRow): boolean {
  return (
    numbers.length === 1 && person.nhsNumber !== undefined && record.NhsNumber?.replaceAll(" ", "") === person.nhsNumber
  );
}

/** Writes the number on the record and on the list of numbers that lead to it. */
function renumber(rows: PatientRows, record: MockRow, number: string): void {
  record.NhsNumber = number;
  for (const link of rows.source("CASENOTELINK"))
    if (link.EntityTypeKey === "3") {
      link.ExternalNumber = number;
      link.ExternalNumberKey = number;
    }
}

function wrongNumber(id: string, title: string, rate: number, spoil: (number: string) => string): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (!holdsNumber(life, record) || record.NHSNumberStatus !== VERIFIED) return [];
      const before = life.person.nhsNumber!;
      const after = spoil(before);
      renumber(rows, record, after);
      answer.nhs_number = "";
      answer.nhs_number_status = TRACE_REQUIRED;
      const change = { field: "NhsNumber", before, after };
      return [
        listed("PMI-01", "PATDATA", number, change),
        listed("PMI-04", "PATDATA", number, change),
        refused("PMI-01", "LOAD_PMI", number, "nhs_number", change),
        refused("PMI-04", "LOAD_PMI", number, "nhs_number_status", { before: VERIFIED, after: TRACE_REQUIRED }),
      ];
    },
  };
}

/** Faults in the numbers under which a patient is known. */
export const numberDefects: readonly PmiDefect[] = [
  wrongNumber("nhs-number-wrong-check-digit", "The NHS number's check digit is wrong", 0.002, (number) => {
    return number.slice(0, 9) + String((Number(number[9]) + 1) % 10);
  }),
  wrongNumber("nhs-number-too-short", "The NHS number has nine digits", 0.0005, (number) => number.slice(0, 9)),
  {
    id: "nhs-number-verified-but-absent",
    title: "The NHS number is said to be verified, and there is none",
    rate: 0.005,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (!holdsNumber(life, record) || record.NHSNumberStatus !== VERIFIED) return [];
      const change = put(record, "NhsNumber", "");
      const links = rows.source("CASENOTELINK");
      links.splice(0, links.length, ...links.filter(({ EntityTypeKey: type }) => type !== "3"));
      answer.nhs_number = "";
      answer.nhs_number_status = TRACE_REQUIRED;
      return [
        listed("PMI-04", "PATDATA", number, change),
        refused("PMI-04", "LOAD_PMI", number, "nhs_number_status", { before: VERIFIED, after: TRACE_REQUIRED }),
      ];
    },
  },
  {
    id: "nhs-number-status-blank",
    title: "The status of the NHS number is blank",
    rate: 0.02,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (!holdsNumber(life, record) || record.NHSNumberStatus !== VERIFIED) return [];
      answer.nhs_number_status = "";
      return [listed("PMI-04", "PATDATA", number, put(record, "NHSNumberStatus", ""))];
    },
  },
  brokenMerge("merge-into-nobody", "A number was merged into one that is not registered", 0.001, (_rows, merge) => {
    const nobody = `9${merge.OldID!.slice(1)}`;
    merge.NextID = nobody;
    merge.NewestID = nobody;
    return [merge.OldID!];
  }),
  brokenMerge("merge-in-a-circle", "Two numbers were merged into each other", 0.0005, (rows, merge) => {
    const other = `9${merge.OldID!.slice(1)}`;
    rows.source("MERGEDID").push({ ...merge, OldID: other, NextID: merge.OldID, NewestID: merge.OldID });
    merge.NextID = other;
    merge.NewestID = other;
    return [merge.OldID!, other];
  }),
  {
    id: "gp-history-of-nobody",
    title: "A GP registration belongs to a number that is not registered",
    rate: 0.001,
    plant: (rows, { numbers: [{ internal }] }) => {
      const [registration] = rows.source("GPHISTORY");
      const nobody = `9${internal.slice(1)}`;
      if (registration === undefined) return [];
      const orphan = { ...registration, SeqNo: "1" };
      rows.source("GPHISTORY").push(orphan);
      const change = put(orphan, "InternalPatientNumber", nobody);
      return [
        // A rule of many tables names the table as well.
        listed("GEN-21", "GPHISTORY", `GPHISTORY|${nobody}`, change),
        refused("GEN-21", "LOAD_PMIGPAUDIT", `${nobody}|1`, "", change),
      ];
    },
  },
  {
    id: "record-broken-by-a-quote",
    title: "A quotation mark opens a field and is not closed",
    rate: 0.0005,
    plant: (rows) => {
      const [link] = rows.source("CASENOTELINK");
      if (link === undefined) return [];
      rows.damage(link, (fields) => `"${fields.join(",")}`);
      return [
        {
          rule: "GEN-12",
          verdict: "quarantine",
          table: "CASENOTELINK",
          key: "",
          field: "",
          before: link.ExternalNumber ?? "",
          after: `"${link.ExternalNumber}`,
        },
      ];
    },
  },
];

/** A merge that leads nowhere, of a record that nobody used: it and its rows cannot be loaded. */
function brokenMerge(
  id: string,
  title: string,
  rate: number,
  spoil: (rows: PatientRows, merge: MockRow) => readonly string[],
): PmiDefect {
  return {
    id,
    title,
    rate,
    plant: (rows, life) => {
      const [merge, ...more] = rows.source("MERGEDID");
      const [, former] = life.numbers;
      if (merge === undefined || more.length > 0 || lastUse(life, former) > 0) return [];
      const before = merge.NextID;
      const numbers = spoil(rows, merge);
      const change = { field: "NextID", before, after: merge.NextID };
      for (const table of [
        "LOAD_PMIIDS",
        "LOAD_PMIALIASES",
        "LOAD_PMIADDRS",
        "LOAD_PMIGPAUDIT",
        "LOAD_PMIALLERGIES",
        "LOAD_PMISTAFFWARNINGS",
      ])
        strike(rows.expected(table), ({ external_system_id: key }) => key!.startsWith(`${former.internal}|`));
      return [
        ...numbers.map((number) => listed("PMI-15", "MERGEDID", number, change)),
        refused("PMI-15", "LOAD_PMI", former.internal, "", change),
      ];
    },
  };
}
