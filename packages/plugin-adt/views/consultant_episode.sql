-- by: patient
-- Consultant episodes in the order of their times, which is the only order there is: numbers may have been given late. A
-- spell with two that begin at one time contradicts itself; what orders those is there for equal bytes alone.
with held as (
  select
    _row as episode_row,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_text(FCENumber) as fce,
    pas_moment(EpsActvDtimeInt) as start_moment,
    coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt)) as end_text,
    pas_text(ConsultantCode) as consultant_code,
    pas_text(SpecialtyCode) as specialty_code
  from source.CONSEPISODE
)
select
  *,
  pas_moment(end_text) as end_moment,
  end_text is null as is_open,
  row_number() over in_order as place,
  lead(start_moment) over in_order as next_start,
  count(*) over (partition by number, episode) as places
from held
window in_order as (
  partition by number, episode
  order by start_moment, pas_moment(end_text), fce, consultant_code
)
