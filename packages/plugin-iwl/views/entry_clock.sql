-- by: patient
-- The clock period that a list entry started or stopped: proved where the entry lies in the period and the clock moved at
-- the very moment at which the entry began or ended. Two periods prove neither.
with moved as (
  select
    entry.number,
    entry.episode,
    period.pathway_number,
    period.period_id,
    coalesce(period.start_moment = entry.listed_moment, false) as is_start,
    coalesce(period.stop_moment = entry.ended_moment, false) as is_stop
  from iwl.entry as entry
  join rtt.episode_period as period
    on period.number = entry.number
    and period.episode = entry.episode
    and (period.start_moment = entry.listed_moment or period.stop_moment = entry.ended_moment)
)
select
  number,
  episode,
  any_value(pathway_number) as pathway_number,
  any_value(period_id) as period_id,
  case
    when any_value(is_start and is_stop) then 'BOTH'
    when any_value(is_start) then 'START'
    else 'STOP'
  end as action
from moved
group by number, episode
having count(*) = 1
