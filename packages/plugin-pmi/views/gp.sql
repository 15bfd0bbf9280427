-- One row a GP code. Where the master file contradicts itself, what it contradicts itself in stays empty.
with candidates as (
  select
    pas_text(GpCode) as code,
    pas_text(DohCode) as doh_code,
    pas_text(NationalCode) as national_code,
    pas_text(PracticeCode) as practice_code,
    pas_text(Postcode) as postcode,
    -- Deleted GPs (-1) count only where no GP in use has the code.
    rank() over (partition by pas_text(GpCode) order by coalesce(pas_text(MfRecStsInd), '0') = '0' desc) as preference
  from source.GP
)
select
  code,
  case when count(distinct doh_code) = 1 then any_value(doh_code) end as doh_code,
  case when count(distinct national_code) = 1 then any_value(national_code) end as national_code,
  case when count(distinct practice_code) = 1 then any_value(practice_code) end as practice_code,
  case when count(distinct postcode) = 1 then any_value(postcode) end as postcode
from candidates
where preference = 1
group by code
