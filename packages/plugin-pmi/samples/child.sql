-- title: A patient under sixteen
-- tables: PATDATA
select trim(InternalPatientNumber, ' ') as patient
from source.PATDATA
where pas_day(coalesce(pas_text(InternalDateOfBirth), PtDoB))
  > strftime(strptime(substr(getvariable('snapshot'), 1, 8), '%Y%m%d') - interval 16 years, '%Y%m%d')
