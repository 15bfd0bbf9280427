-- One row a GP code. Where the master file contradicts itself, what it contradicts itself in stays empty.
with candidates as (
  select
    trim(GpCode, ' ') as code,
    nullif(trim(DohCode, ' '), '') as doh_code,
    nullif(trim(NationalCode, ' '), '') as national_code,
    nullif(trim(PracticeCode, ' '), '') as practice_code,
    nullif(trim(Postcode, ' '), '') as postcode,
    -- Deleted GPs (-1) count only where no GP in use has the code.
    rank() over (partition by trim(GpCode, ' ') order by case when trim(MfRecStsInd, ' ') in ('', '0') or MfRecStsInd is null then 0 else 1 end) as preference
  from source.GP
  where nullif(trim(GpCode, ' '), '') is not null
)
select
  code,
  case when count(distinct doh_code) = 1 then min(doh_code) end as doh_code,
  case when count(distinct national_code) = 1 then min(national_code) end as national_code,
  case when count(distinct practice_code) = 1 then min(practice_code) end as practice_code,
  case when count(distinct postcode) = 1 then min(postcode) end as postcode
from candidates
where preference = 1
group by code
