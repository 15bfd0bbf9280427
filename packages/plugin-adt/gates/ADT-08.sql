-- id: ADT-08
-- title: A spell's episodes are numbered 1, 2, 3 in the order in which they began
-- severity: error
-- stage: source
-- hazard: none
-- sign_off: patient administration lead
-- why: A number that is left out may be an episode that was lost, and one out of turn tells the patient's consultants in the
--   wrong order. Each episode is held against the one before it, so one hole is one finding. A spell with a start that cannot
--   be read has no order to judge.
-- fix: Look for the missing episode in the casenotes; enter it or correct the numbers in the old system, then extract again.
-- part: population_source
select count(*)
from source.CONSEPISODE
-- part: source
with episode as (
  select
    pas_key(InternalPatientNumber, EpisodeNumber) as spell,
    pas_key(InternalPatientNumber, EpisodeNumber, FCENumber) as key,
    try_cast(pas_text(FCENumber) as integer) as number,
    pas_moment(EpsActvDtimeInt) as start,
    pas_moment(coalesce(pas_text(ConsultantEpisodeEndDttm), pas_text(EpisodeEndDt))) as stop
  from source.CONSEPISODE
),
followed as (
  select
    key, number,
    lag(number, 1, 0) over in_order as previous,
    bool_and(start is not null) over (partition by spell) as has_order
  from episode
  window in_order as (partition by spell order by start, coalesce(stop, '999999999999'), number, key)
)
select key
from followed
where has_order
  and (number is null or number <> previous + 1)
-- part: population_target
select count(*)
from target.LOAD_ADT_EPISODES
-- part: target
with episode as (
  select
    adt_adm_record_number as spell,
    external_system_id as key,
    try_cast(split_part(external_system_id, '|', 3) as integer) as number,
    pas_moment(start_date) as start,
    pas_moment(end_date) as stop
  from target.LOAD_ADT_EPISODES
),
followed as (
  select
    key, number,
    lag(number, 1, 0) over in_order as previous,
    bool_and(start is not null) over (partition by spell) as has_order
  from episode
  window in_order as (partition by spell order by start, coalesce(stop, '999999999999'), number, key)
)
select key
from followed
where has_order
  and (number is null or number <> previous + 1)
