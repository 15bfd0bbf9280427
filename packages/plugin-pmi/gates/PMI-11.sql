-- id: PMI-11
-- title: Nobody dies before birth or after the extract
-- severity: error
-- stage: source
-- hazard: H-05
-- sign_off: patient administration lead
-- why: An impossible date of death is a slip of the pen, or a living patient marked dead.
-- fix: Find out whether and when the patient died, and correct it in the old system.
-- nothing: no date of death is held
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)) is not null
-- part: source
with deaths as (
  select
    InternalPatientNumber,
    coalesce(pas_day(InternalDateOfBirth), pas_day(PtDoB)) as born,
    coalesce(pas_moment(PtDateOfDeathInt), pas_moment(PtDateOfDeath), pas_day(PtDateOfDeathInt), pas_day(PtDateOfDeath)) as died
  from source.PATDATA
)
select pas_key(InternalPatientNumber) as key
from deaths
-- A day without a time is later only on a later day.
where left(died, 8) < born
   or died > left(strftime(pas_now(), '%Y%m%d%H%M'), length(died))
-- part: population_target
select count(*)
from target.LOAD_PMI
where date_of_death is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where pas_date(date_of_death) < pas_date(date_of_birth)
   or pas_timestamp(date_of_death) > pas_now()
