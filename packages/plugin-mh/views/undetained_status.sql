-- The trust's codes of legal statuses under which nobody is detained. The dictionary spells out one, 1 for informal; the
-- feed of legal statuses adds the trust's others. A code that the feed calls both counts as a detention.
with said as (
  select '1' as code, 'N' as detained
  union all
  select pas_text(legal_status), upper(pas_text(detained))
  from feed."legal-statuses"
)
select code
from said
group by code
having bool_and(detained is not distinct from 'N')
