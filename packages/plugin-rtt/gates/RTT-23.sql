-- id: RTT-23
-- title: Each event has a reason that its action may have
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: RTT performance lead
-- why: The loader refuses a reason for stopping a clock on an event that starts it, and the other way round. V83 holds no
--   reasons; where the trust adds them, it names the new system's two lists (code types 10832 and 10833) in the parameters.
-- fix: Correct the trust's pairs for reasons, or complete the two lists.
-- nothing: no event has a reason, or the new system's lists of reasons were not given (start_reasons, stop_reasons)
-- parameter: start_reasons = []
-- parameter: stop_reasons = []
-- part: population_target
-- Null is in no empty list, and nobody knows whether it is in any other: that tells whether a list was given.
select count(event_reason_code)
from target.LOAD_RTT_EVENTS
where (null in {start_reasons}) is null
  and (null in {stop_reasons}) is null
-- part: target
select external_system_id as key
from target.LOAD_RTT_EVENTS
where (null in {start_reasons}) is null
  and (null in {stop_reasons}) is null
  and case
    when event_action_code in ('STOP', 'ENDRTT') then event_reason_code not in {stop_reasons}
    else event_reason_code not in {start_reasons}
  end
