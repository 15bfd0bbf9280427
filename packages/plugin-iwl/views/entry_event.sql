-- by: patient
-- The pathway events that a list entry caused: the status given when it began, and the one given when it ended. Proved
-- where the event is on the entry's pathway, at the very moment, no outpatient event, and the only one of these.
with caused as (
  select
    entry.number,
    entry.episode,
    event.pathway_number,
    event.moment_text,
    event.type_text,
    event.moment is not distinct from entry.ended_moment as is_end
  from iwl.entry as entry
  join rtt.episode_pathway as link on link.number = entry.number and link.episode = entry.episode
  join rtt.event as event
    on event.number = entry.number
    and event.pathway_number = link.pathway_number
    and (event.moment = entry.listed_moment or event.moment = entry.ended_moment)
  where coalesce(event.status_type, '') not like 'OP%'
)
select
  number,
  episode,
  is_end,
  any_value(pathway_number) as pathway_number,
  any_value(moment_text) as moment_text,
  any_value(type_text) as type_text
from caused
group by number, episode, is_end
having count(*) = 1
