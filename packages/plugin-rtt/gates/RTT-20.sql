-- id: RTT-20
-- title: Every pathway is RTT or NON-RTT
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: RTT performance lead
-- why: The loader knows these two and nothing else. Where the extract does not prove which, the type is left empty, and the
--   lead decides for each pathway that is named here.
-- fix: Complete the pathway's flags or its status in the old system, or set its type by a signed rule of the overlay.
-- part: population_source
select count(*)
from source.RTTPTPATHWAY
-- part: source
with clock as (
  select distinct pas_key(InternalPatientNumber, PathwayNumber) as key
  from source.RTTPERIOD
),
held as (
  select
    pas_key(InternalPatientNumber, PathwayNumber) as key,
    coalesce(pas_text(RttPrivatePat), '') as private_flag,
    coalesce(pas_text(RttOsvStatus), '') as overseas_flag,
    known.national
  from source.RTTPTPATHWAY
  left join rtt.status as known on known.code = coalesce(pas_text(RttCurrentStatus), pas_text(LatestStatus))
)
select held.key
from held
left join clock on clock.key = held.key
where '1' not in (private_flag, overseas_flag)
  and not (clock.key is null and coalesce(national in ('92', '98'), false))
  and not (
    private_flag = '0'
    and overseas_flag = '0'
    and (clock.key is not null or coalesce(national between '10' and '36' or national in ('90', '91'), false))
  )
-- part: population_target
select count(*)
from target.LOAD_RTT_PATHWAYS
-- part: target
select external_system_id as key
from target.LOAD_RTT_PATHWAYS
where coalesce(pathway_type, '') not in ('RTT', 'NON-RTT')
