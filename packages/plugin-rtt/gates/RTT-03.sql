-- id: RTT-03
-- title: No clock stops before it starts
-- severity: blocker
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: A wait below nothing is counted as none, and the patient drops out of every list of those who wait.
-- fix: Correct the start or the stop of the clock in the old system, then extract again.
-- part: population_source
select count(*)
from source.RTTPERIOD
where pas_day(coalesce(pas_text(RttEndDateTimeInt), RttEndDate)) is not null
-- part: source
with clock as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    coalesce(pas_text(RttStartDateTimeInt), RttStartDate) as started,
    coalesce(pas_text(RttEndDateTimeInt), RttEndDate) as stopped
  from source.RTTPERIOD
)
select key
from clock
where pas_day(stopped) < pas_day(started)
  or pas_moment(stopped) < pas_moment(started)
-- part: population_target
select count(clock_stop)
from target.LOAD_RTT_PERIODS
-- part: target
select external_system_id as key
from target.LOAD_RTT_PERIODS
where pas_moment(clock_stop) < pas_moment(clock_start)
