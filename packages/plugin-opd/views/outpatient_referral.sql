-- by: patient
-- What appointments and list entries take from their referral. What rows of one referral contradict each other in stays
-- empty: none of them is loaded.
select
  trim(InternalPatientNumber, ' ') as number,
  trim(EpisodeNumber, ' ') as episode,
  case when count(distinct pas_text(Specialty)) = 1 then any_value(pas_text(Specialty)) end as specialty,
  case when count(distinct pas_text(ConsCode)) = 1 then any_value(pas_text(ConsCode)) end as consultant,
  case when count(distinct pas_text(EpiReferringCon)) = 1 then any_value(pas_text(EpiReferringCon)) end as referring_consultant,
  case when count(distinct pas_text(WalkinReferral)) = 1 then min(upper(pas_text(WalkinReferral))) end as walk_in
from source.OPREFERRAL
group by 1, 2
