-- One row a ward code, deleted ones included.
select
  pas_text(Ward) as code,
  case when count(distinct pas_text(WardName)) = 1 then any_value(pas_text(WardName)) end as name
from source.WARD
group by 1
