-- id: RTT-01
-- title: Every status of a wait stands for one of the seventeen national ones
-- severity: error
-- stage: source
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: A status that nobody can read neither starts nor stops a clock. Only in the trail of statuses must there be one;
--   where a record has none yet, there is nothing to read.
-- fix: Give the code a national value in the period statuses' master file, or the record its status; then extract again.
-- parameter: national = [10, 11, 12, 20, 21, 30, 31, 32, 33, 34, 35, 36, 90, 91, 92, 98, 99]
-- part: population_source
select
  (select count(*) from source.RTTPERSTSMF)
  + (select count(*) from source.RTTALLPRDSTS)
  + (select count(*) from source.RTTPTPATHWAY where coalesce(pas_text(RttCurrentStatus), pas_text(LatestStatus)) is not null)
  + (select count(*) from source.RTTPERIOD where coalesce(pas_text(CurrentStatus), pas_text(CurrentStatusInt)) is not null)
  + (select count(*) from source.OPREFERRAL where coalesce(pas_text(RTTPeriodStatus), pas_text(RTTPeriodStatusInt)) is not null)
  + (select count(*) from source.OPA where pas_text(RttPeriodStatus) is not null)
-- part: source
-- A code that the trust itself has paired in its overlay is understood, too.
with known as (
  select code
  from rtt.status
  where national in {national}
  union
  select source_code
  from run.codes
  where crosswalk = 'rtt_status'
    and target_code in {national}
    and status <> 'retired'
),
held as (
  select
    pas_key(InternalPatientNumber, PathwayNumber, ActivityDateTimeInt, PRDStsType) as key,
    pas_text(RttPRDSts) as own,
    coalesce(pas_text(RttPRDStsInt), '') as nationally
  from source.RTTALLPRDSTS
  union all
  select pas_key(InternalPatientNumber, PathwayNumber), coalesce(pas_text(RttCurrentStatus), pas_text(LatestStatus)), null
  from source.RTTPTPATHWAY
  union all
  select pas_key(InternalPatientNumber, PathwayNumber, PPeriodId), pas_text(CurrentStatus), pas_text(CurrentStatusInt)
  from source.RTTPERIOD
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber), pas_text(RTTPeriodStatus), pas_text(RTTPeriodStatusInt)
  from source.OPREFERRAL
  union all
  select pas_key(InternalPatientNumber, EpisodeNumber, PtApptStartDtimeInt, ResCode), pas_text(RttPeriodStatus), null
  from source.OPA
)
select held.key
from held
left join known on known.code = held.own
where case when held.own is not null then known.code is null else held.nationally not in {national} end
union all
select pas_key('RTTPERSTSMF', master.RttStatusCode)
from source.RTTPERSTSMF as master
left join known on known.code = trim(master.RttStatusCode, ' ')
where coalesce(pas_text(master.MfRecStsInd), '0') = '0'
  and known.code is null
-- part: population_target
select (select count(rtt_status) from target.LOAD_RTT_EVENTS) + (select count(pathway_status) from target.LOAD_RTT_PATHWAYS)
-- part: target
select external_system_id as key
from target.LOAD_RTT_EVENTS
where rtt_status not in {national}
union all
select external_system_id
from target.LOAD_RTT_PATHWAYS
where pathway_status not in {national}
