import type { Defect, MockRows, PatientRows } from "@pas-migrate/core/mock";
import type { Hospital, Life, Spell } from "@pas-migrate/lives";
import { chooseSpell, listed, recordsOf, refused, refuseSpell, spellKey } from "./defect-spells.js";
import { expectSpell } from "./expected-spells.js";
import { isElective } from "./facts.js";
import { writeSpell } from "./source-spells.js";
import { writeStays } from "./source-stays.js";
import { sources } from "./tables.js";

type AdtDefect = Defect<Hospital, Life>;

const orphan: AdtDefect = {
  id: "spell-of-nobody",
  title: "A spell is held under a patient number that is not registered",
  rate: 0.001,
  plant(rows, life, _hospital, random) {
    // One that ended a wait, even as an emergency, would change the list as well.
    const spell = chooseSpell(rows, life, random, (candidate) => {
      return !isElective(candidate) && candidate.entry === undefined && candidate.legal.length === 0;
    });
    if (spell === undefined) return [];
    const before = spell.number.internal;
    const after = `5${before.slice(1)}`;
    const change = { before, after };
    refuseSpell(rows, spell, "GEN-21", change);
    for (const table of [...sources.map(({ name }) => name), "DISCHEXPECTED"])
      for (const record of recordsOf(rows, table, spell)) record.InternalPatientNumber = after;
    // The rule judges many extracts, and names each with the number.
    return [
      refused("GEN-21", "LOAD_ADT_ADMISSIONS", `${after}|${spell.episode}`, "", change),
      listed("GEN-21", "ADMITDISCH", `ADMITDISCH|${after}`, "InternalPatientNumber", change),
    ];
  },
};

const MINUTES_LATER = 45;

const overlap: AdtDefect = {
  id: "spells-overlap",
  title: "A stay was entered twice, so that the patient seems to be in two beds",
  rate: 0.0005,
  plant(rows, life, hospital, random) {
    const spell = chooseSpell(rows, life, random, ({ admittedAt, discharge }) => {
      return discharge !== undefined && discharge.at - admittedAt > 2 * MINUTES_LATER;
    });
    if (spell === undefined) return [];
    const second = enteredAgain(spell, hospital);
    const added = adding(rows);
    writeSpell(second, life, hospital, added);
    writeStays(second, added);
    expectSpell(second, life, hospital, added);
    const change = { before: "", after: spellKey(second) };
    return [spell, second].map((one) => listed("ADT-15", "ADMITDISCH", spellKey(one), "IpAdmDtimeInt", change));
  },
};

/** The same stay, as an emergency of some minutes later, under an episode number of its own. */
function enteredAgain(spell: Spell, { codes }: Hospital): Spell {
  const admittedAt = spell.admittedAt + MINUTES_LATER;
  const { consultant, specialty } = spell.episodes[0];
  const end = spell.discharge!.at;
  return {
    ...spell,
    episode: String(9000 + Number(spell.episode)),
    entry: undefined,
    admittedAt,
    method: codes.admissionMethods.find(({ national }) => national === "21")!,
    intendedManagement: codes.intendedManagements.find(({ national }) => national === "1")!,
    episodes: [{ number: "1", start: admittedAt, end, consultant, specialty }],
    wardStays: [{ ward: spell.wardStays[0].ward, start: admittedAt, end }],
    leaves: [],
    legal: [],
  };
}

/** Adds to a patient's rows as the domain itself does. */
function adding(rows: PatientRows): MockRows {
  return {
    source: ({ name }, row) => rows.source(name).push(row),
    expect: ({ name }, row) => rows.expected(name).push(row),
    feed: () => {},
    pair: () => {},
  };
}

/** Spells that hang on the wrong patient, or are there twice. */
export const defectsOfIdentity: readonly AdtDefect[] = [orphan, overlap];
