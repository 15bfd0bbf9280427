-- What ICD-10 codes mean, by the extract's own master file; codes stand without their point.
select
  replace(trim(Icd10Code, ' '), '.', '') as code,
  case when count(distinct pas_text(Description)) = 1 then min(pas_text(Description)) end as description
from source.ICD10
where pas_text(Icd10Code) is not null
group by 1
