-- id: RTT-05
-- title: No clock of a pathway starts before an earlier one has stopped
-- severity: error
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: The loader refuses clocks that overlap, and of days that are counted twice one belongs to no wait.
-- fix: Correct the starts and stops of the pathway's clocks in the old system, then extract again.
-- part: population_source
select count(*)
from source.RTTPERIOD
-- part: source
with clock as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as pathway,
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    coalesce(pas_text(RttStartDateTimeInt), RttStartDate) as start_text,
    coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) as stop_text
  from source.RTTPERIOD
),
-- A running clock has no end yet; one whose stop cannot be read has an end that nobody knows.
held as (
  select
    pathway,
    key,
    coalesce(pas_moment(start_text), pas_day(start_text) || '0000') as started,
    case when stop_text is null then '999999999999' else coalesce(pas_moment(stop_text), pas_day(stop_text) || '0000') end as stopped
  from clock
),
followed as (
  select
    key,
    started,
    max(stopped) over (
      partition by pathway
      order by started, stopped, key
      rows between unbounded preceding and 1 preceding
    ) as stopped_before
  from held
  where started is not null
)
select key
from followed
where started < stopped_before
-- part: population_target
select count(*)
from target.LOAD_RTT_PERIODS
-- part: target
with held as (
  select
    loadrttpwy_record_number as pathway,
    external_system_id as key,
    pas_moment(clock_start) as started,
    case when clock_stop is null then '999999999999' else pas_moment(clock_stop) end as stopped
  from target.LOAD_RTT_PERIODS
),
followed as (
  select
    key,
    started,
    max(stopped) over (
      partition by pathway
      order by started, stopped, key
      rows between unbounded preceding and 1 preceding
    ) as stopped_before
  from held
  where started is not null
)
select key
from followed
where started < stopped_before
