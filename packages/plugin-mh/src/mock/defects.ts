import { type Defect, MINUTES_A_DAY, type MockRow, type PatientRows, strike, v83 } from "@pas-migrate/core/mock";
import type { Hospital, Life, Spell } from "@pas-migrate/lives";
import { detentionsOf } from "./detention.js";

type MhDefect = Defect<Hospital, Life>;

/** The stay of a detention that is loaded, and the record with which the detention begins. */
function loadedDetention(
  rows: PatientRows,
  { spells }: Life,
): { spell: Spell; record: MockRow; key: string } | undefined {
  for (const spell of spells)
    for (const { statuses } of detentionsOf(spell)) {
      const at = v83.dateTimeInt(statuses[0].at);
      const key = `${spell.number.internal}|${spell.episode}|${at}`;
      if (!rows.expected("LOAD_MH_DETENTION_MASTER").some(({ external_system_id: id }) => id === key)) continue;
      const record = recordsOf(rows, spell).find(({ KeLegalStatChangeDtimeInt }) => KeLegalStatChangeDtimeInt === at)!;
      return { spell, record, key };
    }
  return undefined;
}

function recordsOf(rows: PatientRows, { number, episode }: Spell): readonly MockRow[] {
  return rows
    .source("LEGALSTATUSDETS")
    .filter((row) => row.InternalPatientNumber === number.internal && row.EpisodeNumber === episode);
}

/** Of no section that the dictionary spells out. */
const UNKNOWN = "7";

const unknownStatus: MhDefect = {
  id: "legal-status-unknown",
  title: "A detained patient's legal status has a code that nobody has translated",
  rate: 0.003,
  plant(rows, life) {
    const detention = loadedDetention(rows, life);
    if (detention === undefined) return [];
    const { record, key } = detention;
    const before = record.LegalStatus!;
    record.LegalStatus = UNKNOWN;
    for (const row of rows.expected("LOAD_MH_DETENTION_TRANSFERS"))
      if (row.external_system_id === key) row.legal_status = undefined;
    const table = "LOAD_MH_DETENTION_TRANSFERS";
    return [{ rule: "GEN-15", verdict: "reject", table, key, field: "legal_status", before, after: UNKNOWN }];
  },
};

const afterDischarge: MhDefect = {
  id: "legal-status-after-discharge",
  title: "A patient is detained the day after leaving",
  rate: 0.003,
  plant(rows, life) {
    const detention = loadedDetention(rows, life);
    const discharge = detention?.spell.discharge;
    if (detention === undefined || discharge === undefined) return [];
    const at = v83.dateTimeInt(discharge.at + MINUTES_A_DAY);
    rows.source("LEGALSTATUSDETS").push({ ...detention.record, KeLegalStatChangeDtimeInt: at });
    const key = `${detention.spell.number.internal}|${detention.spell.episode}|${at}`;
    const truth = { key, field: "", before: "", after: at } as const;
    return [
      { rule: "MH-05", verdict: "reject", table: "LOAD_MH_DETENTION_MASTER", ...truth },
      { rule: "MH-05", verdict: "gate", table: "LEGALSTATUSDETS", ...truth, field: "KeLegalStatChangeDtimeInt" },
    ];
  },
};

const unreadableTime: MhDefect = {
  id: "legal-status-time-unreadable",
  title: "A detained patient's legal status changed in a month that there is not",
  rate: 0.003,
  plant(rows, life) {
    const detention = loadedDetention(rows, life);
    if (detention === undefined) return [];
    const records = recordsOf(rows, detention.spell);
    const last = records[records.length - 1];
    // A change that was planted after the discharge is a fault of its own.
    if (records.length < 2 || records.length > detention.spell.legal.length) return [];
    const before = last.KeLegalStatChangeDtimeInt!;
    const after = `${before.slice(0, 4)}13${before.slice(6)}`;
    last.KeLegalStatChangeDtimeInt = after;
    const spellKey = `${detention.spell.number.internal}|${detention.spell.episode}`;
    // Which of the changes that can be read begins a detention nobody can tell any more.
    for (const table of ["LOAD_MH_DETENTION_MASTER", "LOAD_MH_DETENTION_TRANSFERS"])
      strike(rows.expected(table), ({ external_system_id: key }) => key!.startsWith(`${spellKey}|`));
    const change = { key: `${spellKey}|${after}`, before, after };
    return [
      { rule: "GEN-09", verdict: "reject", table: "LOAD_MH_DETENTION_MASTER", field: "", ...change },
      {
        rule: "GEN-09",
        verdict: "gate",
        table: "LEGALSTATUSDETS",
        field: "KeLegalStatChangeDtimeInt",
        ...change,
        key: `LEGALSTATUSDETS|${change.key}`,
      },
    ];
  },
};

const reviewOfNothing: MhDefect = {
  id: "review-of-no-care-programme",
  title: "A review belongs to a care programme that the other system did not hand over",
  rate: 0.003,
  plant(rows) {
    const [review] = rows.feed("cpa-reviews");
    if (review === undefined) return [];
    const { cpa_id: before = "", review_id: id } = review;
    const after = `X${before.slice(1)}`;
    rows.feed("cpa-reviews").push({ ...review, cpa_id: after });
    const table = "LOAD_MH_CPA_HISTORY";
    return [{ rule: "GEN-08", verdict: "reject", table, key: `${after}|${id}`, field: "", before, after }];
  },
};

/** What is wrong with detentions and care programmes in old systems. */
export const defects: readonly MhDefect[] = [unknownStatus, afterDischarge, unreadableTime, reviewOfNothing];
