-- id: OPD-16
-- title: Suspensions of an outpatient entry lie within its wait, one after the other
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: outpatient booking lead
-- why: Days of a suspension that count twice, or outside the wait, make it wrong; one that covers the day of the extract and
--   leaves the entry unsuspended has the patient called. One that outlasts the removal is left alone.
-- fix: Correct the days in the feed op-suspensions, or the entry in the old system.
-- nothing: V83 holds no suspensions of outpatient entries, and the feed op-suspensions gave none
-- optional: feed.op-suspensions
-- part: population_source
select count(*)
from feed."op-suspensions"
-- part: source
with suspension as (
  select
    pas_key(
      patient_number, episode_number, list_code,
      coalesce(pas_day(date_on_list), date_on_list), coalesce(pas_day(deferral_start), deferral_start)
    ) as key,
    pas_key(patient_number, episode_number, list_code, coalesce(pas_day(date_on_list), date_on_list)) as entry,
    pas_day(date_on_list) as on_list_day,
    pas_day(deferral_start) as start_day,
    case when pas_text(deferral_end) is null then '99999999' else pas_day(deferral_end) end as end_day
  from feed."op-suspensions"
),
ordered as (
  select
    *,
    max(end_day) over (
      partition by entry order by start_day, end_day, key rows between unbounded preceding and 1 preceding
    ) as end_before
  from suspension
)
select key
from ordered
where start_day is null
   or end_day is null
   or end_day < start_day
   or start_day < on_list_day
   or start_day < end_before
-- part: population_target
select count(*)
from target.LOAD_OPDWAITLISTDEF
-- part: target
with suspension as (
  select
    external_system_id as key,
    loadowl_record_number as entry,
    pas_day(deferral_start) as start_day,
    case when deferral_end is null then '99999999' else pas_day(deferral_end) end as end_day
  from target.LOAD_OPDWAITLISTDEF
),
ordered as (
  select
    *,
    max(end_day) over (
      partition by entry order by start_day, end_day, key rows between unbounded preceding and 1 preceding
    ) as end_before
  from suspension
)
select ordered.key
from ordered
left join target.LOAD_OPDWAITLIST as entry on entry.record_number = ordered.entry
where entry.record_number is null
   or start_day is null
   or end_day < start_day
   or start_day < end_before
   -- The load table has no day on the list; it ends the entry's key.
   or start_day < split_part(entry.external_system_id, '|', 4)
   or start_day > pas_day(entry.date_removed)
   or (
     left(getvariable('snapshot'), 8) between start_day and end_day
     and entry.status is distinct from 'D'
   )
