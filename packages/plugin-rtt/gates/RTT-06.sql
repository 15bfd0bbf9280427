-- id: RTT-06
-- title: The clocks that run are the same ones, each since the same day
-- severity: blocker
-- stage: recon
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: One running clock lost and one gained leave every total right and two patients wrong. Held member by member against
--   the clocks without an end, and against the old system's own list of running clocks where that was extracted.
-- fix: Mend what the extracts say of the clocks that fail there, too; for any other, look the key up in rejects/ and report it.
-- optional: source.RTTPERIODCURR, source.MERGEDID
-- part: population_source
select count(*)
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
-- part: source
with held as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    trim(InternalPatientNumber, ' ') as number,
    pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started,
    count(*) over (partition by pas_key(InternalPatientNumber, PathwayNumber, PPeriodId)) as copies,
    coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null as is_running
  from source.RTTPERIOD
),
running as (
  select *
  from held
  where is_running
),
listed as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started
  from source.RTTPERIODCURR
)
select key
from running
left join pmi.patient as patient on patient.number = running.number
where running.started is null
  or running.copies > 1
  or not coalesce(patient.is_loadable, false)
union all
select coalesce(running.key, listed.key)
from running
full join listed on listed.key = running.key
where exists (from listed)
  and running.started is distinct from listed.started
-- part: population_target
select
  (
    select count(*)
    from source.RTTPERIOD
    where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
  ) + (
    select count(*)
    from target.LOAD_RTT_PERIODS
    where clock_stop is null
  )
-- part: target
with running as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started
  from source.RTTPERIOD
  where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
),
listed as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started
  from source.RTTPERIODCURR
),
delivered as (
  select external_system_id as key, pas_day(clock_start) as started
  from target.LOAD_RTT_PERIODS
  where clock_stop is null
)
select coalesce(running.key, delivered.key) as key
from running
full join delivered on delivered.key = running.key
where running.key is null
  or delivered.key is null
  or running.started is distinct from delivered.started
union all
select coalesce(listed.key, delivered.key)
from listed
full join delivered on delivered.key = listed.key
where exists (from listed)
  and (listed.key is null or delivered.key is null or listed.started is distinct from delivered.started)
