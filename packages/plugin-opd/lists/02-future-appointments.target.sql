-- tables: LOAD_OPD_APPOINTMENTS
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  split_part(external_system_id, '|', 3) as start,
  split_part(external_system_id, '|', 4) as resource,
  pas_moment(appt_date) as appt_date,
  strftime(strptime(pas_moment(appt_date), '%Y%m%d%H%M'), '%G-W%V') as week,
  clinic_code_1,
  clinic_code_2
from target.LOAD_OPD_APPOINTMENTS
where pas_moment(appt_date) > getvariable('snapshot')
  and outcome is null
  and cancelled_date is null
