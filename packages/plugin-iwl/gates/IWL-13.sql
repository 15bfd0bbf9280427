-- id: IWL-13
-- title: Every entry and every date for coming in has a status that the loader knows
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: waiting list lead
-- why: The loader takes no other status, and a row without one is neither on the list nor off it. An entry that is not on the
--   list, was not admitted and was not taken off has none, nor has a date of which nobody knows what became of it.
-- fix: Find out what became of the patient or the date, enter it in the old system, then extract again.
-- nothing: no inpatient list has an entry
-- parameter: entry = [W, D, L, A, N, C]
-- parameter: offer = [L, A, N, C]
-- parameter: short_notice = [Y, N]
-- part: population_target
select (select count(*) from target.LOAD_IWL) + (select count(*) from target.LOAD_IWL_TCIS)
-- part: target
select external_system_id as key
from target.LOAD_IWL
where coalesce(status, '') not in {entry}
   or short_notice_flag not in {short_notice}
union all
select external_system_id
from target.LOAD_IWL_TCIS
where coalesce(status, '') not in {offer}
