-- id: ADT-07
-- title: Each episode begins at the minute at which the one before it ends
-- severity: error
-- stage: target
-- hazard: none
-- sign_off: patient administration lead
-- why: The loader refuses a spell with a gap between its consultants, or with two of them at once. No such time is moved
--   unless a rule for it is signed.
-- fix: Settle with the wards when the patient changed hands, correct the episode in the old system, then extract again.
-- part: population_source
select count(*)
from source.CONSEPISODE
-- part: source
with episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    pas_moment(EpsActvDtimeInt) as start,
    pas_moment(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))) as stop
  from source.CONSEPISODE
),
followed as (
  select
    key, start,
    lag(key) over in_order is not null as is_followed,
    lag(start) over in_order as previous_start,
    lag(stop) over in_order as previous_stop
  from episode
  window in_order as (partition by spell order by start, coalesce(stop, '999999999999'), key)
)
select key
from followed
where is_followed
  and (previous_stop is distinct from start or previous_start = start)
-- part: population_target
select count(*)
from target.LOAD_ADT_EPISODES
-- part: target
with episode as (
  select
    adt_adm_record_number as spell,
    external_system_id as key,
    pas_moment(start_date) as start,
    pas_moment(end_date) as stop
  from target.LOAD_ADT_EPISODES
),
followed as (
  select
    key, start,
    lag(key) over in_order is not null as is_followed,
    lag(start) over in_order as previous_start,
    lag(stop) over in_order as previous_stop
  from episode
  window in_order as (partition by spell order by start, coalesce(stop, '999999999999'), key)
)
select key
from followed
where is_followed
  and (previous_stop is distinct from start or previous_start = start)
