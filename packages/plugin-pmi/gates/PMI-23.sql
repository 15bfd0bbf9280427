-- id: PMI-23
-- title: Every patient's home has a postcode, if need be one of those for no place
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: Letters, ambulances and the commissioner who pays go by it. Where there is none, a national pseudo postcode says why:
--   ZZ99 3VZ no fixed abode, ZZ99 3WZ not known, others for the country of a visitor.
-- fix: Look the postcode up and enter it in the old system, or the pseudo postcode where there is none.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.PATDATA
where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
-- part: source
-- The short form of the address counts where it is filled, as it does in the load.
with home as (
  select
    InternalPatientNumber,
    upper(regexp_replace(coalesce(
      pas_text(PtAddrPostCode),
      case when coalesce(pas_text(PtAddrLine1), pas_text(PtAddrLine2), pas_text(PtAddrLine3), pas_text(PtAddrLine4)) is null
        then pas_text(ExtAddressPostcd)
      end,
      pas_text(PtPseudoPostCode)
    ), '\s', '', 'g')) as postcode
  from source.PATDATA
  where trim(InternalPatientNumber, ' ') not in (select trim(OldID, ' ') from source.MERGEDID where pas_text(OldID) is not null)
)
select pas_key(InternalPatientNumber) as key
from home
where postcode is null
   or not regexp_full_match(
     postcode,
     'GIR0AA|ZZ99[0-9][A-Z]Z|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y])[0-9][ABD-HJLNP-UW-Z]{2}'
   )
-- part: population_target
select count(*)
from target.LOAD_PMI
-- part: target
select external_system_id as key
from target.LOAD_PMI
where post_code is null
   or not regexp_full_match(
     post_code,
     'GIR 0AA|ZZ99 [0-9][A-Z]Z|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y]) [0-9][ABD-HJLNP-UW-Z]{2}'
   )
