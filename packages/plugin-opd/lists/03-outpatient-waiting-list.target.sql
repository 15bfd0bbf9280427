-- tables: LOAD_OPDWAITLIST
-- W waits, L has an appointment booked, D is suspended; an entry without any status has not visibly left the list.
select
  split_part(external_system_id, '|', 1) as patient,
  split_part(external_system_id, '|', 2) as episode,
  split_part(external_system_id, '|', 3) as list,
  split_part(external_system_id, '|', 4) as on_list,
  list_code,
  new_followup_flag,
  pas_day(target_date) as target_date
from target.LOAD_OPDWAITLIST
where date_removed is null
  and coalesce(status, 'W') in ('W', 'L', 'D')
