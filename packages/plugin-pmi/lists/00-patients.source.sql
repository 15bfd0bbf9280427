-- title: Registered patients, alive or known to have died
-- tables: PATDATA, MERGEDID
-- key: patient
-- load-table: LOAD_PMI
-- decided-by: date_of_death
-- A number that was merged into another one is here too: the account says that its survivor stands for it.
select
  trim(InternalPatientNumber, ' ') as patient,
  case
    when exists (
      from source.MERGEDID as merged
      where trim(merged.OldID, ' ') = trim(patient.InternalPatientNumber, ' ')
    )
      then 'merged'
    when pas_text(PtDateOfDeathInt) is not null or pas_text(PtDateOfDeath) is not null
      or coalesce(upper(pas_text(PtDeathIndInt)) not in ('N', 'NO', '0'), false)
      then 'deceased'
    else 'alive'
  end as state,
  _table,
  _row
from source.PATDATA as patient
