-- The list entry that an appointment was booked from: proved where its episode has one entry of that list, on it by the day
-- of booking.
with booked as (
  select
    appointment._row as source_row,
    trim(appointment.InternalPatientNumber, ' ') as number,
    trim(appointment.EpisodeNumber, ' ') as episode,
    trim(appointment.BookFromWL, ' ') as list_code,
    coalesce(pas_day(appointment.DateApptBookedInt), pas_day(appointment.ApptBookedDate)) as booked_day
  from source.OPA as appointment
  where pas_text(appointment.BookFromWL) is not null
)
select
  booked.source_row,
  case when count(distinct entry.on_list_day) = 1 then min(entry.list_code) end as list_code,
  case when count(distinct entry.on_list_day) = 1 then min(entry.on_list_day) end as on_list_day
from booked
join opd.list_entry as entry
  on entry.number = booked.number
  and entry.episode = booked.episode
  and entry.list_code = booked.list_code
  and (booked.booked_day is null or entry.on_list_day <= booked.booked_day)
where entry.merged_into is null
group by booked.source_row
