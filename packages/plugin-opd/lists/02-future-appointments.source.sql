-- title: Outpatient appointments that lie ahead
-- tables: OPA
-- key: patient, episode, start, resource
-- load-table: LOAD_OPD_APPOINTMENTS
-- decided-by: outcome, cancelled_date, appt_date
-- Not called off, and later than the snapshot. Those of service groups (ApplicationIndicator 3) are community appointments.
with ahead as (
  select *, pas_moment(PtApptStartDtimeInt) as moment
  from source.OPA
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
    and pas_text(CancelBy) is null
    and pas_text(ApptCancDTimeInt) is null
    and pas_text(ApptCancDate) is null
    and pas_text(ApplicationIndicator) is distinct from '3'
)
select
  trim(InternalPatientNumber, ' ') as patient,
  trim(EpisodeNumber, ' ') as episode,
  trim(PtApptStartDtimeInt, ' ') as start,
  trim(ResCode, ' ') as resource,
  moment as appt_date,
  strftime(strptime(moment, '%Y%m%d%H%M'), '%G-W%V') as week,
  coalesce(clinic.target_code, pas_text(ClinicCode)) as clinic_code_1,
  coalesce(doctor.target_code, pas_text(ResCode)) as clinic_code_2,
  _table,
  _row
from ahead
left join crosswalk.clinic as clinic on clinic.source_code = trim(ClinicCode, ' ')
left join crosswalk.clinic_doctor as doctor on doctor.source_code = trim(ResCode, ' ')
