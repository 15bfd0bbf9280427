-- id: OPD-09
-- title: Times of a visit were tracked, and follow upon each other
-- severity: error
-- stage: target
-- hazard: H-03
-- sign_off: outpatient booking lead
-- why: A time that nobody took reads as proof that the patient was seen. Fails where arrival, start and end are not in this
--   order, where a visit lies ahead, was called off or missed, and where the old system tracked no step of it.
-- fix: Correct the tracked steps in the old system; a time that was not tracked stays empty.
-- nothing: no step of a visit was tracked
-- optional: source.OPATTTRACK
-- part: population_source
select count(*)
from source.OPATTTRACK
-- part: source
-- Steps of visits that did not take place.
select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key
from source.OPATTTRACK
where pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) in (
  select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode)
  from source.OPA
  where pas_moment(PtApptStartDtimeInt) > getvariable('snapshot')
     or upper(pas_text(ApptStatus)) in ('NATT', 'DNA')
     or coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
)
-- part: population_target
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where coalesce(time_arrived, time_seen, time_complete) is not null
-- part: target
with timed as (
  select
    external_system_id as key,
    pas_moment(appt_date) as planned,
    outcome,
    cancelled_date,
    pas_moment(time_arrived) as arrived,
    pas_moment(time_seen) as seen,
    pas_moment(time_complete) as completed
  from target.LOAD_OPD_APPOINTMENTS
  where coalesce(time_arrived, time_seen, time_complete) is not null
)
select key
from timed
where coalesce(arrived > seen, false)
   or coalesce(seen > completed, false)
   or coalesce(arrived > completed, false)
   or coalesce(planned > getvariable('snapshot'), true)
   or cancelled_date is not null
   or outcome in (
     select target_code
     from run.codes
     where crosswalk = 'appointment_outcome'
       and (source_code in ('NATT', 'DNA') or source_code like 'CANCELLED-%')
   )
   or key not in (
     select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode)
     from source.OPATTTRACK
   )
