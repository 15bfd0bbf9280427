-- What ICD-10 codes mean, by the extract's own master file; codes stand without their point.
select
  replace(pas_text(Icd10Code), '.', '') as code,
  case when count(distinct pas_text(Description)) = 1 then any_value(pas_text(Description)) end as description
from source.ICD10
group by 1
