-- id: PMI-10
-- title: Nobody is born after the extract, or older than people get
-- severity: blocker
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Doses, screening and consent go by age; a date that stands for "unknown" makes a very old patient of anybody.
-- fix: Correct the date of birth in the old system, or record the death there.
-- parameter: max_years = 120
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_day(InternalDateOfBirth), pas_day(PtDoB)) is not null
-- part: source
with people as (
  select
    InternalPatientNumber,
    coalesce(pas_date(InternalDateOfBirth), pas_date(PtDoB)) as born,
    coalesce(pas_day(PtDateOfDeathInt), pas_day(PtDateOfDeath)) as died
  from source.PATDATA
)
select pas_key(InternalPatientNumber) as key
from people
where born > pas_now()
   or (died is null and born + to_years({max_years} + 1) <= pas_now())
-- part: population_target
select count(*)
from target.LOAD_PMI
where date_of_birth is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where pas_date(date_of_birth) > pas_now()
   or (date_of_death is null and pas_date(date_of_birth) + to_years({max_years} + 1) <= pas_now())
