-- by: patient
-- Entries that are suspended at the snapshot, or may be: a suspension covers its first and its last day. One whose days
-- cannot be read neither covers the snapshot nor leaves it uncovered.
with today as (
  select substr(getvariable('snapshot'), 1, 8) as day
),
piece as (
  select
    deferral.*,
    pas_day(piece_start) is null or (piece_end is not null and pas_day(piece_end) is null) as is_unreadable,
    pas_day(piece_start) <= today.day and (piece_end is null or pas_day(piece_end) >= today.day) as covers,
    coalesce(pas_day(piece_start) > today.day, false) or coalesce(pas_day(piece_end) < today.day, false) as is_elsewhere
  from iwl.deferral as deferral
  cross join today
  where kind = 'SUSP' and merged_into is null
)
select
  number,
  episode,
  coalesce(bool_or(covers and not is_unreadable), false) as is_suspended,
  coalesce(bool_or(is_unreadable and not is_elsewhere), false) as is_unreadable
from piece
group by number, episode
