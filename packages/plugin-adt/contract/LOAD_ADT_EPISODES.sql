-- by: patient
-- Consultant episodes, the open one included. The patient's category is the one of the ward stay that begins with the
-- episode, where CONSWARDSTAY holds it; otherwise the one of the admission.
with category_at_start as (
  select number, episode, start_moment, case when count(distinct category) = 1 then any_value(category) end as category
  from adt.ward_stay
  where category is not null
  group by number, episode, start_moment
)
select
  e._table,
  e._row,
  case when spell.is_archived then 'ARCHIVED' end as _exclude,
  case when spell.number is null then 'SPELL_UNKNOWN' end as _reject,
  e.InternalPatientNumber,
  e.EpisodeNumber,
  e.FCENumber,
  coalesce(at_start.category, spell.category) as category,
  spell.intended_management,
  spell.admitted_text,
  spell.discharged_text,
  e.SpecialtyCode,
  e.ConsultantCode,
  e.EpsActvDtimeInt,
  episode.end_text
from source.CONSEPISODE as e
join adt.consultant_episode as episode on episode.episode_row = e._row
left join adt.spell as spell on spell.number = episode.number and spell.episode = episode.episode
left join category_at_start as at_start
  on at_start.number = episode.number and at_start.episode = episode.episode and at_start.start_moment = episode.start_moment
