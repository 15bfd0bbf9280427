-- id: ADT-14
-- title: A bed is for men, for women, or for anyone
-- severity: warn
-- stage: target
-- hazard: none
-- sign_off: bed management lead
-- why: The loader knows M, F and U and refuses a ward stay with anything else. The patient's own sex does not say it.
-- fix: Correct the code where the trust's overlay brings it in, or leave the field empty.
-- nothing: no ward stay says whom its bed is for, which V83 does not hold
-- parameter: codes = [M, F, U]
-- part: population_target
select count(bed_sex)
from target.LOAD_ADT_WARDSTAYS
-- part: target
select external_system_id as key
from target.LOAD_ADT_WARDSTAYS
where bed_sex not in {codes}
