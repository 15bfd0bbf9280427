-- id: PMI-04
-- title: The status of an NHS number says what is true of it
-- severity: error
-- stage: source
-- hazard: H-02
-- sign_off: data quality lead
-- why: A number that is called verified is trusted without another look; 02 says as well that a number is there, so it is
--   held to that too, and both are lowered to 03 where it is not.
-- fix: Trace the patient nationally and set number and status in the old system.
-- parameter: statuses = ["01", "02", "03", "04", "05", "06", "07", "08"]
-- parameter: max_days_of_08 = 42
-- part: population_source
select count(*)
from source.PATDATA
-- part: source
with held as (
  select
    InternalPatientNumber,
    pas_text(NHSNumberStatus) as status,
    pas_text(NhsNumber) is not null as is_present,
    regexp_replace(NhsNumber, '[ -]', '', 'g') as number,
    coalesce(pas_date(InternalDateOfBirth), pas_date(PtDoB)) as born
  from source.PATDATA
),
judged as (
  select
    *,
    coalesce(
      replace(number, left(number, 1), '') <> ''
      and (11 - case when regexp_full_match(number, '[0-9]{10}') then list_sum([
        (11 - position) * cast(substr(number, position, 1) as integer) for position in range(1, 10)
      ]) end % 11) % 11 = try_cast(right(number, 1) as integer),
      false
    ) as is_valid
  from held
)
select pas_key(InternalPatientNumber) as key
from judged
where status is null
   or status not in {statuses}
   or (status in ('01', '02') and not is_valid)
   or (status = '07' and is_present)
   or (status = '08' and date_diff('day', born, cast(pas_now() as date)) > {max_days_of_08})
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
select external_system_id as key
from target.LOAD_PMI
where nhs_number_status is null
   or nhs_number_status not in {statuses}
   or (nhs_number_status in ('01', '02') and nhs_number is null)
   or (nhs_number_status = '07' and nhs_number is not null)
   or (nhs_number_status = '08' and date_diff('day', pas_date(date_of_birth), cast(pas_now() as date)) > {max_days_of_08})
