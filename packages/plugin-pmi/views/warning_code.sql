-- Codes of warnings and needs in one list: the two master files share no numbering, so each code carries its kind.
select 'REG:' || trim(SpecialRegister, ' ') as code, SpecialRegisterDescription as description
from source.PMISPECIALREGMF
where pas_text(SpecialRegister) is not null
union all
select 'NEED:' || trim(PatientNeed, ' '), PatientNeedDesc
from source.PATIENTNEEDMF
where pas_text(PatientNeed) is not null
