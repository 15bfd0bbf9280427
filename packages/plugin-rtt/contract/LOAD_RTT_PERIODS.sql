-- by: patient
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
    string_agg(distinct coalesce(pas_text(event.RttPRDSts), 'NATIONAL:' || pas_text(event.RttPRDStsInt)), chr(10) order by coalesce(pas_text(event.RttPRDSts), 'NATIONAL:' || pas_text(event.RttPRDStsInt))) as statuses
  from rtt.period as period
  join source.RTTALLPRDSTS as event
    on trim(event.InternalPatientNumber, ' ') = period.number
    and trim(event.PathwayNumber, ' ') = period.pathway_number
    and pas_day(coalesce(pas_text(event.ActivityDateTimeInt), event.ActivityDateTime)) = period.start_day
  group by 1, 2, 3
),
-- Reasons for a breach stand with appointments and list entries, and are of older making than clocks: which deadline was
-- missed is proved by its day alone.
deadline as (
  select
    trim(InternalPatientNumber, ' ') as number,
    trim(PathwayNumber, ' ') as pathway_number,
    trim(PPeriodId, ' ') as period_id,
    case
      when count(distinct coalesce(pas_day(RttBreachDateInt), pas_day(RttBreachDate))) = 1
        then min(coalesce(pas_day(RttBreachDateInt), pas_day(RttBreachDate)))
    end as day
  from source.RTTPERIOD
  group by 1, 2, 3
),
excuse as (
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, pas_text(BreachReasonCode) as code, pas_text(BreachReasonCmnt) as comment,
    coalesce(pas_day(BreachDateInt), pas_day(BreachDate)) as day
  from source.OPA
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, pas_text(WlBreachReasonCode), pas_text(BreachReasonComment),
    coalesce(pas_day(WlBreachDateInternal), pas_day(WlBreachDate))
  from source.WLENTRY
  union all
  select
    _table, _row, InternalPatientNumber, EpisodeNumber, pas_text(WlBreachReasonCode), pas_text(BreachReasonComment),
    coalesce(pas_day(WlBreachDateInternal), pas_day(WlBreachDate))
  from source.WLCURRENT
),
excused as (
  select
    link.number,
    link.pathway_number,
    link.period_id,
    excuse.code,
    excuse.comment,
    coalesce(excuse.day = deadline.day, false) as is_proved,
    bool_or(coalesce(excuse.day = deadline.day, false)) over (partition by excuse._table, excuse._row) as is_placed
  from excuse
  join rtt.episode_period as link
    on link.number = trim(excuse.InternalPatientNumber, ' ') and link.episode = trim(excuse.EpisodeNumber, ' ')
  join deadline
    on deadline.number = link.number
    and deadline.pathway_number = link.pathway_number
    and deadline.period_id = link.period_id
  where excuse.code is not null or excuse.comment is not null
),
breach as (
  select
    number,
    pathway_number,
    period_id,
    case when count(distinct code) filter (is_proved) = 1 then min(code) filter (is_proved) end as code,
    string_agg(distinct comment, '; ' order by comment) filter (is_proved) as comment,
    case
      when count(distinct code) filter (is_proved) > 1 then 'BREACH_REASONS_DIFFER'
      when bool_or(not is_placed) and not bool_or(is_proved) then 'BREACH_NOT_PROVED'
    end as fault
  from excused
  group by number, pathway_number, period_id
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
    when pas_moment(stop_text) < coalesce(pas_moment(start_text), pas_day(start_text)) then 'CLOCK_STOP_BEFORE_START'
    when coalesce(pas_moment(stop_text), pas_day(stop_text) || '0000') < pas_moment(start_text) then 'CLOCK_STOP_WITHOUT_TIME'
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
  start_status.statuses as start_statuses,
  breach.code as breach_code,
  breach.comment as breach_comment,
  breach.fault as breach_fault
from held
left join pmi.patient as patient on patient.number = trim(held.InternalPatientNumber, ' ')
left join period_referral as referral
  on referral.number = trim(held.InternalPatientNumber, ' ')
  and referral.pathway_number = trim(held.PathwayNumber, ' ')
  and referral.period_id = trim(held.PPeriodId, ' ')
left join breach
  on breach.number = trim(held.InternalPatientNumber, ' ')
  and breach.pathway_number = trim(held.PathwayNumber, ' ')
  and breach.period_id = trim(held.PPeriodId, ' ')
left join start_status
  on start_status.number = trim(held.InternalPatientNumber, ' ')
  and start_status.pathway_number = trim(held.PathwayNumber, ' ')
  and start_status.period_id = trim(held.PPeriodId, ' ')
