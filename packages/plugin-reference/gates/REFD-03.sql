-- id: REFD-03
-- title: Every ward that a patient lay on is a ward that there is
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: bed management lead
-- why: A stay on a ward that nobody knows is loaded without one, and the patient is in no bed. Wards of offers of admission
--   are not judged here. Keys are ward codes.
-- fix: Add the ward to the master file WARD, or to the overlay's crosswalk ward with the trust's signature.
-- optional: source.WARD, source.WARDSTAY, source.CONSWARDSTAY
-- part: population_source
select (select count(*) from source.WARDSTAY) + (select count(*) from source.CONSWARDSTAY)
-- part: source
with used as (
  select pas_text(WardCode) as ward from source.WARDSTAY
  union
  select pas_text(WardCode) from source.CONSWARDSTAY
)
select ward as key
from used
where ward is not null
  and (
    ward not in (select trim(Ward, ' ') from source.WARD where pas_text(Ward) is not null)
    or ward not in (select source_code from run.codes where crosswalk = 'ward' and status <> 'retired')
  )
-- part: population_target
select count(*)
from target.LOAD_ADT_WARDSTAYS
where ward is not null
-- part: target
select distinct ward as key
from target.LOAD_ADT_WARDSTAYS
where ward is not null
  and ward not in (select target_code from run.codes where crosswalk = 'ward' and status <> 'retired')
