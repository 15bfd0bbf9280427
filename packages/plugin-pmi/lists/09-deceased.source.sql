-- title: Patients who have died
-- tables: PATDATA
-- key: patient
-- load-table: LOAD_PMI
-- decided-by: date_of_death
-- Known by a date of death, or by the flag alone. 00:00 stands for a day without a time.
select
  trim(InternalPatientNumber, ' ') as patient,
  coalesce(
    pas_moment(coalesce(pas_text(PtDateOfDeathInt), PtDateOfDeath)),
    pas_day(coalesce(pas_text(PtDateOfDeathInt), PtDateOfDeath)) || '0000'
  ) as date_of_death,
  _table,
  _row
from source.PATDATA
where pas_text(PtDateOfDeathInt) is not null
   or pas_text(PtDateOfDeath) is not null
   or coalesce(upper(pas_text(PtDeathIndInt)) not in ('N', 'NO', '0'), false)
