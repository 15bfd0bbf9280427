-- id: PMI-26
-- title: Further addresses are earlier ones that ended, or temporary ones
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: patient administration lead
-- why: The loader knows two kinds here, P and C; a P without an end is a second present address, to which letters go.
-- fix: Enter in the old system when the patient left the address, then extract again.
-- optional: source.PREVADDRESS
-- part: population_source
select count(*)
from source.PREVADDRESS
where coalesce(pas_text(PtAddLn1), pas_text(PtAddLn2), pas_text(PtAddLn3), pas_text(PtAddLn4), pas_text(Postcode), pas_text(PseudoPostCode)) is not null
-- part: source
select pas_key(InternalPatientNumber, 'PREV', SeqNo) as key
from source.PREVADDRESS
where coalesce(pas_text(PtAddLn1), pas_text(PtAddLn2), pas_text(PtAddLn3), pas_text(PtAddLn4), pas_text(Postcode), pas_text(PseudoPostCode)) is not null
  and coalesce(pas_day(EffectiveToDateInt), pas_day(EffectiveToDate)) is null
-- part: population_target
select count(*)
from target.LOAD_PMIADDRS
-- part: target
select external_system_id as key
from target.LOAD_PMIADDRS
where address_type is null
   or address_type not in ('P', 'C')
   or (address_type = 'P' and applies_end is null)
