-- id: PMI-22
-- title: Every ethnic origin is one of the national categories, and "not stated" is not "not known"
-- severity: error
-- stage: source
-- hazard: H-08
-- sign_off: data quality lead
-- why: Declining to say is the patient's choice and stays so; not known is a gap to fill. A code that was translated into
--   neither is left out.
-- fix: Add the code's national category to the master file ETHN or the overlay's crosswalk ethnic_group, with the
--   trust's signature.
-- parameter: categories = [A, B, C, D, E, F, G, H, J, K, L, M, N, P, R, S, Z, "99"]
-- part: population_source
select count(*)
from source.PATDATA
where pas_text(EthnicType) is not null
-- part: source
with pair as (
  select source_code, target_code, lower(source_description) as description
  from run.codes
  where crosswalk = 'ethnic_group'
    and status <> 'retired'
),
translated as (
  select source_code
  from pair
  where target_code in {categories}
    and not coalesce(target_code = '99' and regexp_matches(description, 'not stated|refused|declined'), false)
    and not coalesce(target_code = 'Z' and regexp_matches(description, 'not known|unknown|not asked'), false)
)
select pas_key(InternalPatientNumber) as key
from source.PATDATA
where pas_text(EthnicType) is not null
  and pas_text(EthnicType) not in (select source_code from translated)
-- part: population_target
select count(*)
from target.LOAD_PMI
where ethnic_group is not null
-- part: target
select external_system_id as key
from target.LOAD_PMI
where ethnic_group not in {categories}
