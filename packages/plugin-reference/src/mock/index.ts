import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { expectMasters } from "./expected-masters.js";
import { loadTables } from "./load-tables.js";
import { masterRows } from "./source-masters.js";
import { feeds, sourceTables } from "./tables.js";

/** How this domain's extracts and their answer key are made: master files and feeds, nothing a patient. */
export const referenceMock: MockDomain<Hospital, Life> = {
  id: "reference",
  sources: sourceTables,
  loads: loadTables,
  feeds,
  masters: (hospital, rows) => {
    masterRows(hospital, rows);
    expectMasters(hospital, rows);
  },
  source: () => {},
  expected: () => {},
};
