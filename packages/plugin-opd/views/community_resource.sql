-- What service group appointments are booked with: resources of the schedule, or the clinicians themselves.
select trim(SchedResMfCd, ' ') as code, Name as description
from source.OPDOCTOR
union all
select trim(ClinicianCode, ' '), concat_ws(' ', pas_text(Title), pas_text(Forename), pas_text(Surname))
from source.CPFCLINICIAN
where not exists (from source.OPDOCTOR as doctor where trim(doctor.SchedResMfCd, ' ') = trim(ClinicianCode, ' '))
