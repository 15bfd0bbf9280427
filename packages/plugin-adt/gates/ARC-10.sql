-- id: ARC-10
-- title: An archived encounter's type is one letter
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: data migration lead
-- why: The loader's field holds one letter and refuses a row with more, as the AE of some plans for emergencies.
-- fix: Correct the pair of the crosswalk encounter_type.
-- nothing: nothing is archived
-- part: population_target
select
  (select count(encounter_type) from target.LOAD_ADT_ARCHIVE)
  + (select count(encounter_type) from target.LOAD_OPD_ARCHIVE)
-- part: target
select 'LOAD_ADT_ARCHIVE|' || encounter_type as key
from target.LOAD_ADT_ARCHIVE
where length(encounter_type) > 1
union
select 'LOAD_OPD_ARCHIVE|' || encounter_type
from target.LOAD_OPD_ARCHIVE
where length(encounter_type) > 1
