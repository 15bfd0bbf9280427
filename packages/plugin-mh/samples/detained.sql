-- title: A patient who is or was detained
-- tables: LEGALSTATUSDETS
select trim(InternalPatientNumber, ' ') as patient
from source.LEGALSTATUSDETS
where pas_text(LegalStatus) <> '1'
