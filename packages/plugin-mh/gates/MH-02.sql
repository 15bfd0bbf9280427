-- id: MH-02
-- title: No detention ends or expires before it begins, and none that has expired is open
-- severity: blocker
-- stage: target
-- hazard: H-13
-- sign_off: mental health act lead
-- why: An expired detention that shows as running is unlawful detention. V83 holds no expiry, so that part is judged where the
--   trust's own register brings one.
-- fix: Read the section papers; correct the change of legal status in the old system, or the register.
-- part: population_target
select count(*)
from target.LOAD_MH_DETENTION_MASTER
-- part: target
select external_system_id as key
from target.LOAD_MH_DETENTION_MASTER
where pas_moment(end_date) < pas_moment(start_date)
  or pas_moment(expiry_date) < pas_moment(start_date)
  or (end_date is null and pas_moment(expiry_date) <= getvariable('snapshot'))
