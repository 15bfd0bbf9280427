import type { MockRow, PatientRows, PlantedFault } from "@pas-migrate/core/mock";

/** The row that the answer key has under a natural key; undefined when another fault has taken it away. */
export function expectedRow(rows: PatientRows, table: string, key: string): MockRow | undefined {
  return rows.expected(table).find((row) => row.external_system_id === key);
}

/** Takes a row away. */
export function remove(rows: MockRow[], row: MockRow): void {
  const at = rows.indexOf(row);
  if (at >= 0) rows.splice(at, 1);
}

/** Takes an event out of the answer key, with every appointment's link to it. */
export function forgetEvent(rows: PatientRows, event: MockRow): void {
  remove(rows.expected("LOAD_RTT_EVENTS"), event);
  for (const visit of rows.expected("LOAD_OPD_APPOINTMENTS"))
    for (const link of ["rttevent_recno_encounter", "rttevent_recno_outcome"])
      if (visit[link] === event.record_number) visit[link] = "";
}

/** A truth about a change of one field. */
export function truth(
  rule: string,
  verdict: PlantedFault["verdict"],
  table: string,
  key: string,
  [field, before, after]: readonly [field: string, before: string | undefined, after: string],
): PlantedFault {
  return { rule, verdict, table, key, field, before: before ?? "", after };
}
