-- Codes of warnings and needs in one list: each carries its kind, for the two master files share no numbering. A need
-- whose code is also a register's keeps its kind in the target, so that the two stay two.
select 'REG:' || trim(SpecialRegister, ' ') as code, SpecialRegisterDescription as description, trim(SpecialRegister, ' ') as target
from source.PMISPECIALREGMF
where pas_text(SpecialRegister) is not null
union all
select
  'NEED:' || trim(PatientNeed, ' '),
  PatientNeedDesc,
  case
    when exists (from source.PMISPECIALREGMF as register where trim(register.SpecialRegister, ' ') = trim(PatientNeed, ' '))
      then 'NEED:' || trim(PatientNeed, ' ')
    else trim(PatientNeed, ' ')
  end
from source.PATIENTNEEDMF
where pas_text(PatientNeed) is not null
