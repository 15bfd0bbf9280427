-- One row a hospital code; what the master file contradicts itself in stays empty.
select
  pas_text(HospitalCode) as code,
  case when count(distinct pas_text(HospitalName)) = 1 then any_value(pas_text(HospitalName)) end as name
from source.HOSPDET
group by 1
