-- One row a ward code, deleted ones included.
select
  trim(Ward, ' ') as code,
  case when count(distinct pas_text(WardName)) = 1 then min(pas_text(WardName)) end as name,
  case when count(distinct pas_text(HospitalCode)) = 1 then min(pas_text(HospitalCode)) end as hospital_code
from source.WARD
where pas_text(Ward) is not null
group by 1
