-- One row a list, lists out of use included: entries of the past are on them. A list that is out of use gives way to one
-- in use that has its code.
with lists as (
  select
    *,
    coalesce(pas_text(MfRecStsInd), '0') = '0' as is_in_use,
    bool_or(coalesce(pas_text(MfRecStsInd), '0') = '0') over (partition by trim(WaitingList, ' ')) as has_one_in_use
  from source.WAITCD
)
select
  _table,
  _row,
  case when has_one_in_use and not is_in_use then 'OUT_OF_USE' end as _merge,
  WaitingList,
  WlDescription,
  MainConsultant
from lists
