-- id: PMI-12
-- title: Whoever is said to have died has a date of death, and the other way round
-- severity: error
-- stage: source
-- hazard: H-05
-- sign_off: patient administration lead
-- why: No date is invented and no death is guessed: without a date the death is carried as a warning to staff, which the
--   delivered files count here.
-- fix: Find out from the register of deaths whether and when the patient died, and record both in the old system.
-- nothing: nobody is known to have died
-- parameter: says_no = ["N", "NO", "0"]
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(upper(pas_text(PtDeathIndInt)) not in {says_no}, false)
   or coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)) is not null
-- part: source
select pas_key(InternalPatientNumber) as key
from source.PATDATA
where coalesce(upper(pas_text(PtDeathIndInt)) not in {says_no}, false)
  <> (coalesce(pas_text(PtDateOfDeathInt), pas_text(PtDateOfDeath)) is not null)
-- part: population_target
select (select count(*) from target.LOAD_PMI where date_of_death is not null)
  + (select count(*) from target.LOAD_PMISTAFFWARNINGS where split_part(external_system_id, '|', 2) = 'DIED')
-- part: target
select split_part(external_system_id, '|', 1) as key
from target.LOAD_PMISTAFFWARNINGS
where split_part(external_system_id, '|', 2) = 'DIED'
