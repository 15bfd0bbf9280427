-- id: RTT-15
-- title: Everybody on a waiting list has the referral that put them there
-- severity: blocker
-- stage: source
-- hazard: H-01
-- sign_off: waiting list lead
-- why: The loader takes no list entry without its referral, so that who has none falls off the list. An entry for admission
--   belongs to a referral on its own pathway; of several, one that was there when the wait began. No referral is made up,
--   and of an entry whose patient is not loaded none is asked for: it goes with the patient, whom GEN-21 names.
-- fix: Link the entry with its referral in the old system, or register the referral there, then extract again.
-- optional: source.MERGEDID
-- part: population_source
select (select count(*) from source.WLCURRENT) + (select count(*) from source.OPWLENTRY)
-- part: source
with loadable as (
  select number
  from pmi.patient
  where is_loadable
),
referral as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    coalesce(pas_day(OpRegDtimeInt), pas_day(ReferralDate)) as day
  from source.OPREFERRAL
  union all
  select trim(InternalPatientNumber, ' '), trim(EpisodeNumber, ' '), coalesce(pas_day(RefDtTmInt), pas_day(ReferralDate))
  from source.CPSGREFERRAL
),
entry as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    pas_day(coalesce(pas_text(OriginalDateOnList), pas_text(WlOnListDtTmInt), DateOnList)) as began
  from source.WLCURRENT
),
link as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(EpisodeNumber, ' ') as episode,
    trim(PathwayNumber, ' ') as pathway
  from source.RTTPTEPIPATHWAY
  where pas_text(PathwayNumber) is not null
),
parent as (
  select
    entry.number,
    entry.episode,
    count(distinct referral.episode) as referrals,
    bool_or(referral.day <= entry.began) as was_there
  from entry
  join link on link.number = entry.number and link.episode = entry.episode
  join link as sibling on sibling.number = link.number and sibling.pathway = link.pathway
  join referral
    on referral.number = sibling.number and referral.episode = sibling.episode and referral.episode <> entry.episode
  group by entry.number, entry.episode
)
select pas_key(entry.number, entry.episode) as key
from entry
join loadable on loadable.number = entry.number
left join parent on parent.number = entry.number and parent.episode = entry.episode
where parent.number is null
  or (parent.referrals > 1 and not coalesce(parent.was_there, false))
union all
select
  pas_key(
    InternalPatientNumber,
    EpisodeNumber,
    TreatmentCode,
    coalesce(pas_day(OpWlDateIdxDateOnWaitingListNeutral), pas_day(DateOnList), DateOnList)
  )
from source.OPWLENTRY as entry
join loadable on loadable.number = trim(entry.InternalPatientNumber, ' ')
where not exists (
  from referral
  where referral.number = trim(entry.InternalPatientNumber, ' ')
    and referral.episode = trim(entry.EpisodeNumber, ' ')
)
-- part: population_target
select
  (select count(*) from target.LOAD_IWL where status in ('W', 'D', 'L') or status is null)
  + (select count(*) from target.LOAD_OPDWAITLIST where status in ('W', 'D', 'L') or status is null)
-- part: target
select external_system_id as key
from target.LOAD_IWL as entry
where (status in ('W', 'D', 'L') or status is null)
  and not exists (from target.LOAD_REFERRALS as referral where referral.record_number = entry.loadref_record_number)
union all
select external_system_id
from target.LOAD_OPDWAITLIST as entry
where (status in ('W', 'D', 'L') or status is null)
  and not exists (from target.LOAD_REFERRALS as referral where referral.record_number = entry.loadref_record_number)
