-- id: OPD-14
-- title: Nobody who waits for a follow-up is long past the day it was due
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: clinical lead
-- why: Clinical leads have to see who is overdue before booking stands still for the changeover. Long is more than a share of
--   the time for which the follow-up was planned, or more than a number of days. An entry that was due on the day it was put
--   on the list, or before, was planned for no time at all.
-- fix: Let the clinic decide who is seen first, book them, or enter the new day in the old system.
-- nothing: nobody waits for a follow-up that has a day
-- parameter: overdue_percent = 25
-- parameter: overdue_days = 90
-- part: population_source
select count(*)
from source.OPWLENTRY
where pas_day(coalesce(pas_text(FollUpApptReqDtEXT), FollUpApptReqdDtEXT)) is not null
-- part: source
with waiting as (
  select
    pas_key(
      InternalPatientNumber, EpisodeNumber, TreatmentCode,
      coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_text(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
    ) as key,
    coalesce(pas_date(OpWlDateIdxDateOnWaitingListNeutral), pas_date(DateOnList)) as added,
    pas_date(coalesce(pas_text(FollUpApptReqDtEXT), FollUpApptReqdDtEXT)) as due
  from source.OPWLENTRY
),
late as (
  select
    key,
    case when added is not null then greatest(date_diff('day', added, due), 0) end as planned_days,
    date_diff('day', due, cast(pas_now() as date)) as days
  from waiting
)
select key
from late
where days > {overdue_days}
  or (days > 0 and days * 100 > planned_days * {overdue_percent})
-- part: population_target
select count(*)
from target.LOAD_OPDWAITLIST
where new_followup_flag = 'F'
  and status in ('W', 'D', 'L')
  and target_date is not null
-- part: target
-- The day on the list stands in the entry's key alone.
with waiting as (
  select
    external_system_id as key,
    pas_date(split_part(external_system_id, '|', 4)) as added,
    pas_date(target_date) as due
  from target.LOAD_OPDWAITLIST
  where new_followup_flag = 'F'
    and status in ('W', 'D', 'L')
),
late as (
  select
    key,
    case when added is not null then greatest(date_diff('day', added, due), 0) end as planned_days,
    date_diff('day', due, cast(pas_now() as date)) as days
  from waiting
)
select key
from late
where days > {overdue_days}
  or (days > 0 and days * 100 > planned_days * {overdue_percent})
