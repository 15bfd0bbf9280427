-- Reasons for discharge in one list: each code carries its kind, for outpatients and the community number theirs apart. A
-- community code that is also an outpatient one keeps its kind in the target, so that the two stay two.
select 'OP:' || trim(DischargeCode, ' ') as code, Description as description, trim(DischargeCode, ' ') as target
from source.OPRSNDISCH
where pas_text(DischargeCode) is not null
union all
select
  'COMMUNITY:' || trim(DischargeReason, ' '),
  Description,
  case
    when exists (from source.OPRSNDISCH as reason where trim(reason.DischargeCode, ' ') = trim(DischargeReason, ' '))
      then 'COMMUNITY:' || trim(DischargeReason, ' ')
    else trim(DischargeReason, ' ')
  end
from source.CPFDISCHREASON
where pas_text(DischargeReason) is not null
