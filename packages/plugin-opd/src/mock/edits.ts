import type { MockRow, PatientRows, PlantedFault, Random } from "@pas-migrate/core/mock";
import { onDay, v83 } from "@pas-migrate/core/mock";
import type { Appointment, Hospital, Life, Referral } from "@pas-migrate/lives";

/** A live appointment with its record and the row that the answer key has for it. */
export interface Visit {
  readonly referral: Referral;
  readonly appointment: Appointment;
  readonly key: string;
  readonly row: MockRow;
  readonly loaded: MockRow;
}

/** One of the live appointments that fit, if there is any that no other fault has taken away. */
export function pickVisit(
  rows: PatientRows,
  { referrals }: Life,
  { archiveBefore }: Hospital,
  random: Random,
  fits: (appointment: Appointment, referral: Referral) => boolean,
): Visit | undefined {
  const fitting = referrals.flatMap((referral) =>
    referral.appointments
      .filter((appointment) => onDay(appointment.at) >= archiveBefore && fits(appointment, referral))
      .map((appointment) => ({ referral, appointment })),
  );
  if (fitting.length === 0) return undefined;
  const { referral, appointment } = random.pick(fitting);
  const key = [
    referral.number.internal,
    referral.episode,
    v83.dateTimeInt(appointment.at),
    appointment.doctor.code,
  ].join("|");
  const row = rows.source("OPA").find((held) => visitKey(held) === key);
  const loaded = rows.expected("LOAD_OPD_APPOINTMENTS").find((held) => held.external_system_id === key);
  return row === undefined || loaded === undefined ? undefined : { referral, appointment, key, row, loaded };
}

/** The natural key of a record of an appointment, or of one of its parts. */
export function visitKey(row: MockRow): string {
  return `${row.InternalPatientNumber}|${row.EpisodeNumber}|${row.PtApptStartDtimeInt}|${row.ResCode}`;
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
