-- by: patient
-- Every patient number there is, with the patient it stands for now: activity of a merged number hangs on its survivor.
with recursive merges as (
  select
    trim(OldID, ' ') as number,
    coalesce(nullif(trim(NextID, ' '), ''), nullif(trim(NewestID, ' '), '')) as next_number,
    nullif(trim(NewestID, ' '), '') as newest_number
  from source.MERGEDID
  where nullif(trim(OldID, ' '), '') is not null
),
-- A number that was merged into two others names nobody for certain.
one_merge as (
  select
    number,
    min(next_number) as next_number,
    min(newest_number) as newest_number,
    count(distinct next_number) > 1 as is_ambiguous
  from merges
  group by number
),
-- "union" drops what was seen before, so a circle comes to rest and simply has no end.
chain(number, reached) as (
  select number, next_number from one_merge
  union
  select chain.number, one_merge.next_number
  from chain
  join one_merge on one_merge.number = chain.reached
),
chain_end as (
  select number, min(reached) as survivor
  from chain
  where reached is not null
    and not exists (from one_merge where one_merge.number = chain.reached)
  group by number
),
registered as (
  select
    trim(InternalPatientNumber, ' ') as number,
    min(nullif(trim(DistrictNumber, ' '), '')) as district_number,
    count(*) = 1 and count(nullif(trim(DistrictNumber, ' '), '')) = 1 as is_loadable
  from source.PATDATA
  group by 1
),
judged as (
  select
    one_merge.number,
    chain_end.survivor,
    registered.district_number,
    registered.is_loadable,
    case
      when one_merge.is_ambiguous then 'MERGE_AMBIGUOUS'
      when chain_end.survivor is null then 'MERGE_CYCLE'
      when one_merge.newest_number is not null
        and coalesce(newest_end.survivor, one_merge.newest_number) <> chain_end.survivor then 'MERGE_CHAIN_DISAGREES'
      when registered.number is null then 'MERGE_SURVIVOR_UNKNOWN'
    end as fault
  from one_merge
  left join chain_end on chain_end.number = one_merge.number
  left join chain_end as newest_end on newest_end.number = one_merge.newest_number
  left join registered on registered.number = chain_end.survivor
)
select
  coalesce(registered.number, judged.number) as number,
  case
    when judged.number is null then registered.number
    when judged.fault is null then judged.survivor
  end as survivor,
  case
    when judged.number is null then 'live'
    when judged.fault is null then 'merged'
    else 'broken'
  end as state,
  judged.fault,
  registered.number is not null as is_registered,
  case
    when judged.number is null then registered.district_number
    when judged.fault is null then judged.district_number
  end as main_crn,
  -- LOAD_PMI takes one record a number, with a district number.
  coalesce(case when judged.number is null then registered.is_loadable else judged.fault is null and judged.is_loadable end, false) as is_loadable
from registered
full join judged on judged.number = registered.number
