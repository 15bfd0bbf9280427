import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { breakDefects } from "./defects-breaks.js";
import { entryDefects } from "./defects-entries.js";
import { offerDefects } from "./defects-offers.js";
import { valueDefects } from "./defects-values.js";
import { expectDeferrals } from "./expected-deferrals.js";
import { expectEntry } from "./expected-entries.js";
import { expectOffers } from "./expected-offers.js";
import { loads } from "./loads.js";
import { writeMasters } from "./masters.js";
import { writeDeferrals } from "./source-deferrals.js";
import { writeEntry } from "./source-entries.js";
import { writeOffers } from "./source-offers.js";
import { sources } from "./tables.js";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const iwlMock: MockDomain<Hospital, Life> = {
  id: "iwl",
  sources,
  loads,
  masters: writeMasters,
  source(life, hospital, rows) {
    for (const entry of life.entries) {
      writeEntry(life, entry, hospital, rows);
      writeDeferrals(entry, rows);
      writeOffers(life, entry, hospital, rows);
    }
  },
  expected(life, hospital, rows) {
    for (const entry of life.entries) {
      const entryNumber = expectEntry(life, entry, hospital, rows);
      expectDeferrals(entry, entryNumber, rows);
      expectOffers(entry, entryNumber, rows);
    }
  },
  defects: [...entryDefects, ...offerDefects, ...breakDefects, ...valueDefects],
};
