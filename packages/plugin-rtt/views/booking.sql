-- The booking reference of each pathway. One that stands on several, whoever their patients are, names none of them.
-- Cancelled and archived bookings count as well: the reference is the referral's, whatever became of the appointment.
with booked as (
  select distinct
    pathway.number,
    pathway.pathway_number,
    case
      when regexp_full_match(replace(appointment.EbookingReferenceNumber, ' ', ''), '[0-9]{12}')
        then replace(appointment.EbookingReferenceNumber, ' ', '')
    end as ubrn
  from source.OPA as appointment
  join rtt.episode_pathway as link
    on link.number = trim(appointment.InternalPatientNumber, ' ') and link.episode = trim(appointment.EpisodeNumber, ' ')
  join (select distinct trim(InternalPatientNumber, ' ') as number, trim(PathwayNumber, ' ') as pathway_number from source.RTTPTPATHWAY) as pathway
    on pathway.number = link.number and pathway.pathway_number = link.pathway_number
  where pas_text(appointment.EbookingReferenceNumber) is not null
),
spread as (
  select *, count(*) over (partition by ubrn) as pathways
  from booked
)
select
  number,
  pathway_number,
  min(ubrn) as ubrn,
  case
    when count(ubrn) = 0 then 'UBRN_INVALID'
    when count(ubrn) > 1 then 'UBRNS_DIFFER'
    when bool_or(ubrn is not null and pathways > 1) then 'UBRN_ON_SEVERAL_PATHWAYS'
  end as fault
from spread
group by number, pathway_number
