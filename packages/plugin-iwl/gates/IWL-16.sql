-- id: IWL-16
-- title: Every entry is on a list that is delivered with it
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: waiting list lead
-- why: The loader refuses an entry on a list that it does not know, and the patient waits nowhere.
-- fix: Add the list to the old system's master file, or its pair to the overlay's crosswalk waiting_list.
-- nothing: no entry is on a list
-- optional: source.WAITCD
-- part: population_source
select (select count(*) from source.WLENTRY where pas_text(WlCode) is not null)
  + (select count(*) from source.WLCURRENT where pas_text(WlCode) is not null)
-- part: source
with entry as (
  select pas_key(InternalPatientNumber, EpisodeNumber) as key, pas_text(WlCode) as list
  from source.WLENTRY
  union
  select pas_key(InternalPatientNumber, EpisodeNumber), pas_text(WlCode)
  from source.WLCURRENT
)
select key
from entry
where list is not null
  and list not in (select trim(WaitingList, ' ') from source.WAITCD where pas_text(WaitingList) is not null)
-- part: population_target
select count(*)
from target.LOAD_IWL
where waitlist_profile is not null
-- part: target
select external_system_id as key
from target.LOAD_IWL
where waitlist_profile is not null
  and waitlist_profile not in (
  select waitlist_profile
  from target.LOAD_IWL_PROFILES
  where waitlist_profile is not null
)
