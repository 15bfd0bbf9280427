-- by: patient
-- Whom a patient number was registered with, and when: for archives, which tell an event's GP and not today's. One row a
-- number and day. The present GP holds from the day after the last earlier registration ended; where none is held the
-- present GP is all there is.
with earlier as (
  select
    history.number,
    history.gp_code,
    pas_text(row.Practice) as practice_code,
    coalesce(history.from_day, '') as from_day,
    history.next_from_day,
    history.to_day
  from pmi.gp_registration as history
  join source.GPHISTORY as row on row._row = history.registration_row
),
closed as (
  select
    number, gp_code, practice_code, from_day,
    least(to_day, strftime(strptime(next_from_day, '%Y%m%d') - interval 1 day, '%Y%m%d')) as to_day
  from earlier
),
present as (
  select trim(InternalPatientNumber, ' ') as number, min(pas_text(GpCode)) as gp_code
  from source.PATDATA
  group by 1
)
select number, gp_code, practice_code, from_day, to_day
from closed
union all
select
  number, gp_code, null,
  coalesce(
    (select strftime(strptime(max(closed.to_day), '%Y%m%d') + interval 1 day, '%Y%m%d') from closed where closed.number = present.number),
    ''
  ),
  '99999999'
from present
