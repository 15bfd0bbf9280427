-- id: PMI-15
-- title: Every merged number leads to one registered patient
-- severity: blocker
-- stage: source
-- hazard: H-04
-- sign_off: patient administration lead
-- why: What was recorded under the old number has to move to its survivor, and can only go where the chain ends; an entry
--   for the newest number that was itself merged later is followed on.
-- fix: Mend the merge in the old system so that the chain ends at a registered patient, then extract again.
-- nothing: no number was merged
-- part: population_source
select count(*)
from source.MERGEDID
-- part: source
with recursive link as (
  select
    trim(OldID, ' ') as number,
    coalesce(pas_text(NextID), pas_text(NewestID)) as next,
    pas_text(NewestID) as newest
  from source.MERGEDID
),
-- "union" forgets what it has seen, so that a circle comes to rest.
chain(number, reached) as (
  select number, next
  from link
  union
  select chain.number, link.next
  from chain
  join link on link.number = chain.reached
),
-- A chain has one end; a circle has none, a number that was merged twice may have two.
chain_end as (
  select number, min(reached) as survivor, count(distinct reached) as ends
  from chain
  where reached is not null
    and reached not in (select number from link where number is not null)
  group by number
),
registered as (
  select distinct trim(InternalPatientNumber, ' ') as number
  from source.PATDATA
  where pas_text(InternalPatientNumber) is not null
)
select coalesce(link.number, '') as key
from link
left join chain_end on chain_end.number = link.number
left join chain_end as newest_end on newest_end.number = link.newest
where chain_end.survivor is null
   or chain_end.ends > 1
   or chain_end.survivor not in (select number from registered)
   or coalesce(newest_end.survivor, link.newest) <> chain_end.survivor
union
-- Merged into two others: nobody can say who it is.
select number
from link
group by number
having count(distinct next) > 1
