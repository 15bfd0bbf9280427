-- id: RTT-22
-- title: Events lie in their clock, their start on its first day and their stop on its last
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: RTT performance lead
-- why: The loader refuses the events of a clock that tell another story than the clock does. A start, stop or end at 00:00
--   stands for its whole day, for that is how a day without a time is written.
-- fix: Look the event up in the old system; correct its moment or that of the clock, then extract again.
-- part: population_target
select count(*)
from target.LOAD_RTT_EVENTS
-- part: target
with clock as (
  select
    period.record_number,
    pas_moment(period.clock_start) as started,
    case when pas_moment(period.clock_stop) like '%0000' then pas_day(period.clock_stop) || '2359' else pas_moment(period.clock_stop) end as stopped,
    pas_moment(pathway.pathway_start_date) as pathway_started,
    case
      when pas_moment(pathway.pathway_end_date) like '%0000' then pas_day(pathway.pathway_end_date) || '2359'
      else pas_moment(pathway.pathway_end_date)
    end as pathway_ended
  from target.LOAD_RTT_PERIODS as period
  left join target.LOAD_RTT_PATHWAYS as pathway on pathway.record_number = period.loadrttpwy_record_number
),
event as (
  select
    external_system_id as key,
    loadrttprd_record_number,
    event_action_code as action,
    pas_moment(substr(event_date, 1, 16)) as moment,
    min(pas_moment(substr(event_date, 1, 16))) filter (event_action_code = 'STOP')
      over (partition by loadrttprd_record_number) as first_stop
  from target.LOAD_RTT_EVENTS
)
select key
from event
left join clock on clock.record_number = event.loadrttprd_record_number
where event.moment is null
  or clock.record_number is null
  or event.moment < clock.pathway_started
  or event.moment > clock.pathway_ended
  or (action = 'START' and event.moment > first_stop)
  or (
    action in ('CONTINUE', 'PAUSE', 'END_PAUSE', 'NOACTION')
    and (event.moment < clock.started or event.moment > clock.stopped)
  )
  or (action in ('START', 'START_STOP') and substr(event.moment, 1, 8) is distinct from substr(clock.started, 1, 8))
  or (action in ('STOP', 'START_STOP') and substr(event.moment, 1, 8) is distinct from substr(clock.stopped, 1, 8))
