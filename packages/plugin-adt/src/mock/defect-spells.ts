import type { MockRow, PatientRows, PlantedFault, Random } from "@pas-migrate/core/mock";
import type { ConsultantEpisode, Life, Spell } from "@pas-migrate/lives";

/** Load tables that hold nothing of a spell whose admission is refused. */
const CHAIN = [
  "LOAD_ADT_ADMISSIONS",
  "LOAD_ADT_EPISODES",
  "LOAD_ADT_WARDSTAYS",
  "LOAD_ADT_CODING",
  "LOAD_MH_DETENTION_MASTER",
  "LOAD_MH_DETENTION_TRANSFERS",
];

/** Spells that have a fault already: a second one could hide the first. */
const spoilt = new WeakMap<PatientRows, Set<Spell>>();

/** The key of a spell: patient and episode number. */
export function spellKey({ number, episode }: Spell): string {
  return `${number.internal}|${episode}`;
}

/** The key of a consultant episode of a spell. */
export function episodeKey(spell: Spell, { number }: ConsultantEpisode): string {
  return `${spellKey(spell)}|${number}`;
}

/** Chooses a spell to spoil, of those that are loaded, sound as yet, and suitable. Archived ones stay as they are. */
export function chooseSpell(
  rows: PatientRows,
  { spells }: Life,
  random: Random,
  isSuitable: (spell: Spell) => boolean,
): Spell | undefined {
  const taken = spoilt.get(rows) ?? new Set();
  const loaded = new Set(rows.expected("LOAD_ADT_ADMISSIONS").map((row) => row.external_system_id));
  const candidates = spells.filter((spell) => !taken.has(spell) && loaded.has(spellKey(spell)) && isSuitable(spell));
  if (candidates.length === 0) return undefined;
  const chosen = random.pick(candidates);
  spoilt.set(rows, taken.add(chosen));
  return chosen;
}

/** The records of a spell in an extract. */
export function recordsOf(rows: PatientRows, table: string, { number, episode }: Spell): readonly MockRow[] {
  return rows
    .source(table)
    .filter((row) => row.InternalPatientNumber === number.internal && row.EpisodeNumber === episode);
}

/** The rows of a load table that hang on a natural key, its own row included. */
export function answersOf(rows: PatientRows, table: string, key: string): readonly MockRow[] {
  return rows.expected(table).filter(({ external_system_id: id }) => id === key || id?.startsWith(`${key}|`));
}

/** Takes rows out of a file. */
export function takeOut(held: MockRow[], unwanted: readonly MockRow[]): void {
  const gone = new Set(unwanted);
  held.splice(0, held.length, ...held.filter((row) => !gone.has(row)));
}

/** Expects nothing of the spell to be loaded, and a reject that says so. */
export function refuseSpell(rows: PatientRows, spell: Spell, rule: string, change: Change): PlantedFault {
  const key = spellKey(spell);
  for (const table of CHAIN) takeOut(rows.expected(table), answersOf(rows, table, key));
  return { rule, verdict: "reject", table: "LOAD_ADT_ADMISSIONS", key, field: "", ...shown(change) };
}

/** What was changed: from, to. */
export interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The truth that a rule should list a record. */
export function listed(rule: string, table: string, key: string, field: string, change: Change): PlantedFault {
  return { rule, verdict: "gate", table, key, field, ...shown(change) };
}

/** The truth that a value should be refused. */
export function refused(rule: string, table: string, key: string, field: string, change: Change): PlantedFault {
  return { rule, verdict: "reject", table, key, field, ...shown(change) };
}

function shown({ before = "", after = "" }: Change) {
  return { before, after };
}
