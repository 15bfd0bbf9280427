-- One row a clinic, deleted ones included: archives name clinics that are no longer held. What the master file contradicts
-- itself in stays empty.
select
  trim(SchedResGrpMfCd, ' ') as code,
  case when count(distinct pas_text(Description)) = 1 then min(pas_text(Description)) end as name,
  case when count(distinct pas_text(DestinationHospCd)) = 1 then min(pas_text(DestinationHospCd)) end as hospital_code,
  case when count(distinct pas_text(ProviderCode)) = 1 then min(pas_text(ProviderCode)) end as provider_code
from source.OUTCLNC
where pas_text(SchedResGrpMfCd) is not null
group by 1
