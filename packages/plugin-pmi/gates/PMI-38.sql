-- id: PMI-38
-- title: The patients that are loaded are the patients that there are
-- severity: blocker
-- stage: recon
-- hazard: H-01
-- sign_off: data migration lead
-- why: Whoever is missing here is missing everywhere, and a patient too many hides one who is missing from the count.
-- fix: Report a patient who was lost or added; give one without a hospital number, or with a number that another record
--   has too, a number in the old system.
-- optional: source.MERGEDID
-- part: population_source
select count(distinct trim(InternalPatientNumber, ' '))
from source.PATDATA
where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
-- Whom the loader could not take: no number, or no hospital number, or a number of two records.
select trim(InternalPatientNumber, ' ') as key
from source.PATDATA
where coalesce(trim(InternalPatientNumber, ' '), '') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
group by 1
having count(*) > 1
    or count(pas_text(DistrictNumber)) = 0
    or min(pas_text(InternalPatientNumber)) is null
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
with live as (
  select distinct coalesce(trim(InternalPatientNumber, ' '), '') as number
  from source.PATDATA
  where coalesce(trim(InternalPatientNumber, ' '), '') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
)
select coalesce(live.number, loaded.external_system_id) as key
from live
full join target.LOAD_PMI as loaded on loaded.external_system_id = live.number
where live.number is null
   or loaded.external_system_id is null
