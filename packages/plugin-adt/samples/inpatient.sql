-- title: A patient in hospital
-- tables: ADMITDISCH
select trim(InternalPatientNumber, ' ') as patient
from source.ADMITDISCH
where pas_text(IpDschDtimeInt) is null and pas_text(DischargeDate) is null
