-- One row a consultant code. Archives name consultants who have left, so deleted ones count where none in use has the code.
select
  trim(Consultant, ' ') as code,
  arg_min(coalesce(pas_text(Name), pas_text(Surname)), in_use) as name,
  arg_min(pas_text(GMCCode), in_use) as gmc_code
from (select *, case when coalesce(trim(Deleted, ' '), '') in ('', '0') then 0 else 1 end as in_use from source.CONSMAST)
where pas_text(Consultant) is not null
group by 1
having count(*) filter (in_use = 0) <= 1
