-- tables: LOAD_PMI, LOAD_PMISTAFFWARNINGS
-- A death without a date is carried as a warning.
with deceased as (
  select split_part(external_system_id, '|', 1) as patient
  from target.LOAD_PMISTAFFWARNINGS
  where split_part(external_system_id, '|', 2) = 'DIED'
)
select
  external_system_id as patient,
  case
    when date_of_death is not null or external_system_id in (select patient from deceased) then 'deceased'
    else 'alive'
  end as state
from target.LOAD_PMI
