import type { MockDomain } from "@pas-migrate/core/mock";
import type { Hospital, Life } from "@pas-migrate/lives";
import { defects } from "./defects.js";
import { expectPast } from "./expected-archive.js";
import { expectSpell } from "./expected-spells.js";
import { isPast } from "./facts.js";
import { loads } from "./loads.js";
import { writeMasters } from "./masters.js";
import { writeSpell } from "./source-spells.js";
import { writeStays } from "./source-stays.js";
import { sources } from "./tables.js";

/** How this domain's extracts and their answer key are made from the lives of a mock hospital's patients. */
export const adtMock: MockDomain<Hospital, Life> = {
  id: "adt",
  sources,
  loads,
  masters: writeMasters,
  source(life, hospital, rows) {
    for (const spell of life.spells) {
      writeSpell(spell, life, hospital, rows);
      writeStays(spell, rows);
    }
  },
  expected(life, hospital, rows) {
    for (const spell of life.spells)
      if (isPast(spell, hospital)) expectPast(spell, life, hospital, rows);
      else expectSpell(spell, life, hospital, rows);
  },
  defects,
};
