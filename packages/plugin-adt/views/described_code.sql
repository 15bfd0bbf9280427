-- What codes of admissions and discharges mean, deleted ones included: archives say it in words. Where a master file
-- contradicts itself the words stay empty.
with masters as (
  select 'PATCAT' as list, pas_text(Category) as code, pas_text(Description) as description, null as full_description
  from source.PATCAT
  union all
  select 'INMAN', pas_text(IntdMgmt), pas_text(Description), null from source.INMAN
  union all
  select 'MOA', pas_text(MethodOfAdmission), pas_text(Description), pas_text(FullDescription) from source.MOA
  union all
  select 'MOD', pas_text(MethodOfDischarge), pas_text(Description), pas_text(FullDescription) from source.MOD
  union all
  select 'DOD', pas_text(DestinationCode), pas_text(Description), pas_text(FullDescription) from source.DOD
)
select
  list,
  code,
  case when count(distinct coalesce(full_description, description)) = 1 then any_value(coalesce(full_description, description)) end as description
from masters
where code is not null
group by list, code
