-- by: patient
-- One row a status that was given on a pathway. It belongs to the clock period that ran at that moment; the periods of a
-- pathway may touch, and then a start belongs to the later one and everything else to the earlier one. Before the first
-- start, between two periods and after the last stop no clock ran, and the event has no period to be loaded under.
with status as (
  select code, min(national) as national
  from rtt.status
  group by code
),
event as (
  select
    held.*,
    trim(InternalPatientNumber, ' ') as number,
    trim(PathwayNumber, ' ') as pathway,
    coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime) as moment_text,
    pas_moment(coalesce(pas_text(ActivityDateTimeInt), ActivityDateTime)) as moment,
    coalesce(status.national, pas_text(RttPRDStsInt)) in ('10', '11', '12') as is_start,
    count(*) over (
      partition by
        trim(InternalPatientNumber, ' '), trim(PathwayNumber, ' '),
        coalesce(pas_text(ActivityDateTimeInt), ''), coalesce(pas_text(PRDStsType), '')
    ) > 1 as has_twin
  from source.RTTALLPRDSTS as held
  left join status on status.code = trim(held.RttPRDSts, ' ')
),
period as (
  select
    *,
    coalesce(start_moment, start_day || '0000') as begins,
    case when is_open then '999999999999' else coalesce(stop_moment, stop_day || '2359') end as ends
  from rtt.period
),
-- Where a clock has no readable start or stop, nobody can say that an event lay outside of it.
uncertain as (
  select distinct number, pathway_number
  from period
  where begins is null or ends is null or ends < begins
),
candidate as (
  select
    event._row as event_row,
    event.is_start,
    period.*,
    count(*) filter (begins < moment and ends > moment) over all_of_event as around,
    count(*) filter (begins < moment) over all_of_event as begun,
    count(*) filter (ends > moment) over all_of_event as going_on,
    count(*) over all_of_event as periods
  from event
  join period
    on period.number = event.number
    and period.pathway_number = event.pathway
    and begins <= moment
    and ends >= moment
  window all_of_event as (partition by event._row)
),
home as (
  select *, periods > 1 and (around > 0 or begun > 1 or going_on > 1) as is_ambiguous
  from candidate
  qualify row_number() over (
    partition by event_row
    order by
      case when coalesce(is_start, false) then begins end desc,
      case when coalesce(is_start, false) then ends end desc,
      begins,
      ends,
      period_id
  ) = 1
)
select
  event._table,
  event._row,
  case
    when patient.number is not null and moment is not null and home.event_row is null and uncertain.number is null then 'NO_PERIOD'
  end as _exclude,
  case
    when patient.number is null then 'PATIENT_UNKNOWN'
    when moment is null and pas_day(moment_text) is null then 'EVENT_MOMENT_UNREADABLE'
    when moment is null then 'EVENT_WITHOUT_TIME'
    when home.is_ambiguous then 'EVENT_IN_TWO_PERIODS'
    when home.event_row is null then 'PERIOD_UNCERTAIN'
  end as _reject,
  event.InternalPatientNumber,
  event.PathwayNumber,
  event.ActivityDateTimeInt,
  event.PRDStsType,
  event.RttPRDSts,
  coalesce(pas_text(event.RttPRDSts), 'NATIONAL:' || pas_text(event.RttPRDStsInt)) as status,
  event.moment_text,
  event.moment,
  case when not home.is_ambiguous then event.InternalPatientNumber end as period_patient,
  case when not home.is_ambiguous then event.PathwayNumber end as period_pathway,
  case when not home.is_ambiguous then home.period_id end as period_id,
  -- What the order of events within a period is judged by; one of two rows under one key counts for nothing.
  case when not home.is_ambiguous and not event.has_twin then home.number || '|' || home.pathway_number || '|' || home.period_id end as judged_in,
  home.begins,
  case when not home.is_open then coalesce(home.stop_moment, home.stop_day) end as stops
from event
left join home on home.event_row = event._row
left join uncertain on uncertain.number = event.number and uncertain.pathway_number = event.pathway
left join pmi.patient as patient on patient.number = event.number
