-- id: REFD-06
-- title: Every hospital with activity is one site, of one provider, at one address, under a national site code
-- severity: blocker
-- stage: config
-- hazard: none
-- sign_off: information and finance lead
-- why: Activity at a site that is not there cannot be loaded, reported or paid for. The load table holds the trust's own
--   code; that it stands for a national one is judged by the master file HOSPDET. Keys are hospital codes.
-- fix: Complete the hospital in the master file HOSPDET, or correct provider and dates in the overlay's contract of
--   LOAD_SITES.
-- optional: source.HOSPDET, source.WARD, source.ADMITDISCH, source.OPREFERRAL, source.WLCURRENT
-- part: population_source
select count(*)
from source.HOSPDET
-- part: source
with used as (
  select distinct upper(pas_text(HospCode)) as code from source.ADMITDISCH
  union
  select distinct upper(pas_text(HospitalCode)) from source.OPREFERRAL
  union
  select distinct upper(pas_text(Hospital)) from source.WLCURRENT
  union
  select distinct upper(pas_text(HospitalCode)) from source.WARD
),
hospital as (
  select
    upper(pas_text(HospitalCode)) as code,
    min(pas_text(TreatmentSiteCd)) as national_code,
    count(distinct pas_text(ProviderCode)) as providers,
    count(distinct concat_ws(',', pas_text(Address), pas_text(HospAddrLine2), pas_text(HospAddrLine3), pas_text(HospAddrLine4), pas_text(Postcode))) as addresses
  from source.HOSPDET
  where pas_text(HospitalCode) is not null
  group by 1
)
select coalesce(used.code, hospital.code) as key
from hospital
full join used on used.code = hospital.code
where (used.code is not null and hospital.national_code is null)
   or hospital.providers > 1
   or hospital.addresses > 1
-- part: population_target
select count(*)
from target.LOAD_SITES
-- part: target
with used as (
  select distinct upper(pas_text(HospCode)) as code from source.ADMITDISCH
  union
  select distinct upper(pas_text(HospitalCode)) from source.OPREFERRAL
  union
  select distinct upper(pas_text(Hospital)) from source.WLCURRENT
  union
  select distinct upper(pas_text(HospitalCode)) from source.WARD
),
national as (
  select distinct upper(pas_text(HospitalCode)) as code
  from source.HOSPDET
  where pas_text(HospitalCode) is not null
    and pas_text(TreatmentSiteCd) is not null
),
site as (
  select
    upper(site_code) as code,
    count(distinct provider_prefix) as providers,
    count(distinct concat_ws(',', address_1, address_2, address_3, address_4, post_code)) as addresses,
    bool_or(
      coalesce(pas_date(site_link_applies_start) > cast(pas_now() as date), false)
      or coalesce(pas_date(site_link_applies_end) > cast(pas_now() as date), false)
    ) as is_ahead
  from target.LOAD_SITES
  group by 1
)
select coalesce(used.code, site.code) as key
from site
full join used on used.code = site.code
where (used.code is not null and (site.code is null or used.code not in (select code from national)))
   or site.providers > 1
   or site.addresses > 1
   or site.is_ahead
