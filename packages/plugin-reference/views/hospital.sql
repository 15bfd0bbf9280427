-- One row a hospital code; what the master file contradicts itself in stays empty.
select
  trim(HospitalCode, ' ') as code,
  case when count(distinct pas_text(HospitalName)) = 1 then min(pas_text(HospitalName)) end as name
from source.HOSPDET
where pas_text(HospitalCode) is not null
group by 1
