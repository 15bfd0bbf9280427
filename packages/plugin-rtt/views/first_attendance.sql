-- by: patient
-- The day of the first new appointment of a referral that was attended. It is uncertain where an earlier one was attended of
-- which nobody knows whether it was new. A booking and its contact are one attendance: what the one does not say the other may.
with visit as (
  select
    number,
    episode,
    start_text,
    min(day) as day,
    -- Rows of one key that differ on the kind, or on whether the patient came to a new one, prove neither.
    case
      when count(kind) = count(*) and count(distinct kind) = 1 and (bool_and(is_attended) or min(kind) = 'FOLLOW-UP') then min(kind)
    end as kind
  from rtt.appointment
  where number <> '' and episode <> ''
  group by number, episode, start_text, source_table, res_code
  having bool_or(is_attended)
),
attendance as (
  select
    number,
    episode,
    min(day) as day,
    -- NEW sorts after FOLLOW-UP, and counts before it.
    max(kind) as kind
  from visit
  group by number, episode, start_text
),
first as (
  select
    number,
    episode,
    min(day) filter (kind = 'NEW') as new_day,
    min(day) filter (kind is null) as unknown_day,
    count(*) filter (kind is null) as unknown,
    count(*) filter (day is null and kind is distinct from 'FOLLOW-UP') as undated
  from attendance
  group by number, episode
)
select
  number,
  episode,
  new_day as day,
  undated > 0 or (unknown > 0 and coalesce(unknown_day < new_day, true)) as is_uncertain
from first
