-- id: RTT-17
-- title: A pathway starts with its first clock, and that not before the referral was received
-- severity: error
-- stage: target
-- hazard: H-06
-- sign_off: RTT performance lead
-- why: A start before the receipt lengthens a wait, a pathway that starts after its clock hides one. A patient who came from
--   another provider, by the pathway's number or with status 21 by the day of receipt, brings the start along. When a national
--   booking was converted V83 does not hold; other days than that of receipt are signed for in early_days or clock by clock.
-- fix: Look at the referral letter; correct the start of the clock or the day of receipt, or have the early start signed.
-- parameter: early_days = 0
-- parameter: signed_starts = []
-- optional: source.PROV
-- part: population_source
select count(distinct pas_key(InternalPatientNumber, PathwayNumber))
from source.RTTPERIOD
-- part: source
with first_clock as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(PathwayNumber, ' ') as pathway,
    trim(PPeriodId, ' ') as period,
    pas_key(InternalPatientNumber, PathwayNumber, PPeriodId) as key,
    pas_date(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) as started
  from source.RTTPERIOD
  where pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) is not null
  qualify row_number() over (
    partition by trim(InternalPatientNumber, ' '), trim(PathwayNumber, ' ')
    order by
      coalesce(
        pas_moment(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)),
        pas_day(coalesce(pas_text(RttStartDateTimeInt), RttStartDate)) || '0000'
      ),
      trim(PPeriodId, ' ')
  ) = 1
),
-- Of several referrals the clock belongs to one that was received by its start, where there is one.
received as (
  select first_clock.number, first_clock.pathway, first_clock.key, first_clock.started, min(pas_date(referral.OpRegDtimeInt)) as day
  from first_clock
  join source.RTTEPIPERIOD as link
    on trim(link.InternalPatientNumber, ' ') = first_clock.number
    and trim(link.PathwayNumber, ' ') = first_clock.pathway
    and trim(link.PPeriodId, ' ') = first_clock.period
  join source.OPREFERRAL as referral
    on trim(referral.InternalPatientNumber, ' ') = first_clock.number
    and trim(referral.EpisodeNumber, ' ') = trim(link.EpisodeNumber, ' ')
  group by all
),
early as (
  select *
  from received
  where started + to_days({early_days}) < day
    and key not in {signed_starts}
),
-- A number that another organisation gave: the first three characters are the organisation, the next two its site.
brought as (
  select distinct trim(pathway.InternalPatientNumber, ' ') as number, trim(pathway.PathwayNumber, ' ') as pathway
  from source.RTTPTPATHWAY as pathway
  join source.PROV as provider on trim(provider.ProviderCode, ' ') = trim(pathway.RttCurProv, ' ')
  where substr(coalesce(pas_text(provider.DohCode), pas_text(provider.OrganisationCode)), 1, 3)
    <> substr(trim(pathway.PathwayNumber, ' '), 1, 3)
)
select key
from early
where not exists (from brought where brought.number = early.number and brought.pathway = early.pathway)
  and not exists (
    from source.RTTALLPRDSTS as event
    left join rtt.status as known on known.code = trim(event.RttPRDSts, ' ')
    where trim(event.InternalPatientNumber, ' ') = early.number
      and trim(event.PathwayNumber, ' ') = early.pathway
      and coalesce(known.national, pas_text(event.RttPRDStsInt)) = '21'
      and pas_date(coalesce(pas_text(event.ActivityDateTimeInt), event.ActivityDateTime)) <= early.day
  )
-- part: population_target
select count(distinct loadrttpwy_record_number)
from target.LOAD_RTT_PERIODS
-- part: target
with first_clock as (
  select
    record_number,
    loadrttpwy_record_number,
    loadref_record_number,
    external_system_id as key,
    pas_moment(clock_start) as started,
    pas_date(clock_start) as start_day
  from target.LOAD_RTT_PERIODS
  where pas_moment(clock_start) is not null
  qualify row_number() over (
    partition by loadrttpwy_record_number
    order by pas_moment(clock_start), external_system_id
  ) = 1
),
transferred as (
  select clock.loadrttpwy_record_number, min(pas_date(substr(event.event_date, 1, 10))) as day
  from target.LOAD_RTT_EVENTS as event
  join target.LOAD_RTT_PERIODS as clock on clock.record_number = event.loadrttprd_record_number
  where event.rtt_status = '21'
  group by 1
),
-- A number that another organisation gave: the first three characters are the organisation, the next two its site.
brought as (
  select distinct trim(pathway.InternalPatientNumber, ' ') as number, trim(pathway.PathwayNumber, ' ') as pathway
  from source.RTTPTPATHWAY as pathway
  join source.PROV as provider on trim(provider.ProviderCode, ' ') = trim(pathway.RttCurProv, ' ')
  where substr(coalesce(pas_text(provider.DohCode), pas_text(provider.OrganisationCode)), 1, 3)
    <> substr(trim(pathway.PathwayNumber, ' '), 1, 3)
)
select first_clock.key
from first_clock
join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = first_clock.loadrttpwy_record_number
where pas_moment(pathway.pathway_start_date) > first_clock.started
union all
select first_clock.key
from first_clock
join target.LOAD_REFERRALS as referral on referral.record_number = first_clock.loadref_record_number
left join transferred on transferred.loadrttpwy_record_number = first_clock.loadrttpwy_record_number
where first_clock.start_day + to_days({early_days}) < pas_date(referral.ref_received_date)
  and first_clock.key not in {signed_starts}
  and not coalesce(transferred.day <= pas_date(referral.ref_received_date), false)
  and not exists (
    from brought
    where brought.number = split_part(first_clock.key, '|', 1)
      and brought.pathway = split_part(first_clock.key, '|', 2)
  )
