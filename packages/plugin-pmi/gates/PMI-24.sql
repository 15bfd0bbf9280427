-- id: PMI-24
-- title: The two forms of the home address agree, and the postal address is not taken for home
-- severity: warn
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Of two addresses one is old, and letters about a patient's health go to strangers. The short form has four lines of
--   20 places: what it had to leave out is no disagreement.
-- fix: Ask where the patient lives and enter the address in both forms in the old system.
-- nothing: nobody's address is held in both forms
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
where coalesce(pas_text(PtAddrLine1), pas_text(PtAddrLine2), pas_text(PtAddrLine3), pas_text(PtAddrLine4)) is not null
  and coalesce(pas_text(ExtAddressLine1), pas_text(ExtAddressLine2), pas_text(ExtAddressLine3), pas_text(ExtAddressLine4), pas_text(ExtAddressLine5)) is not null
  and trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
with held as (
  select
    InternalPatientNumber,
    list_filter([PtAddrLine1, PtAddrLine2, PtAddrLine3, PtAddrLine4], lambda line: pas_text(line) is not null) as short,
    list_filter(
      [ExtAddressLine1, ExtAddressLine2, ExtAddressLine3, ExtAddressLine4, ExtAddressLine5],
      lambda line: pas_text(line) is not null
    ) as long,
    upper(regexp_replace(PtAddrPostCode, '\s', '', 'g')) as short_postcode,
    upper(regexp_replace(ExtAddressPostcd, '\s', '', 'g')) as long_postcode
  from source.PATDATA
  where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
),
-- Letters and digits alone.
read as (
  select
    InternalPatientNumber,
    list_transform(short, lambda line: regexp_replace(upper(line), '[^\pL\pN]', '', 'g')) as short,
    list_transform(long, lambda line: regexp_replace(upper(left(trim(line, ' '), 20)), '[^\pL\pN]', '', 'g')) as cut,
    list_transform(long, lambda line: regexp_replace(upper(line), '[^\pL\pN]', '', 'g')) as long,
    short_postcode,
    long_postcode
  from held
  where len(short) > 0
    and len(long) > 0
)
select pas_key(InternalPatientNumber) as key
from read
where (
    short <> cut[1:4]
    and array_to_string(short, '') <> array_to_string(long, '')
  )
   or nullif(short_postcode, '') <> nullif(long_postcode, '')
-- part: population_target
select count(*)
from target.LOAD_PMI as loaded
join source.PATDATA as held on trim(held.InternalPatientNumber, ' ') = loaded.external_system_id
where coalesce(pas_text(held.PtPostAddrLine1), pas_text(held.PtPostAddrPostCode)) is not null
-- part: target
-- Who was loaded as living where letters alone go to.
with held as (
  select
    trim(InternalPatientNumber, ' ') as patient,
    regexp_replace(upper(concat(PtPostAddrLine1, PtPostAddrLine2, PtPostAddrLine3, PtPostAddrLine4, PtPostAddrPostCode)), '[^\pL\pN]', '', 'g') as postal,
    regexp_replace(upper(concat(PtAddrLine1, PtAddrLine2, PtAddrLine3, PtAddrLine4, PtAddrPostCode)), '[^\pL\pN]', '', 'g') as short,
    regexp_replace(upper(concat(ExtAddressLine1, ExtAddressLine2, ExtAddressLine3, ExtAddressLine4, ExtAddressLine5, ExtAddressPostcd)), '[^\pL\pN]', '', 'g') as long
  from source.PATDATA
  where coalesce(pas_text(PtPostAddrLine1), pas_text(PtPostAddrPostCode)) is not null
),
loaded as (
  select
    external_system_id as patient,
    regexp_replace(upper(concat(pat_address_1, pat_address_2, pat_address_3, pat_address_4, post_code)), '[^\pL\pN]', '', 'g') as address
  from target.LOAD_PMI
)
select loaded.patient as key
from loaded
join held on held.patient = loaded.patient
where loaded.address = held.postal
  and loaded.address not in (held.short, held.long)
