-- id: OPD-05
-- title: An appointment that was called off says when and by whom it was, and nobody came to it
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: outpatient booking lead
-- why: Attended, missed, called off by the patient and called off by the hospital each do something else to a clock. Fails where
--   a cancelled appointment was attended as well, where somebody called it off on no day, where that day lies before the
--   booking, and where a missed one had been called off before it began. A reason alone proves no cancellation.
-- fix: Ask the clinic what became of the visit, correct status or cancellation in the old system, then extract again.
-- nothing: no appointment has been called off
-- parameter: attended = [ATT, SATT, WLK]
-- parameter: missed = [NATT, DNA]
-- part: population_source
select count(*)
from source.OPA
where coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
  and pas_text(ApplicationIndicator) is distinct from '3'
-- part: source
-- What became of a service group's booking stands with its contact.
with cancelled as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key,
    upper(pas_text(ApptStatus)) as status,
    coalesce(pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) as called_off,
    coalesce(pas_text(DateApptBookedInt), pas_text(ApptBookedDate)) as booked,
    PtApptStartDtimeInt as planned
  from source.OPA
  where coalesce(pas_text(CancelBy), pas_text(ApptCancDTimeInt), pas_text(ApptCancDate)) is not null
    and pas_text(ApplicationIndicator) is distinct from '3'
)
select key
from cancelled
where called_off is null
  or status in {attended}
  or pas_day(called_off) < pas_day(booked)
  or (
    status in {missed}
    and case
      when pas_moment(called_off) is null then pas_day(called_off) < pas_day(planned)
      else pas_moment(called_off) < pas_moment(planned)
    end
  )
-- part: population_target
with cancelled as (
  select target_code as code
  from run.codes
  where crosswalk = 'appointment_outcome'
    and source_code like 'CANCELLED-%'
    and status <> 'retired'
)
select count(*)
from target.LOAD_OPD_APPOINTMENTS
where cancelled_date is not null
  or outcome in (select code from cancelled)
-- part: target
-- The new system keeps the day of a cancellation, not its minute.
with outcome as (
  select
    target_code as code,
    bool_or(source_code like 'CANCELLED-%') as is_cancelled,
    bool_or(source_code in {attended}) as is_attended,
    bool_or(source_code in {missed}) as is_missed
  from run.codes
  where crosswalk = 'appointment_outcome'
    and status <> 'retired'
  group by 1
)
select external_system_id as key
from target.LOAD_OPD_APPOINTMENTS as visit
left join outcome on outcome.code = visit.outcome
where (visit.cancelled_date is null and is_cancelled)
  or (visit.cancelled_date is not null and is_attended and not is_cancelled)
  or pas_day(visit.cancelled_date) < pas_day(visit.booked_date)
  or (is_missed and not is_cancelled and pas_day(visit.cancelled_date) < pas_day(visit.appt_date))
