-- by: patient
-- Which episodes lie in which clock periods, with the start of the clock and, where it has stopped, its stop.
select distinct
  trim(link.InternalPatientNumber, ' ') as number,
  trim(link.EpisodeNumber, ' ') as episode,
  trim(link.PathwayNumber, ' ') as pathway_number,
  trim(link.PPeriodId, ' ') as period_id,
  period.start_moment,
  period.stop_moment
from source.RTTEPIPERIOD as link
left join rtt.period as period
  on period.number = trim(link.InternalPatientNumber, ' ')
  and period.pathway_number = trim(link.PathwayNumber, ' ')
  and period.period_id = trim(link.PPeriodId, ' ')
where pas_text(link.InternalPatientNumber) is not null
  and pas_text(link.EpisodeNumber) is not null
  and pas_text(link.PathwayNumber) is not null
  and pas_text(link.PPeriodId) is not null
