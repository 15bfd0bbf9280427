-- by: patient
-- GP history in order, each registration with the start of the next one of the same patient number.
with registrations as (
  select
    trim(InternalPatientNumber, ' ') as number,
    _row as registration_row,
    pas_text(GpCode) as gp_code,
    pas_text(SeqNo) as seq_no,
    coalesce(pas_day(FromDate), pas_day(FromDtTmInt)) as from_day,
    coalesce(pas_day(ToDate), pas_day(PmiPatientGpHistoryToDateIndexKey)) as to_day
  from source.GPHISTORY
)
select
  *,
  lead(from_day) over (partition by number order by from_day, seq_no, registration_row) as next_from_day
from registrations
