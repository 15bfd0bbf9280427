import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { referralDefects } from "./defects-referrals.js";
import { waitDefects } from "./defects-waits.js";
import { expectReferrals } from "./expected-referrals.js";
import { expectWaits } from "./expected-waits.js";
import { loads } from "./loads.js";
import { writeMasters } from "./masters.js";
import { writeReferrals } from "./source-referrals.js";
import { writeWaits } from "./source-waits.js";
import { sources } from "./tables.js";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const rttMock: MockDomain<Hospital, Life> = {
  id: "rtt",
  sources,
  loads,
  crosswalks: ["referral_urgency"],
  masters: writeMasters,
  source(life, hospital, rows) {
    writeReferrals(life, hospital, rows);
    writeWaits(life, hospital, rows);
  },
  expected(life, hospital, rows) {
    expectReferrals(life, hospital, rows);
    expectWaits(life, rows);
  },
  defects: [...referralDefects, ...waitDefects],
};
