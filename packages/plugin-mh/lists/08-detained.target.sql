-- tables: LOAD_MH_DETENTION_TRANSFERS
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  split_part(external_system_id, '|', 3) as change,
  legal_status,
  pas_moment(start_date) as start_date
from target.LOAD_MH_DETENTION_TRANSFERS
where end_date is null
