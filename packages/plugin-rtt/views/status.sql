-- What the trust's own status codes stand for nationally. Deleted codes (-1) count only where no code in use is written so.
with candidates as (
  select
    trim(RttStatusCode, ' ') as code,
    RttStsDescription as description,
    pas_text(RttStsInternalValue) as national,
    rank() over (partition by trim(RttStatusCode, ' ') order by case when coalesce(pas_text(MfRecStsInd), '0') = '0' then 0 else 1 end) as preference
  from source.RTTPERSTSMF
  where pas_text(RttStatusCode) is not null
)
select code, description, national
from candidates
where preference = 1
