-- One row a specialty code, deleted ones included: archives name specialties that are no longer in use.
select
  trim(Specialty, ' ') as code,
  case when count(distinct pas_text(Description)) = 1 then min(pas_text(Description)) end as description,
  case when count(distinct pas_text(TreatmentFunction)) = 1 then min(pas_text(TreatmentFunction)) end as treatment_function
from source.SPEC
where pas_text(Specialty) is not null
group by 1
