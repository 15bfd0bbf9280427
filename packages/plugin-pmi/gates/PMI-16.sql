-- id: PMI-16
-- title: Nothing stays under a merged number, and every merged hospital number finds its survivor
-- severity: error
-- stage: recon
-- hazard: H-04
-- sign_off: medical records lead
-- why: Old labels and letters carry the old number. A row's own key keeps it, so a row counts as moved when it has the
--   survivor's hospital number. Keys are merged numbers.
-- fix: Report a merge that the migration did not follow; mend one that leads to nobody in the old system.
-- nothing: no number was merged
-- part: population_source
select count(*)
from source.MERGEDID
-- part: source
with recursive link as (
  select trim(OldID, ' ') as number, coalesce(pas_text(NextID), pas_text(NewestID)) as next
  from source.MERGEDID
  where pas_text(OldID) is not null
),
chain(number, reached) as (
  select number, next
  from link
  union
  select chain.number, link.next
  from chain
  join link on link.number = chain.reached
),
loadable as (
  select trim(InternalPatientNumber, ' ') as number
  from source.PATDATA
  group by 1
  having count(*) = 1 and count(pas_text(DistrictNumber)) = 1
),
followed as (
  select number
  from chain
  where reached not in (select number from link)
  group by number
  having count(distinct reached) = 1 and min(reached) in (select number from loadable)
)
select number as key
from link
where number not in (select number from followed)
-- part: population_target
select count(*)
from source.MERGEDID
-- part: target
with recursive link as (
  select trim(OldID, ' ') as number, coalesce(pas_text(NextID), pas_text(NewestID)) as next
  from source.MERGEDID
  where pas_text(OldID) is not null
),
chain(number, reached) as (
  select number, next
  from link
  union
  select chain.number, link.next
  from chain
  join link on link.number = chain.reached
),
hospital_number as (
  select trim(InternalPatientNumber, ' ') as number, min(pas_text(DistrictNumber)) as crn
  from source.PATDATA
  where pas_text(DistrictNumber) is not null
  group by 1
),
-- What leads to nobody is not loaded at all, which the extract's side counts.
merged as (
  select chain.number, min(survivor.crn) as survivor_crn, min(own.crn) as own_crn
  from chain
  join hospital_number as survivor on survivor.number = chain.reached
  left join hospital_number as own on own.number = chain.number
  where chain.reached not in (select number from link)
  group by chain.number
  having count(distinct chain.reached) = 1
),
loaded as (
  select external_system_id, main_crn from target.LOAD_PMI
  union all
  select external_system_id, main_crn from target.LOAD_REFERRALS
  union all
  select external_system_id, main_crn from target.LOAD_RTT_PATHWAYS
  union all
  select external_system_id, main_crn from target.LOAD_OPDWAITLIST
  union all
  select external_system_id, main_crn from target.LOAD_OPD_APPOINTMENTS
  union all
  select external_system_id, main_crn from target.LOAD_CMTY_APPOINTMENTS
  union all
  select external_system_id, main_crn from target.LOAD_IWL
  union all
  select external_system_id, main_crn from target.LOAD_ADT_ADMISSIONS
)
select merged.number as key
from loaded
join merged on merged.number = split_part(loaded.external_system_id, '|', 1)
where loaded.main_crn is distinct from merged.survivor_crn
union
select merged.number
from merged
where merged.own_crn <> merged.survivor_crn
  and not exists (
    from target.LOAD_PMIIDS as further
    where further.main_crn = merged.survivor_crn
      and further.additional_id = merged.own_crn
  )
