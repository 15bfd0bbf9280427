-- by: patient
-- Which episodes lie on which pathways: referrals, waiting list entries, admissions.
select distinct
  trim(InternalPatientNumber, ' ') as number,
  trim(EpisodeNumber, ' ') as episode,
  trim(PathwayNumber, ' ') as pathway_number
from source.RTTPTEPIPATHWAY
where pas_text(InternalPatientNumber) is not null
  and pas_text(EpisodeNumber) is not null
  and pas_text(PathwayNumber) is not null
