import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const iwlMock: MockDomain<Hospital, Life> = {
  id: "iwl",
  sources: [],
  loads: [],
  masters: () => {},
  source: () => {},
  expected: () => {},
};
