-- tables: LOAD_PMISTAFFWARNINGS
-- A part of the key that is empty is left out of it: a need has its number, a register its code and moment.
with warning as (
  select string_split(external_system_id, '|') as part, warning_code
  from target.LOAD_PMISTAFFWARNINGS
)
select
  part[1] as patient,
  part[2] as kind,
  part[3] as code,
  part[4] as registered,
  warning_code
from warning
where part[2] <> 'DIED'
