-- Suspensions, from the feed: the day on the list is brought into the form that the list entries' keys have.
select
  _table,
  _row,
  trim(patient_number, ' ') as patient_number,
  trim(episode_number, ' ') as episode_number,
  trim(list_code, ' ') as list_code,
  coalesce(pas_day(date_on_list), trim(date_on_list, ' ')) as on_list_day,
  coalesce(pas_day(deferral_start), trim(deferral_start, ' ')) as start_day,
  deferral_start,
  deferral_end,
  deferral_reason,
  deferral_comment
from feed."op-suspensions"
