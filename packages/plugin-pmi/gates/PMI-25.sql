-- id: PMI-25
-- title: Earlier addresses follow one another, and end before the present one begins
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Where two addresses hold at once, nobody knows which of them is home. Who moves has both on the day of moving. Each
--   patient number is judged by itself, for two records of one person that were merged lived side by side.
-- fix: Correct the days in the old system: the earlier address ends the day before the next one begins.
-- nothing: no earlier address is held
-- part: population_source
select count(*)
from source.PREVADDRESS
-- part: source
with period as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    SeqNo,
    coalesce(pas_day(EffectiveFromDateInt), pas_day(EffectiveFromDate)) as from_day,
    coalesce(pas_day(EffectiveToDateInt), pas_day(EffectiveToDate)) as to_day
  from source.PREVADDRESS
),
ordered as (
  select
    *,
    case when from_day is not null
      then lead(from_day) over (partition by patient, from_day is null order by from_day, to_day, SeqNo)
      -- Where no start is held: another one that began before this one ended, and ended no earlier.
      else min(from_day) over (partition by patient order by to_day, from_day nulls first rows between 1 following and unbounded following)
    end as next_from_day
  from period
)
select pas_key(patient, SeqNo) as key
from ordered
where to_day < from_day
   or to_day > next_from_day
   -- The present address had begun by T.
   or to_day > left(getvariable('snapshot'), 8)
-- part: population_target
select count(*)
from target.LOAD_PMIADDRS
where address_type = 'P'
-- part: target
with period as (
  select
    split_part(external_system_id, '|', 1) as patient,
    split_part(external_system_id, '|', 3) as seq_no,
    pas_day(applies_start) as from_day,
    pas_day(applies_end) as to_day
  from target.LOAD_PMIADDRS
  where address_type = 'P'
),
ordered as (
  select
    *,
    case when from_day is not null
      then lead(from_day) over (partition by patient, from_day is null order by from_day, to_day, seq_no)
      else min(from_day) over (partition by patient order by to_day, from_day nulls first rows between 1 following and unbounded following)
    end as next_from_day
  from period
)
select pas_key(ordered.patient, ordered.seq_no) as key
from ordered
left join target.LOAD_PMI as present on present.external_system_id = ordered.patient
where ordered.to_day < ordered.from_day
   or ordered.to_day > ordered.next_from_day
   or ordered.to_day > left(getvariable('snapshot'), 8)
   or ordered.to_day > pas_day(present.pat_address_from)
