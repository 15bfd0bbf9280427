-- One row a clinic, deleted ones included: archives name clinics that are no longer held. What the master file contradicts
-- itself in stays empty.
select
  pas_text(SchedResGrpMfCd) as code,
  case when count(distinct pas_text(Description)) = 1 then any_value(pas_text(Description)) end as name,
  case when count(distinct pas_text(DestinationHospCd)) = 1 then any_value(pas_text(DestinationHospCd)) end as hospital_code,
  case when count(distinct pas_text(ProviderCode)) = 1 then any_value(pas_text(ProviderCode)) end as provider_code
from source.OUTCLNC
group by 1
