-- One row a clock period. Its referral is the one that the extract links with it: of several, the latest that was received
-- by the start of the clock, else the first after it. A stop that cannot be read must not read as a running clock.
with linked as (
  select
    link.number,
    link.pathway_number,
    link.period_id,
    link.episode,
    referral.received_day,
    coalesce(referral.received_day, referral.referral_day) as day,
    period.start_day
  from rtt.episode_period as link
  join rtt.referral as referral on referral.number = link.number and referral.episode = link.episode
  left join rtt.period as period
    on period.number = link.number and period.pathway_number = link.pathway_number and period.period_id = link.period_id
),
period_referral as (
  select number, pathway_number, period_id, episode, received_day
  from linked
  qualify row_number() over (
    partition by number, pathway_number, period_id
    order by
      day <= start_day desc nulls last,
      case when day <= start_day then day end desc,
      day,
      episode
  ) = 1
),
start_status as (
  select
    period.number,
    period.pathway_number,
    period.period_id,
    string_agg(distinct pas_text(event.RttPRDSts), chr(10) order by pas_text(event.RttPRDSts)) as statuses
  from rtt.period as period
  join source.RTTALLPRDSTS as event
    on trim(event.InternalPatientNumber, ' ') = period.number
    and trim(event.PathwayNumber, ' ') = period.pathway_number
    and pas_day(coalesce(pas_text(event.ActivityDateTimeInt), event.ActivityDateTime)) = period.start_day
  group by 1, 2, 3
),
held as (
  select
    *,
    coalesce(pas_text(RttStartDateTimeInt), pas_text(RttStartDate)) as start_text,
    coalesce(pas_text(RttEndDateTimeInt), pas_text(RttEndDate)) as stop_text
  from source.RTTPERIOD
)
select
  held._table,
  held._row,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when stop_text is not null and pas_day(stop_text) is null then 'CLOCK_STOP_UNREADABLE'
    when pas_day(stop_text) < pas_day(start_text) then 'CLOCK_STOP_BEFORE_START'
    when coalesce(pas_moment(stop_text), pas_day(stop_text) || '0000') < coalesce(pas_moment(start_text), pas_day(start_text) || '0000')
      then case when pas_moment(stop_text) is null then 'CLOCK_STOP_WITHOUT_TIME' else 'CLOCK_STOP_BEFORE_START' end
  end as _reject,
  held.InternalPatientNumber,
  held.PathwayNumber,
  held.PPeriodId,
  start_text,
  stop_text,
  case when referral.episode is not null then held.InternalPatientNumber end as referral_patient,
  referral.episode as referral_episode,
  pas_day(start_text) as start_day,
  referral.received_day,
  start_status.statuses as start_statuses
from held
left join pmi.patient as patient on patient.number = trim(held.InternalPatientNumber, ' ')
left join period_referral as referral
  on referral.number = trim(held.InternalPatientNumber, ' ')
  and referral.pathway_number = trim(held.PathwayNumber, ' ')
  and referral.period_id = trim(held.PPeriodId, ' ')
left join start_status
  on start_status.number = trim(held.InternalPatientNumber, ' ')
  and start_status.pathway_number = trim(held.PathwayNumber, ' ')
  and start_status.period_id = trim(held.PPeriodId, ' ')
