-- by: patient
-- The clock period that an appointment or contact started or stopped: proved where its episode lies in the period and the
-- clock moved at its very moment. Two periods, or two appointments of the moment, prove neither.
with present as (
  select
    *,
    count(distinct coalesce(res_code, '')) over (partition by source_table, number, episode, moment) as at_moment
  from opd.encounter
  where not is_cancelled and not is_future
),
moved as (
  select
    present.source_table, present.source_row, present.at_moment,
    period.pathway_number, period.period_id,
    period.start_moment is not distinct from present.moment as is_start,
    period.stop_moment is not distinct from present.moment as is_stop
  from present
  join rtt.episode_period as period
    on period.number = present.number
    and period.episode = present.episode
    and (period.start_moment = present.moment or period.stop_moment = present.moment)
)
select
  source_table,
  source_row,
  count(*) = 1 and any_value(at_moment) = 1 as is_proved,
  case when count(*) = 1 and any_value(at_moment) = 1 then any_value(pathway_number) end as pathway_number,
  case when count(*) = 1 and any_value(at_moment) = 1 then any_value(period_id) end as period_id,
  case
    when count(*) > 1 or any_value(at_moment) > 1 then null
    when any_value(is_start and is_stop) then 'BOTH'
    when any_value(is_start) then 'START'
    else 'STOP'
  end as action
from moved
group by source_table, source_row
