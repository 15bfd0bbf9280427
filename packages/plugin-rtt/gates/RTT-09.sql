-- id: RTT-09
-- title: A clock has ended when its last status stops it, and only then
-- severity: error
-- stage: source
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: A clock that runs on after treatment is a patient who waits for nothing; one that ended without a stop is a patient
--   whom nobody waits for any more.
-- fix: Ask the validation team what happened to the patient; enter the end or the status that is missing, then extract again.
-- part: population_source
select count(*)
from source.RTTPERIOD
-- part: source
with status as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as pathway,
    pas_day(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)) as day,
    coalesce(
      pas_moment(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)),
      pas_day(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)) || '0000'
    ) as moment,
    coalesce(known.national, pas_text(RttPRDStsInt)) as national
  from source.RTTALLPRDSTS
  left join rtt.status as known on known.code = trim(RttPRDSts, ' ')
),
clock as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as pathway,
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as start_day,
    coalesce(
      pas_moment(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)),
      pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) || '0000'
    ) as started,
    pas_day(coalesce(pas_text(RttEndDateTimeInt), RttEndDate)) as stop_day,
    coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) is null as is_running,
    coalesce(known.national, pas_text(LatestStatusInt)) between '30' and '36' as is_stopped
  from source.RTTPERIOD
  left join rtt.status as known on known.code = trim(LatestStatus, ' ')
),
-- Of a running clock the last status that starts, continues or stops counts. One of the minute in which it started may
-- have stopped the clock before it.
trail as (
  select
    clock.key,
    bool_or(status.national between '30' and '36' and status.day between clock.start_day and clock.stop_day) as has_stop,
    arg_max(status.national, status.moment || status.national)
      filter (status.national between '10' and '36' and status.moment > clock.started) as latest
  from clock
  join status on status.pathway = clock.pathway
  group by clock.key
)
select clock.key
from clock
left join trail on trail.key = clock.key
where case
  when clock.is_running then coalesce(clock.is_stopped, false) or coalesce(trail.latest between '30' and '36', false)
  else not coalesce(clock.is_stopped, false) and not coalesce(trail.has_stop, false)
end
