-- id: RTT-04
-- title: One running clock a pathway at most
-- severity: blocker
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: Of two running clocks on one pathway one is wrong, and the patient is counted twice or from the wrong day.
-- fix: Find out which clock is the patient's wait, stop or remove the other in the old system, then extract again.
-- part: population_source
select count(distinct pas_key(InternalPatientNumber, PathwayNumber))
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
-- part: source
select pas_key(InternalPatientNumber, PathwayNumber) as key
from source.RTTPERIOD
where coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null
group by key
having count(*) > 1
-- part: population_target
select count(distinct loadrttpwy_record_number)
from target.LOAD_RTT_PERIODS
where clock_stop is null
-- part: target
-- The loader counts by the pathway's record number; its key is that of its clocks without their own part.
select min(split_part(external_system_id, '|', 1) || '|' || split_part(external_system_id, '|', 2)) as key
from target.LOAD_RTT_PERIODS
where clock_stop is null
group by loadrttpwy_record_number
having count(*) > 1
