-- title: A patient who has died
-- tables: PATDATA
select trim(InternalPatientNumber, ' ') as patient
from source.PATDATA
where pas_text(PtDateOfDeathInt) is not null or pas_text(PtDateOfDeath) is not null
