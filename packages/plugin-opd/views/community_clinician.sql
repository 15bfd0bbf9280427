-- Consultants and community clinicians in one list: each carries its kind, for the two master files share no numbering.
select 'CONS:' || code as code, name as description, code as target, name as target_description
from reference.consultant
union all
select
  'CLIN:' || pas_text(ClinicianCode),
  concat_ws(' ', pas_text(Title), pas_text(Forename), pas_text(Surname)),
  trim(ClinicianCode, ' '),
  concat_ws(' ', pas_text(Title), pas_text(Forename), pas_text(Surname))
from source.CPFCLINICIAN
