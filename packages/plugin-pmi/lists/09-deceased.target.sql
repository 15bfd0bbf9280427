-- tables: LOAD_PMI, LOAD_PMISTAFFWARNINGS
-- A death without a date is carried as a warning.
select external_system_id as patient, pas_moment(date_of_death) as date_of_death
from target.LOAD_PMI
where date_of_death is not null
union
select split_part(warning.external_system_id, '|', 1), null
from target.LOAD_PMISTAFFWARNINGS as warning
where split_part(warning.external_system_id, '|', 2) = 'DIED'
