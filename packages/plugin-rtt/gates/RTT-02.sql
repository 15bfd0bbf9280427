-- id: RTT-02
-- title: Every clock has a start
-- severity: blocker
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: Without its start nobody knows how long a patient has waited. A clock whose start cannot be read is refused, so that
--   the extracts alone should show one.
-- fix: Enter the start of the clock in the old system, then extract again.
-- part: population_source
select count(*)
from source.RTTPERIOD
-- part: source
select pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key
from source.RTTPERIOD
where pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) is null
-- part: population_target
select count(*)
from target.LOAD_RTT_PERIODS
-- part: target
select external_system_id as key
from target.LOAD_RTT_PERIODS
where pas_moment(clock_start) is null
