-- id: RTT-12
-- title: Who died before treatment has a date of death, and no clock runs for the dead
-- severity: error
-- stage: source
-- hazard: H-05
-- sign_off: RTT performance lead
-- why: Either a living patient was taken off the list as dead, or an invitation goes to a family in mourning.
-- fix: Have the death confirmed; enter its date or correct the status, and stop the clock with 36, then extract again.
-- optional: source.MERGEDID
-- part: population_source
select
  (
    select count(*)
    from source.RTTALLPRDSTS
    left join rtt.status as known on known.code = trim(RttPRDSts, ' ')
    where coalesce(known.national, pas_text(RttPRDStsInt)) = '36'
  ) + (
    select count(*)
    from source.RTTPERIOD
    where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
  )
-- part: source
-- A merged patient is dead when any of the numbers that are one now says so.
with dead as (
  select distinct coalesce(patient.survivor, patient.number) as number
  from source.PATDATA as record
  join pmi.patient as patient on patient.number = trim(record.InternalPatientNumber, ' ')
  where coalesce(pas_text(record.PtDateOfDeathInt), pas_text(record.PtDateOfDeath)) is not null
),
state as (
  select patient.number, dead.number is not null as is_dead
  from pmi.patient as patient
  left join dead on dead.number = coalesce(patient.survivor, patient.number)
)
select pas_key(InternalPatientNumber, PathwayNumber, ActivityDateTimeInt, PRDStsType) as key
from source.RTTALLPRDSTS
left join rtt.status as known on known.code = trim(RttPRDSts, ' ')
left join state on state.number = trim(InternalPatientNumber, ' ')
where coalesce(known.national, pas_text(RttPRDStsInt)) = '36'
  and not coalesce(state.is_dead, false)
union all
select pas_key(InternalPatientNumber, PathwayNumber, PPeriodId)
from source.RTTPERIOD
join state on state.number = trim(InternalPatientNumber, ' ')
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
  and state.is_dead
-- part: population_target
select
  (select count(*) from target.LOAD_RTT_EVENTS where rtt_status = '36')
  + (select count(*) from target.LOAD_RTT_PERIODS where clock_stop is null)
-- part: target
with clock as (
  select
    period.record_number,
    period.external_system_id as key,
    period.clock_stop is null as is_running,
    patient.date_of_death is not null as is_dead
  from target.LOAD_RTT_PERIODS as period
  join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = period.loadrttpwy_record_number
  left join target.LOAD_PMI as patient on patient.main_crn = pathway.main_crn
)
select event.external_system_id as key
from target.LOAD_RTT_EVENTS as event
join clock on clock.record_number = event.loadrttprd_record_number
where event.rtt_status = '36'
  and not clock.is_dead
union all
select key
from clock
where is_running
  and is_dead
