-- One row a specialty code, deleted ones included: archives name specialties that are no longer in use.
select
  pas_text(Specialty) as code,
  case when count(distinct pas_text(Description)) = 1 then any_value(pas_text(Description)) end as description
from source.SPEC
group by 1
