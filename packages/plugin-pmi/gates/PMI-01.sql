-- id: PMI-01
-- title: Every NHS number that is held can be one
-- severity: error
-- stage: source
-- hazard: H-02
-- sign_off: data quality lead
-- why: A wrong digit finds another person's record, or none; a number that fails its check is left out with status 03 and
--   never mended, and one digit ten times over counts as a placeholder though it passes the check.
-- fix: Trace the patient nationally and correct the number in the old system.
-- part: population_source
select count(*)
from source.PATDATA
where pas_text(NhsNumber) is not null
-- part: source
with written as (
  select InternalPatientNumber, regexp_replace(trim(NhsNumber, ' '), '[ -]', '', 'g') as number
  from source.PATDATA
  where pas_text(NhsNumber) is not null
),
-- Null for what is no ten digits.
counted as (
  select
    InternalPatientNumber,
    number,
    case when regexp_full_match(number, '[0-9]{10}') then cast(number as bigint) end as value
  from written
),
weighed as (
  select
    InternalPatientNumber,
    number,
    value % 10 as check_digit,
    (11 - (
      value // 1000000000 % 10 * 10 + value // 100000000 % 10 * 9 + value // 10000000 % 10 * 8
      + value // 1000000 % 10 * 7 + value // 100000 % 10 * 6 + value // 10000 % 10 * 5
      + value // 1000 % 10 * 4 + value // 100 % 10 * 3 + value // 10 % 10 * 2
    ) % 11) % 11 as remainder
  from counted
)
select pas_key(InternalPatientNumber) as key
from weighed
where check_digit is null
   or remainder <> check_digit
   or replace(number, left(number, 1), '') = ''
-- part: population_target
select count(*)
from target.LOAD_PMI
where nhs_number is not null
-- part: target
with weighed as (
  select
    external_system_id,
    nhs_number,
    case when regexp_full_match(nhs_number, '[0-9]{10}') then list_sum([
      (11 - position) * cast(substr(nhs_number, position, 1) as integer) for position in range(1, 10)
    ]) end as weight
  from target.LOAD_PMI
  where nhs_number is not null
)
select external_system_id as key
from weighed
where weight is null
   or (11 - weight % 11) % 11 <> cast(right(nhs_number, 1) as integer)
   or replace(nhs_number, left(nhs_number, 1), '') = ''
