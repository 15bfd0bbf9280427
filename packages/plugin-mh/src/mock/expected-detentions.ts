import { type MockRows, onDay, pas, recordNumber, v83 } from "@pas-migrate/core/mock";
import type { Hospital, LegalStatus, Life, Spell } from "@pas-migrate/lives";
import { type Detention, detentionsOf } from "./detention.js";
import { personOn } from "./expected-person.js";
import { LOAD_DETENTION_ARCHIVE, LOAD_MH_DETENTION_MASTER, LOAD_MH_DETENTION_TRANSFERS } from "./loads.js";

/** National words for the sections that this hospital's lives know. */
const sections: Readonly<Record<string, string>> = {
  "02": "Formally detained under Mental Health Act Section 2",
  "05": "Formally detained under Mental Health Act Section 5(2)",
};

/** National words for mental categories. */
const categories: Readonly<Record<string, string>> = {
  A: "Mental disorder (Learning Disability not present or not primary reason for using Act)",
  B: "Mental disorder (Learning Disability primary reason for using Act)",
};

/** Expects the detentions of a stay: those of the past in the archive, the others with their sections. */
export function expectDetentions(spell: Spell, life: Life, hospital: Hospital, rows: MockRows): void {
  for (const detention of detentionsOf(spell))
    if (detention.end !== undefined && onDay(detention.end) < hospital.archiveBefore)
      expectPast(detention, spell, life, rows);
    else expectLive(detention, spell, life, rows);
}

function expectLive({ statuses, end }: Detention, { number, episode }: Spell, life: Life, rows: MockRows): void {
  const crn = { main_crn_type: "DISTRICT", main_crn: life.numbers[0].district };
  const parts = [number.internal, episode, v83.dateTimeInt(statuses[0].at)];
  rows.expect(LOAD_MH_DETENTION_MASTER, {
    record_number: recordNumber("LOAD_MH_DETENTION_MASTER", ...parts),
    adt_adm_record_number: recordNumber("LOAD_ADT_ADMISSIONS", number.internal, episode),
    system_code: "V83",
    external_system_id: parts.join("|"),
    ...crn,
    start_date: pas.dateTime(statuses[0].at),
    end_date: pas.dateTime(end),
  });
  statuses.forEach(({ at, status, category }, i) => {
    const own = [number.internal, episode, v83.dateTimeInt(at)];
    rows.expect(LOAD_MH_DETENTION_TRANSFERS, {
      record_number: recordNumber("LOAD_MH_DETENTION_TRANSFERS", ...own),
      mh_dm_record_number: recordNumber("LOAD_MH_DETENTION_MASTER", ...parts),
      system_code: "V83",
      external_system_id: own.join("|"),
      ...crn,
      start_date: pas.dateTime(at),
      end_date: pas.dateTime(statuses[i + 1]?.at ?? end),
      legal_status: status.national,
      mental_category: category?.national,
    });
  });
}

/** A detained patient's address was written down at admission. */
function expectPast({ statuses, end }: Detention, { admittedAt }: Spell, life: Life, rows: MockRows): void {
  const last = statuses[statuses.length - 1];
  rows.expect(LOAD_DETENTION_ARCHIVE, {
    ...personOn(life, onDay(admittedAt), true),
    detention_start: pas.date(onDay(statuses[0].at)),
    detention_end: pas.date(end && onDay(end)),
    // One of the two is too long for the column.
    mental_category: last.category?.national === "B" ? categories.B : undefined,
    legal_status: sections[last.status.national],
    detention_notes: statuses.map(inWords).join("; "),
  });
}

function inWords({ at, status, category }: LegalStatus): string {
  const section = `${pas.dateTime(at)} ${sections[status.national]}`;
  return category === undefined ? section : `${section}, ${categories[category.national]}`;
}
