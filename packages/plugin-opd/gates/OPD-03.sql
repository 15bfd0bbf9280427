-- id: OPD-03
-- title: Every appointment that is over has an outcome
-- severity: error
-- stage: source
-- hazard: H-01
-- sign_off: outpatient booking lead
-- why: Nobody knows whether the patient came, so nobody plans what comes next; the appointment is loaded without an outcome.
-- fix: Cash up the clinic in the old system before the freeze, then extract again.
-- nothing: no appointment is over
-- part: population_source
select count(*)
from source.OPA
where pas_moment(PtApptStartDtimeInt) < getvariable('snapshot')
  and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  and pas_text(ApplicationIndicator) is distinct from '3'
-- part: source
-- What became of a service group's booking stands with its contact.
select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key
from source.OPA
where coalesce(upper(pas_text(ApptStatus)), 'NR') = 'NR'
  and coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is null
  and pas_text(ApplicationIndicator) is distinct from '3'
  and pas_moment(PtApptStartDtimeInt) < getvariable('snapshot')
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where pas_moment(appt_date) < getvariable('snapshot')
  and cancelled_date is null
-- part: target
select external_system_id as key
from target.LOAD_OPD_APPOINTMENTS
where outcome is null
  and cancelled_date is null
  and pas_moment(appt_date) < getvariable('snapshot')
