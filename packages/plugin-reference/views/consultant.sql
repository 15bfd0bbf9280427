-- One row a consultant code; what the master file contradicts itself in stays empty. Archives name consultants who have
-- left, so deleted ones count where none in use has the code.
with candidates as (
  select trim(Consultant, ' ') as code, coalesce(pas_text(Name), pas_text(Surname)) as name, pas_text(GMCCode) as gmc_code
  from source.CONSMAST
  where pas_text(Consultant) is not null
  qualify rank() over (partition by code order by coalesce(pas_text(Deleted), '0') = '0' desc) = 1
)
select
  code,
  case when count(distinct name) = 1 then any_value(name) end as name,
  case when count(distinct gmc_code) = 1 then any_value(gmc_code) end as gmc_code
from candidates
group by code
