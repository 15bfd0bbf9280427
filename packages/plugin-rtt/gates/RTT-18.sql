-- id: RTT-18
-- title: A pathway keeps its identifier, and no other of the patient has it
-- severity: error
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: Provider and identifier are how commissioners and other providers know a wait; a new identifier is a new wait to them.
--   Where number and pathway name two providers the identifier is left out and the pathway loaded, so that it shows here.
-- fix: Correct the provider or the number of the pathway in the old system, then extract again.
-- optional: source.MERGEDID
-- part: population_source
select count(*)
from source.RTTPTPATHWAY
-- part: source
with held as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as key,
    coalesce(patient.survivor, trim(InternalPatientNumber, ' ')) as patient,
    trim(substr(PathwayNumber, 1, 5), ' ') as provider,
    nullif(trim(substr(PathwayNumber, 6, 20), ' '), '') as identifier,
    pas_text(PathwayOrgProv) as named_provider
  from source.RTTPTPATHWAY
  left join pmi.patient as patient on patient.number = trim(InternalPatientNumber, ' ')
)
select key
from held
where identifier is null
  or named_provider <> provider
union all
select key
from held
where identifier is not null
qualify count(*) over (partition by patient, provider, identifier) > 1
-- part: population_target
select count(*)
from target.LOAD_RTT_PATHWAYS
-- part: target
with held as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as key,
    min(trim(PathwayNumber, ' ')) as number,
    min(pas_text(PathwayOrgProv)) as named_provider
  from source.RTTPTPATHWAY
  group by 1
),
delivered as (
  select
    pathway.external_system_id as key,
    coalesce(pathway.main_crn, split_part(pathway.external_system_id, '|', 1)) as patient,
    pathway.pathway_id,
    trim(substr(held.number, 1, 5), ' ') as provider,
    trim(substr(held.number, 6, 20), ' ') as identifier,
    held.named_provider
  from target.LOAD_RTT_PATHWAYS as pathway
  left join held on held.key = pathway.external_system_id
)
select key
from delivered
where pathway_id is null
  or pathway_id is distinct from identifier
  or named_provider <> provider
union all
select key
from delivered
where pathway_id is not null
qualify count(*) over (partition by patient, provider, pathway_id) > 1
