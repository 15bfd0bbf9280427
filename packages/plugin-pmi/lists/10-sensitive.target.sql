-- tables: LOAD_PMISTAFFWARNINGS, PATIENTNEEDMF
-- Which needs restrict access only the master file says.
with restricting as (
  select pair.target_code
  from source.PATIENTNEEDMF as master
  join crosswalk.staff_warning as pair on pair.source_code = 'NEED:' || pas_text(master.PatientNeed)
  where pas_text(master.RestrictAccessInt) = '1' or upper(pas_text(master.RestrictedAccess)) in ('Y', 'YES')
)
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as kind,
  split_part(external_system_id, '|', 3) as code,
  null as registered,
  warning_code
from target.LOAD_PMISTAFFWARNINGS
where split_part(external_system_id, '|', 2) = 'NEED'
  and warning_code in (select target_code from restricting)
