-- by: patient
-- The pathway events that an appointment caused: the status given at it, and the status given with the discharge at it.
-- Proved where the event is of the appointment's episode, kind and very moment, and the only one of these.
with present as (
  select
    *,
    count(distinct coalesce(res_code, '')) over (partition by source_table, number, episode, moment) as at_moment
  from opd.encounter
  where not is_cancelled and not is_future
),
caused as (
  select
    present.source_table, present.source_row, event.pathway_number, event.moment_text, event.type_text,
    case
      when replace(event.status_type, ' ', '') like 'OPA%' then 'VISIT'
      when replace(event.status_type, ' ', '') like 'OPD%' and present.is_attended then 'DISCHARGE'
    end as kind
  from present
  join rtt.episode_pathway as link on link.number = present.number and link.episode = present.episode
  join rtt.event as event
    on event.number = present.number and event.pathway_number = link.pathway_number and event.moment = present.moment
  where present.at_moment = 1
)
select
  source_table,
  source_row,
  kind,
  any_value(pathway_number) as pathway_number,
  any_value(moment_text) as moment_text,
  any_value(type_text) as type_text
from caused
where kind is not null
group by source_table, source_row, kind
having count(*) = 1
