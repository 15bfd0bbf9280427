-- by: patient
-- The list entry that an appointment was booked from: proved where its episode has one entry of that list, on it by the day
-- of booking; of several, the only one that had not been taken off it before that day.
with booked as (
  select
    appointment._row as source_row,
    trim(appointment.InternalPatientNumber, ' ') as number,
    trim(appointment.EpisodeNumber, ' ') as episode,
    trim(appointment.BookFromWL, ' ') as list_code,
    coalesce(pas_day(appointment.DateApptBookedInt), pas_day(appointment.ApptBookedDate)) as booked_day
  from source.OPA as appointment
  where pas_text(appointment.BookFromWL) is not null
),
candidate as (
  select
    booked.source_row,
    entry.list_code,
    entry.on_list_day,
    booked.booked_day is not null and coalesce(pas_day(entry.removed_on) < booked.booked_day, false) as is_gone
  from booked
  join opd.list_entry as entry
    on entry.number = booked.number
    and entry.episode = booked.episode
    and entry.list_code = booked.list_code
    and (booked.booked_day is null or entry.on_list_day <= booked.booked_day)
  where entry.merged_into is null
),
counted as (
  select
    source_row,
    min(list_code) as list_code,
    count(distinct on_list_day) as entries,
    min(on_list_day) as on_list_day,
    count(distinct on_list_day) filter (not is_gone) as left_over,
    min(on_list_day) filter (not is_gone) as left_over_day
  from candidate
  group by source_row
)
select
  source_row,
  case when entries = 1 or left_over = 1 then list_code end as list_code,
  case when entries = 1 then on_list_day when left_over = 1 then left_over_day end as on_list_day
from counted
