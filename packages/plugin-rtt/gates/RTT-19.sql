-- id: RTT-19
-- title: Booking references of the national service are real, and each stands on one pathway
-- severity: error
-- stage: target
-- hazard: H-03
-- sign_off: RTT performance lead
-- why: A reference that nobody issued, or somebody else's, breaks the link with the national booking service. One that
--   several pathways hold is on none of them after the migration.
-- fix: Look the booking up in the national service and correct its reference in the old system, then extract again.
-- part: population_source
select count(*)
from source.OPA
where pas_text(EbookingReferenceNumber) is not null
-- part: source
with booking as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    replace(EbookingReferenceNumber, ' ', '') as reference
  from source.OPA
  where pas_text(EbookingReferenceNumber) is not null
),
spread as (
  select distinct booking.reference, pas_key(pathway.InternalPatientNumber, pathway.PathwayNumber) as key
  from booking
  join source.RTTPTEPIPATHWAY as link
    on trim(link.InternalPatientNumber, ' ') = booking.number and trim(link.EpisodeNumber, ' ') = booking.episode
  join source.RTTPTPATHWAY as pathway
    on trim(pathway.InternalPatientNumber, ' ') = booking.number
    and trim(pathway.PathwayNumber, ' ') = trim(link.PathwayNumber, ' ')
  where regexp_full_match(booking.reference, '[0-9]{12}')
)
select key
from booking
where not regexp_full_match(reference, '[0-9]{12}')
union all
select key
from spread
qualify count(*) over (partition by reference) > 1
-- part: population_target
select (select count(ubrn) from target.LOAD_RTT_PATHWAYS) + (select count(cab_ubrn) from target.LOAD_OPD_APPOINTMENTS)
-- part: target
with booking as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode) as key,
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    replace(EbookingReferenceNumber, ' ', '') as reference
  from source.OPA
  where pas_text(EbookingReferenceNumber) is not null
),
real as (
  select distinct pas_key(link.InternalPatientNumber, link.PathwayNumber) as key, booking.reference
  from booking
  join source.RTTPTEPIPATHWAY as link
    on trim(link.InternalPatientNumber, ' ') = booking.number and trim(link.EpisodeNumber, ' ') = booking.episode
),
delivered as (
  select external_system_id as key, ubrn, count(*) over (partition by ubrn) as pathways
  from target.LOAD_RTT_PATHWAYS
  where ubrn is not null
)
select delivered.key
from delivered
left join real on real.key = delivered.key and real.reference = delivered.ubrn
where not regexp_full_match(delivered.ubrn, '[0-9]{12}')
  or delivered.pathways > 1
  or real.key is null
union all
select appointment.external_system_id
from target.LOAD_OPD_APPOINTMENTS as appointment
left join booking
  on booking.key = appointment.external_system_id and booking.reference = appointment.cab_ubrn
where not regexp_full_match(appointment.cab_ubrn, '[0-9]{12}')
  or (appointment.cab_ubrn is not null and booking.key is null)
