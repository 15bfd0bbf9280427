-- id: RTT-21
-- title: The events of a clock start it once and stop it once at most
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: RTT performance lead
-- why: The loader refuses the events of a clock that none of them starts, or that two of them start, stop or end.
-- fix: Look the clock's statuses up in rejects/; correct them in the old system, then extract again.
-- part: population_target
select count(distinct loadrttprd_record_number)
from target.LOAD_RTT_EVENTS
-- part: target
with event as (
  select
    loadrttprd_record_number,
    count(*) as events,
    count(*) filter (event_action_code = 'START') as starts,
    count(*) filter (event_action_code = 'STOP') as stops,
    count(*) filter (event_action_code = 'START_STOP') as start_stops,
    count(*) filter (event_action_code = 'ENDRTT') as ends,
    count(*) filter (
      coalesce(event_action_code, '')
        not in ('START', 'STOP', 'START_STOP', 'ENDRTT', 'CONTINUE', 'PAUSE', 'END_PAUSE', 'NOACTION')
    ) as unknown
  from target.LOAD_RTT_EVENTS
  group by 1
)
select coalesce(clock.external_system_id, event.loadrttprd_record_number) as key
from event
left join target.LOAD_RTT_PERIODS as clock on clock.record_number = event.loadrttprd_record_number
where starts + start_stops = 0
  or greatest(starts, stops, start_stops, ends) > 1
  or (stops > 0 and ends > 0)
  or (start_stops > 0 and events > 1)
  or unknown > 0
