-- id: PMI-02
-- title: No NHS number belongs to two patients
-- severity: blocker
-- stage: source
-- hazard: H-04
-- sign_off: data quality lead
-- why: Two records under one number are one person registered twice, or two people taken for one; the migration decides
--   neither.
-- fix: Merge the records in the old system if they are one person, else trace both and correct the wrong number.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
where pas_text(NhsNumber) is not null
  and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
with live as (
  select trim(InternalPatientNumber, ' ') as patient, regexp_replace(NhsNumber, '[ -]', '', 'g') as number
  from source.PATDATA
  where pas_text(NhsNumber) is not null
    and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
),
-- Few records share a text; only theirs is worth the check.
shared as (
  select
    patient,
    number,
    min(patient) over (partition by number) <> max(patient) over (partition by number) as is_shared
  from live
)
select patient as key
from shared
where is_shared
  and regexp_full_match(number, '[0-9]{10}')
  and replace(number, left(number, 1), '') <> ''
  and (11 - list_sum([(11 - position) * try_cast(substr(number, position, 1) as integer) for position in range(1, 10)]) % 11) % 11
    = try_cast(right(number, 1) as integer)
-- part: population_target
select count(*)
from target.LOAD_PMI
where nhs_number is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where nhs_number is not null
qualify count(*) over (partition by nhs_number) > 1
