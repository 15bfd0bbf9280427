import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { defects } from "./defects.js";
import { expectCarePlans } from "./expected-care-plans.js";
import { expectDetentions } from "./expected-detentions.js";
import { loads } from "./loads.js";
import { writeCarePlans, writeDecisions, writeStay } from "./source.js";
import { feeds, sources } from "./tables.js";

/**
 * How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. It has no master
 * files: V83 lists neither sections nor mental categories, so the trust says what its own codes mean.
 */
export const mhMock: MockDomain<Hospital, Life> = {
  id: "mh",
  sources,
  loads,
  feeds,
  crosswalks: ["legal_status", "mental_category"],
  masters: writeDecisions,
  source(life, hospital, rows) {
    for (const spell of life.spells) writeStay(spell, rows);
    writeCarePlans(life, hospital, rows);
  },
  expected(life, hospital, rows) {
    for (const spell of life.spells) expectDetentions(spell, life, hospital, rows);
    expectCarePlans(life, hospital, rows);
  },
  defects,
};
