import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { listDefects } from "./defects-lists.js";
import { visitDefects } from "./defects-visits.js";
import { expectCommunity } from "./expected-community.js";
import { expectLists } from "./expected-lists.js";
import { expectVisits } from "./expected-visits.js";
import { loads } from "./loads.js";
import { masterFiles } from "./master-tables.js";
import { writeMasters } from "./masters.js";
import { writeCommunity } from "./source-community.js";
import { writeLists } from "./source-lists.js";
import { writeVisits } from "./source-visits.js";
import { OP_SUSPENSIONS, records } from "./tables.js";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const opdMock: MockDomain<Hospital, Life> = {
  id: "opd",
  sources: [...records, ...masterFiles],
  loads,
  feeds: [OP_SUSPENSIONS],
  masters: writeMasters,
  source(life, _hospital, rows) {
    writeVisits(life, rows);
    writeLists(life, rows);
    writeCommunity(life, rows);
  },
  expected(life, hospital, rows) {
    expectVisits(life, hospital, rows);
    expectLists(life, hospital, rows);
    expectCommunity(life, hospital, rows);
  },
  defects: [...visitDefects, ...listDefects],
};
