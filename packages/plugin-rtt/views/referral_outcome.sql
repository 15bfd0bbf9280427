-- Reasons for discharge in one list: each code carries its kind, for outpatients and the community number theirs apart. A
-- community code that is also an outpatient one keeps its kind in the target, so that the two stay two.
select 'OP:' || pas_text(DischargeCode) as code, Description as description, pas_text(DischargeCode) as target
from source.OPRSNDISCH
union all
select
  'COMMUNITY:' || pas_text(DischargeReason),
  Description,
  case
    when exists (from source.OPRSNDISCH as reason where trim(reason.DischargeCode, ' ') = trim(DischargeReason, ' '))
      then 'COMMUNITY:' || trim(DischargeReason, ' ')
    else trim(DischargeReason, ' ')
  end
from source.CPFDISCHREASON
