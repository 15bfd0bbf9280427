import { strike, v83 } from "@pas-migrate/core/mock";
import { rowKey } from "./answer.js";
import { inUse, listed, type PmiDefect, put, refused } from "./planting.js";
import { loanKey } from "./records.js";

/** Coded fields of a patient's record: the column, the load field, and a code that no list has. */
const CODED = [
  ["Title", "title", "SQDN"],
  ["Religion", "religion_code", "ZORO"],
  ["MaritalStatus", "marital_status", "Q"],
  ["CountryOfBirth", "place_born", "YUG"],
  ["SpokenLanguage", "preferred_language", "SIGN AND LIP READING"],
] as const;

/** Faults in codes and in texts that should be codes. */
export const codeDefects: readonly PmiDefect[] = [
  {
    id: "code-not-in-the-master-file",
    title: "A code on the patient's record is in no list",
    rate: 0.015,
    plant: (rows, life, _hospital, random) => {
      const { number, record, answer } = inUse(rows, life);
      const [column, field, code] = random.pick(CODED);
      if (!record[column] || !answer[field]) return [];
      const change = put(record, column, code);
      answer[field] = "";
      return [refused("GEN-15", "LOAD_PMI", number, field, change)];
    },
  },
  {
    id: "ethnicity-retired",
    title: "The ethnic origin is a code of an older list",
    rate: 0.01,
    plant: (rows, life) => {
      const { number, record, answer } = inUse(rows, life);
      if (!record.EthnicType) return [];
      const change = put(record, "EthnicType", "WHIT");
      answer.ethnic_group = "";
      return [
        listed("PMI-22", "PATDATA", number, change),
        refused("PMI-22", "LOAD_PMI", number, "ethnic_group", change),
      ];
    },
  },
  {
    id: "relationship-not-a-code",
    title: "The relationship to the next of kin is none that is known",
    rate: 0.003,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      const answer = rows.expected("LOAD_PMICONTACTS").find((row) => row.external_system_id === `${number}|NOK`);
      if (answer === undefined) return [];
      const change = put(record, "NoKRelationship", "NEIGHBOUR");
      answer.relationship = "";
      return [refused("GEN-15", "LOAD_PMICONTACTS", `${number}|NOK`, "relationship", change)];
    },
  },
  {
    id: "risk-factor-without-meaning",
    title: "A risk factor is a code for which the trust has no pair",
    rate: 0.01,
    plant: (rows, life) => {
      const { number, record } = inUse(rows, life);
      const key = `${number}|RISK|1`;
      const answer = rows.expected("LOAD_PMISTAFFWARNINGS").find((row) => row.external_system_id === key);
      if (answer === undefined) return [];
      const change = put(record, "RiskFactorCode", "OLDRSK");
      answer.warning_code = "";
      answer.warning_comment = change.after;
      return [refused("GEN-15", "LOAD_PMISTAFFWARNINGS", key, "warning_code", change)];
    },
  },
  {
    id: "register-not-in-the-master-file",
    title: "The patient is on a register that the master file does not have",
    rate: 0.01,
    plant: (rows, { person, numbers: [{ internal }] }) => {
      const [entry] = person.specialRegisters;
      const [record] = rows.source("PMISPECIALREG");
      if (entry === undefined || record.SpecialRegister !== entry.register.code) return [];
      const stamp = v83.dateTimeInt(entry.at);
      const was = [internal, "REG", entry.register.code, stamp].join("|");
      const answer = rows.expected("LOAD_PMISTAFFWARNINGS").find((row) => row.external_system_id === was)!;
      const key = [internal, "REG", "OLDW", stamp];
      Object.assign(answer, rowKey("LOAD_PMISTAFFWARNINGS", ...key), { warning_code: "" });
      const change = put(record, "SpecialRegister", "OLDW");
      return [refused("GEN-15", "LOAD_PMISTAFFWARNINGS", key.join("|"), "warning_code", change)];
    },
  },
  {
    id: "allergy-in-other-words",
    title: "An allergy is written so that no code can be given",
    rate: 0.25,
    plant: (rows, life, _hospital, random) => {
      const { number, record } = inUse(rows, life);
      const answer = rows.expected("LOAD_PMIALLERGIES").find((row) => row.external_system_id === `${number}|1`);
      if (answer === undefined || record.Allergies !== life.person.allergies[0]) return [];
      const change = put(record, "Allergies", random.pick(["?PEN", "SEE NOTES", "PENICILLN", "PLASTERS ?"]));
      answer.allergy_code = "";
      answer.allergy_comment = change.after;
      return [refused("PMI-31", "LOAD_PMIALLERGIES", `${number}|1`, "allergy_code", change)];
    },
  },
  {
    id: "allergy-field-says-none",
    title: "The field for allergies says that there are none",
    rate: 0.05,
    plant: (rows, life, _hospital, random) => {
      const { record } = inUse(rows, life);
      if (!record.Allergies) record.Allergies = random.pick(["NKDA", "NONE KNOWN", "NIL", "NOT KNOWN"]);
      return [];
    },
  },
  {
    id: "borrower-not-in-the-master-file",
    title: "A case note was lent to somebody who is not in the master file",
    rate: 0.003,
    plant: (rows, { casenotes }) => {
      const casenote = casenotes.find(({ loans }) => loans.length > 0);
      if (casenote === undefined) return [];
      const patient = casenote.number.internal;
      const loan = loanKey(casenote, casenote.loans[0]);
      const record = rows
        .source("CASENOTELOAN")
        .find(
          (row) => row.PtCasenoteIdPhyskey === casenote.casenote && row.CntPatientFileLoanDatesequenceNoKey === loan,
        )!;
      const change = put(record, "Borrower", "GONE");
      const wrong = [patient, casenote.casenote, loan].join("|");
      strike(rows.expected("LOAD_PMICASENOTEHISTORY"), ({ external_system_id: key }) => key === wrong);
      // Rejects name case notes by their patient alone.
      return [refused("GEN-15", "LOAD_PMICASENOTEHISTORY", patient, "location_code", change)];
    },
  },
  {
    id: "borrower-with-the-code-of-a-place",
    title: "A case note was lent to somebody whose code is also that of a place",
    rate: 0.001,
    plant: (rows, { casenotes, index }) => {
      const casenote = casenotes.find(({ loans }) => loans.length > 0);
      if (casenote === undefined) return [];
      const patient = casenote.number.internal;
      const loan = loanKey(casenote, casenote.loans[0]);
      const record = rows
        .source("CASENOTELOAN")
        .find(
          (row) => row.PtCasenoteIdPhyskey === casenote.casenote && row.CntPatientFileLoanDatesequenceNoKey === loan,
        )!;
      if (record.Borrower !== casenote.loans[0].borrower.code) return [];
      const code = `L${index}`;
      rows.source("CASENLOC").push({ Location: code, LocationName: "Locker", MfRecStsInd: "0" });
      rows.source("BORROWER").push({ BorrowerCode: code, BorrowerSurname: "Locke", MfRecStsInd: "0" });
      rows.expected("LOAD_CASENOTELOCS").push({
        ...rowKey("LOAD_CASENOTELOCS", "PLACE", code),
        user_code: code,
        description: "Locker",
        active_flag: "Y",
      });
      const change = put(record, "Borrower", code);
      const wrong = [patient, casenote.casenote, loan].join("|");
      strike(rows.expected("LOAD_PMICASENOTEHISTORY"), ({ external_system_id: key }) => key === wrong);
      return [
        refused("PMI-37", "LOAD_CASENOTELOCS", `BORROWER|${code}`, "", change),
        refused("GEN-15", "LOAD_PMICASENOTEHISTORY", patient, "location_code", change),
      ];
    },
  },
];
