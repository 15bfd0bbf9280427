-- tables: LOAD_REFERRALS
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  pas_day(ref_received_date) as ref_received_date,
  ref_specialty,
  ref_team
from target.LOAD_REFERRALS
where ref_discharge_date is null
