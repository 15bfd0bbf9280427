-- What service group appointments are booked with: resources of the schedule, or the clinicians themselves.
select trim(SchedResMfCd, ' ') as code, Name as description
from source.OPDOCTOR
where pas_text(SchedResMfCd) is not null
union all
select trim(ClinicianCode, ' '), concat_ws(' ', pas_text(Title), pas_text(Forename), pas_text(Surname))
from source.CPFCLINICIAN
where pas_text(ClinicianCode) is not null
  and not exists (from source.OPDOCTOR as doctor where trim(doctor.SchedResMfCd, ' ') = trim(ClinicianCode, ' '))
