import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { defects } from "./defects.js";
import { expectAlerts } from "./expected-alerts.js";
import { expectCasenotes } from "./expected-casenotes.js";
import { expectIdentity } from "./expected-identity.js";
import { expectPatient } from "./expected-patient.js";
import { expectPlaces } from "./expected-places.js";
import { loadTables } from "./load-tables.js";
import { masters } from "./masters.js";
import { casenoteRows } from "./source-casenotes.js";
import { patientRows } from "./source-patient.js";
import { warningRows } from "./source-warnings.js";
import { sourceTables } from "./tables.js";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const pmiMock: MockDomain<Hospital, Life> = {
  id: "pmi",
  sources: sourceTables,
  loads: loadTables,
  crosswalks: ["staff_warning"],
  rules: {
    "GEN-22": {
      parameters: { nhs_numbers: "" },
      reason:
        "Nobody in this hospital exists, so that every NHS number is of the range that is never given to a person",
      owner: "data quality lead",
      on: "2026-03-02",
    },
  },
  masters,
  source: (life, _hospital, rows) => {
    patientRows(life, rows);
    casenoteRows(life, rows);
    warningRows(life, rows);
  },
  expected: (life, hospital, rows) => {
    expectPatient(life, rows);
    expectIdentity(life, rows);
    expectPlaces(life, hospital, rows);
    expectAlerts(life, hospital, rows);
    expectCasenotes(life, rows);
  },
  defects,
};
