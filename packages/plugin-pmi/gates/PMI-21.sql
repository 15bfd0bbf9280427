-- id: PMI-21
-- title: Sex is a national code, and does not contradict the current gender
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Normal ranges, screening and single-sex wards go by it. Indeterminate (9) is an answer and not known (0, X) is none;
--   where sex and gender differ, the trust signs which of the two is loaded.
-- fix: Ask the patient and enter the right code, or add it to the overlay's crosswalk sex; sign which field is loaded by
--   setting the parameter loaded_by_signature to Sex or CurrentGender.
-- nothing: no sex is held
-- parameter: codes = ["1", "2", "9", "0", X]
-- parameter: not_known = ["0", X]
-- parameter: loaded_by_signature = none
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_text(Sex), pas_text(CurrentGender), pas_text(CurrentGenderInt)) is not null
-- part: source
with pair as (
  select source_code, target_code, lower(source_description) as description
  from run.codes
  where crosswalk = 'sex'
    and status <> 'retired'
),
translated as (
  select source_code, target_code
  from pair
  where target_code in {codes}
    and not coalesce(target_code = '9' and regexp_matches(description, 'not known|unknown'), false)
    and not coalesce(target_code in {not_known} and regexp_matches(description, 'indeterminate|not specified'), false)
),
held as (
  select
    InternalPatientNumber,
    pas_text(Sex) as sex,
    coalesce(pas_text(CurrentGender), pas_text(CurrentGenderInt)) as gender
  from source.PATDATA
)
select pas_key(held.InternalPatientNumber) as key
from held
left join translated as sex on sex.source_code = held.sex
left join translated as gender on gender.source_code = held.gender
where (held.sex is not null and sex.source_code is null)
   -- What is not known contradicts nothing.
   or (
     {loaded_by_signature} not in ('Sex', 'CurrentGender')
     and coalesce(sex.target_code, held.sex) <> coalesce(gender.target_code, held.gender)
     and coalesce(sex.target_code, held.sex) not in {not_known}
     and coalesce(gender.target_code, held.gender) not in {not_known}
   )
-- part: population_target
select count(*)
from target.LOAD_PMI
where sex is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where sex not in {codes}
