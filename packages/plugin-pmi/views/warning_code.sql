-- Codes of warnings and needs in one list: each carries its kind, for the two master files share no numbering. A need
-- whose code is also a register's keeps its kind in the target, so that the two stay two.
select 'REG:' || pas_text(SpecialRegister) as code, SpecialRegisterDescription as description, pas_text(SpecialRegister) as target
from source.PMISPECIALREGMF
union all
select
  'NEED:' || pas_text(PatientNeed),
  PatientNeedDesc,
  case
    when exists (from source.PMISPECIALREGMF as register where trim(register.SpecialRegister, ' ') = trim(PatientNeed, ' '))
      then 'NEED:' || trim(PatientNeed, ' ')
    else trim(PatientNeed, ' ')
  end
from source.PATIENTNEEDMF
